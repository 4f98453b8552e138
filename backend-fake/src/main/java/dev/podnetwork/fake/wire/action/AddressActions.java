package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The ECS actions that change the addresses of an interface (spec: openapi-wire §7.9–§7.11). */
final class AddressActions {
    private static final int MAX_NAMED = 100;

    private AddressActions() {}

    /**
     * How a family names its parameters.
     *
     * @param address of named addresses
     * @param count of a count of addresses
     * @param prefix of named prefixes; with {@code Count}, of a count of them
     * @param mostAddresses the largest count of addresses
     */
    private record Family(String address, String count, String prefix, int mostAddresses) {
        static final Family V4 = new Family(
                "PrivateIpAddress", "SecondaryPrivateIpAddressCount", "Ipv4Prefix", AddressCounts.MAX_SECONDARY);
        static final Family V6 =
                new Family("Ipv6Address", "Ipv6AddressCount", "Ipv6Prefix", AddressRequest.MAX_PER_CALL);
    }

    static Tree assignIpv4(Parameters p, Visit visit) {
        CloudReply.AddressesAssigned added = visit.serve(
                new AddressOp.AssignPrivateIpAddresses(eni(p), what(p, Family.V4), token(p, visit)),
                CloudReply.AddressesAssigned.class);
        Tree set = new Tree().with("NetworkInterfaceId", added.eni().value());
        if (!added.addresses().isEmpty()) {
            set.wrapped("PrivateIpSet", "PrivateIpAddress", added.addresses());
        }
        if (!added.prefixes().isEmpty()) {
            set.wrapped("Ipv4PrefixSet", "Ipv4Prefixes", added.prefixes());
        }
        return new Tree().with("AssignedPrivateIpAddressesSet", set);
    }

    static Tree assignIpv6(Parameters p, Visit visit) {
        CloudReply.AddressesAssigned added = visit.serve(
                new AddressOp.AssignIpv6Addresses(eni(p), what(p, Family.V6), token(p, visit)),
                CloudReply.AddressesAssigned.class);
        return new Tree()
                .with("NetworkInterfaceId", added.eni().value())
                .wrapped("Ipv6Sets", "Ipv6Address", added.addresses())
                .wrapped("Ipv6PrefixSets", "Ipv6Prefix", added.prefixes());
    }

    static Tree unassignIpv4(Parameters p, Visit visit) {
        visit.serve(new AddressOp.UnassignPrivateIpAddresses(eni(p), named(p, Family.V4)), CloudReply.Accepted.class);
        return new Tree();
    }

    static Tree unassignIpv6(Parameters p, Visit visit) {
        visit.serve(new AddressOp.UnassignIpv6Addresses(eni(p), named(p, Family.V6)), CloudReply.Accepted.class);
        return new Tree();
    }

    private static EniId eni(Parameters p) {
        return EniId.of(EniActions.id(p, "NetworkInterfaceId"));
    }

    private static String token(Parameters p, Visit visit) {
        return p.text("ClientToken").orElse(visit.requestId());
    }

    private static AddressRequest what(Parameters p, Family family) {
        List<AddressRequest> asked = new ArrayList<>();
        p.number(family.count(), 1, family.mostAddresses())
                .map(AddressRequest::count)
                .ifPresent(asked::add);
        p.number(family.prefix() + "Count", 1, AddressRequest.MAX_PER_CALL)
                .map(AddressRequest::prefixCount)
                .ifPresent(asked::add);
        asked.addAll(namedForms(p, family));
        return one(asked, family);
    }

    private static AddressRequest.Named named(Parameters p, Family family) {
        return one(namedForms(p, family), family);
    }

    private static List<AddressRequest.Named> namedForms(Parameters p, Family family) {
        List<AddressRequest.Named> asked = new ArrayList<>();
        List<String> addresses = p.list(family.address(), MAX_NAMED);
        if (!addresses.isEmpty()) {
            asked.add(AddressRequest.addresses(addresses));
        }
        List<String> prefixes = p.list(family.prefix(), MAX_NAMED);
        if (!prefixes.isEmpty()) {
            asked.add(AddressRequest.prefixes(prefixes));
        }
        return asked;
    }

    private static <T> T one(List<T> asked, Family family) {
        if (asked.isEmpty()) {
            throw new Refusal(
                    403,
                    "MissingParameter",
                    "Give one of " + family.count() + ", " + family.address() + ".N, " + family.prefix() + "Count, "
                            + family.prefix() + ".N.");
        }
        if (asked.size() > 1) {
            throw new Refusal(400, "InvalidParameter.Conflict", "Addresses and prefixes are not given in one request.");
        }
        return asked.get(0);
    }
}
