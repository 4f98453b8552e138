package dev.podnetwork.fake;

import static dev.podnetwork.fake.BadBackends.replying;
import static dev.podnetwork.fake.BadBackends.wrap;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.MetadataEni;
import dev.podnetwork.spi.CloudNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Backends that get the metadata service wrong, each in one way. */
final class BadMetadata {
    private BadMetadata() {}

    static void add(Map<String, Function<CloudNetwork, CloudNetwork>> all) {
        all.put("metadata: shows nothing", pages(page -> List.of()));
        all.put(
                "metadata: shows the primary interface only",
                pages(page -> page.stream().filter(MetadataEni::primary).toList()));
        all.put("metadata: calls every interface primary", each(eni -> with(eni, eni.mac(), true, eni.ipv4())));
        all.put("metadata: calls no interface primary", each(eni -> with(eni, eni.mac(), false, eni.ipv4())));
        all.put(
                "metadata: writes hardware addresses without colons",
                each(eni -> with(eni, eni.mac().replace(":", ""), eni.primary(), eni.ipv4())));
        all.put(
                "metadata: shows the primary address only",
                each(eni -> with(eni, eni.mac(), eni.primary(), eni.ipv4().subList(0, 1))));
        all.put("metadata: shows the primary address last", each(eni -> {
            List<String> turned = new ArrayList<>(eni.ipv4());
            Collections.reverse(turned);
            return with(eni, eni.mac(), eni.primary(), turned);
        }));
        all.put("metadata: shows no prefixes", each(BadMetadata::withoutPrefixes));
        all.put("metadata: names another vSwitch", each(BadMetadata::elsewhere));
        all.put("metadata: shows members of the trunk", BadMetadata::showingMembers);
        all.put("metadata: reads once and keeps it", BadMetadata::keeping);
    }

    private static Function<CloudNetwork, CloudNetwork> pages(UnaryOperator<List<MetadataEni>> change) {
        return replying((op, reply) -> reply instanceof CloudReply.MetadataPage page
                ? new CloudReply.MetadataPage(change.apply(page.interfaces()))
                : reply);
    }

    private static Function<CloudNetwork, CloudNetwork> each(UnaryOperator<MetadataEni> change) {
        return pages(page -> page.stream().map(change).toList());
    }

    private static MetadataEni with(MetadataEni eni, String mac, boolean primary, List<String> ipv4) {
        return new MetadataEni(
                eni.id(),
                mac,
                primary,
                eni.vSwitch(),
                eni.vSwitchCidr(),
                eni.gateway(),
                ipv4,
                eni.ipv6(),
                eni.ipv4Prefixes(),
                eni.ipv6Prefixes());
    }

    private static MetadataEni withoutPrefixes(MetadataEni eni) {
        return new MetadataEni(
                eni.id(),
                eni.mac(),
                eni.primary(),
                eni.vSwitch(),
                eni.vSwitchCidr(),
                eni.gateway(),
                eni.ipv4(),
                eni.ipv6(),
                List.of(),
                List.of());
    }

    private static MetadataEni elsewhere(MetadataEni eni) {
        return new MetadataEni(
                eni.id(),
                eni.mac(),
                eni.primary(),
                VSwitchId.of("vsw-other"),
                eni.vSwitchCidr(),
                eni.gateway(),
                eni.ipv4(),
                eni.ipv6(),
                eni.ipv4Prefixes(),
                eni.ipv6Prefixes());
    }

    /** Adds whatever was attached through a trunk to every page. */
    private static CloudNetwork showingMembers(CloudNetwork good) {
        List<EniId> members = new ArrayList<>();
        return wrap(good, op -> {
            if (op instanceof CloudOp.AttachEni attach && attach.trunk() != null) {
                members.add(attach.eni());
            }
            return good.call(op).thenApply(reply -> {
                if (!(reply instanceof CloudReply.MetadataPage page)) {
                    return reply;
                }
                List<MetadataEni> more = new ArrayList<>(page.interfaces());
                members.forEach(id -> more.add(named(page.interfaces().get(0), id)));
                return new CloudReply.MetadataPage(more);
            });
        });
    }

    private static MetadataEni named(MetadataEni like, EniId id) {
        return new MetadataEni(
                id,
                "00:16:3e:ff:ff:ff",
                false,
                like.vSwitch(),
                like.vSwitchCidr(),
                like.gateway(),
                like.ipv4(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Looks when anything is first attached there, and never again. */
    private static CloudNetwork keeping(CloudNetwork good) {
        Map<InstanceId, CloudReply> first = new HashMap<>();
        return wrap(good, op -> {
            if (op instanceof CloudOp.AttachEni attach && !first.containsKey(attach.instance())) {
                first.put(attach.instance(), new CloudReply.MetadataPage(List.of()));
                return good.call(new CloudOp.ReadMetadata(attach.instance())).thenCompose(reply -> {
                    first.put(attach.instance(), reply);
                    return good.call(op);
                });
            }
            return good.call(op)
                    .thenApply(reply -> op instanceof CloudOp.ReadMetadata read
                            ? first.getOrDefault(read.instance(), reply)
                            : reply);
        });
    }
}
