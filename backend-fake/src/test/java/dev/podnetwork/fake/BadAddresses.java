package dev.podnetwork.fake;

import static dev.podnetwork.fake.BadBackends.asking;
import static dev.podnetwork.fake.BadBackends.describing;
import static dev.podnetwork.fake.BadBackends.replying;
import static dev.podnetwork.fake.BadBackends.wrap;

import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.spi.CloudNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Backends that get addresses and prefixes wrong, each in one way. */
final class BadAddresses {
    private BadAddresses() {}

    static void add(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        assigns(all);
        unassigns(all);
        descriptions(all);
        creates(all);
    }

    private static void assigns(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        int[] made = {0};
        all.put(
                "assigns with a token of its own",
                asking(op -> op instanceof AddressOp.AssignPrivateIpAddresses a
                        ? new AddressOp.AssignPrivateIpAddresses(a.eni(), a.what(), "own-" + made[0]++)
                        : op));
        all.put(
                "says nothing of what it assigned",
                replying((op, reply) -> reply instanceof CloudReply.AddressesAssigned a
                        ? new CloudReply.AddressesAssigned(a.eni(), List.of(), List.of())
                        : reply));
        all.put("answers an assign with all it ever assigned to anybody", good -> {
            List<String> before = new ArrayList<>();
            return wrap(
                    good,
                    op -> good.call(op).thenApply(reply -> {
                        if (!(reply instanceof CloudReply.AddressesAssigned a)) {
                            return reply;
                        }
                        before.addAll(a.addresses());
                        return new CloudReply.AddressesAssigned(a.eni(), List.copyOf(before), a.prefixes());
                    }));
        });
        all.put(
                "assigns one address for a prefix",
                asking(op -> op instanceof AddressOp.AssignPrivateIpAddresses a
                                && a.what() instanceof AddressRequest.PrefixCount
                        ? new AddressOp.AssignPrivateIpAddresses(a.eni(), AddressRequest.count(1), a.clientToken())
                        : op));
        all.put(
                "gives other addresses than the named ones",
                asking(op -> op instanceof AddressOp.AssignPrivateIpAddresses a
                                && a.what() instanceof AddressRequest.Addresses named
                        ? new AddressOp.AssignPrivateIpAddresses(
                                a.eni(), AddressRequest.count(named.addresses().size()), a.clientToken())
                        : op));
        all.put(
                "assigns IPv4 for IPv6",
                asking(op -> op instanceof AddressOp.AssignIpv6Addresses a
                        ? new AddressOp.AssignPrivateIpAddresses(a.eni(), a.what(), a.clientToken())
                        : op));
        all.put(
                "calls a full interface a full vSwitch",
                replying((op, reply) -> reply instanceof CloudReply.Failed failed
                                && failed.fault().kind() == CloudFault.Kind.QUOTA_EXCEEDED
                        ? new CloudReply.Failed(CloudFault.of(
                                CloudFault.Kind.ADDRESS_EXHAUSTED, CloudFault.Scope.VSWITCH, "Full", "full"))
                        : reply));
    }

    private static void unassigns(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "takes an unassign and does nothing",
                good -> wrap(
                        good,
                        op -> unassigns(op)
                                ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                                : good.call(op)));
        all.put(
                "calls every unassign a success",
                replying((op, reply) ->
                        unassigns(op) && reply instanceof CloudReply.Failed ? CloudReply.Accepted.INSTANCE : reply));
        all.put("unassigns the first address only", asking(BadAddresses::onlyFirst));
    }

    private static CloudOp onlyFirst(CloudOp op) {
        return op instanceof AddressOp.UnassignPrivateIpAddresses u
                        && u.what() instanceof AddressRequest.Addresses named
                        && named.addresses().size() > 1
                ? new AddressOp.UnassignPrivateIpAddresses(
                        u.eni(), AddressRequest.addresses(named.addresses().subList(0, 1)))
                : op;
    }

    private static boolean unassigns(CloudOp op) {
        return op instanceof AddressOp.UnassignPrivateIpAddresses || op instanceof AddressOp.UnassignIpv6Addresses;
    }

    private static void descriptions(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "describes the primary address only",
                describing(e -> having(e, e.ipv4().subList(0, 1), e.ipv6(), true)));
        all.put("describes no prefixes", describing(e -> having(e, e.ipv4(), e.ipv6(), false)));
        all.put("describes one IPv6 address at most", describing(e -> having(e, e.ipv4(), first(e.ipv6()), true)));
        all.put("describes the primary address last", describing(e -> {
            List<String> turned = new ArrayList<>(e.ipv4().subList(1, e.ipv4().size()));
            turned.add(e.primaryIpv4());
            return having(e, turned, e.ipv6(), true);
        }));
        all.put("remembers an interface as it was created", good -> {
            Map<Object, EniDescription> first = new HashMap<>();
            return describing((EniDescription e) -> {
                        EniDescription known = first.computeIfAbsent(e.id(), id -> e);
                        return having(e, known.ipv4(), known.ipv6(), true);
                    })
                    .apply(good);
        });
    }

    private static List<String> first(List<String> all) {
        return all.isEmpty() ? all : all.subList(0, 1);
    }

    private static void creates(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put(
                "creates every interface with one address",
                asking(op -> op instanceof CloudOp.CreateEni c ? with(c, AddressCounts.withIpv6(c.ipv6Count())) : op));
        all.put(
                "creates no IPv6",
                asking(op -> op instanceof CloudOp.CreateEni c
                        ? with(
                                c,
                                new AddressCounts(
                                        c.addresses().secondaryIpv4(),
                                        0,
                                        c.addresses().ipv4Prefixes(),
                                        c.addresses().ipv6Prefixes()))
                        : op));
    }

    private static CloudOp with(CloudOp.CreateEni c, AddressCounts counts) {
        return new CloudOp.CreateEni(
                c.vSwitch(),
                c.securityGroups(),
                counts,
                c.type(),
                c.deleteOnRelease(),
                c.resourceGroupId(),
                c.trafficMode(),
                c.tags(),
                c.clientToken());
    }

    private static EniDescription having(EniDescription e, List<String> ipv4, List<String> ipv6, boolean prefixes) {
        return new EniDescription(
                e.id(),
                e.type(),
                e.status(),
                e.mac(),
                e.vpc(),
                e.vSwitch(),
                e.zone(),
                e.securityGroups(),
                e.resourceGroupId(),
                ipv4,
                ipv6,
                prefixes ? e.ipv4Prefixes() : List.of(),
                prefixes ? e.ipv6Prefixes() : List.of(),
                e.trafficMode(),
                e.attachment(),
                e.tags(),
                e.createdAt());
    }
}
