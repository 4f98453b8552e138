package dev.podnetwork.fake.wire.action;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniAddress;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The actions of eflo on secondary addresses, which go by handles (spec: openapi-wire §9.2). */
final class LeniAddressActions {
    private LeniAddressActions() {}

    static Tree assign(Parameters p, Visit visit) {
        LeniOp op = new LeniOp.AssignLeniAddress(
                LeniActions.leni(p), LeniActions.optional(p, "PrivateIpAddress"), LeniActions.token(p, visit));
        CloudReply.LeniAddressAssigned made = visit.serve(op, CloudReply.LeniAddressAssigned.class);
        return LeniActions.envelope(new Tree()
                .with("ElasticNetworkInterfaceId", made.leni().value())
                .with("IpName", made.name()));
    }

    static Tree unassign(Parameters p, Visit visit) {
        EniId id = LeniActions.leni(p);
        String name = EniActions.id(p, "IpName");
        visit.serve(new LeniOp.UnassignLeniAddress(id, name, LeniActions.token(p, visit)), CloudReply.Accepted.class);
        return LeniActions.envelope(
                new Tree().with("ElasticNetworkInterfaceId", id.value()).with("IpName", name));
    }

    static Tree list(Parameters p, Visit visit) {
        List<Object> all = matching(p, visit);
        return LeniActions.envelope(new Tree().with("Total", all.size()).with("Data", LeniActions.slice(all, p)));
    }

    static Tree get(Parameters p, Visit visit) {
        String name = EniActions.id(p, "IpName");
        EniId id = LeniActions.leni(p);
        for (LeniAddress each : read(id, visit)) {
            if (each.name().equals(name)) {
                return LeniActions.envelope(tree(each));
            }
        }
        throw new Refusal(400, "1011", name + " of " + id + " does not exist.");
    }

    private static List<Object> matching(Parameters p, Visit visit) {
        List<Object> all = new ArrayList<>();
        for (LeniAddress each : read(LeniActions.leni(p), visit)) {
            if (LeniActions.is(p, "IpName", each.name())
                    && LeniActions.is(p, "PrivateIpAddress", each.ipv4())
                    && LeniActions.is(p, "Status", status(each))) {
                all.add(tree(each).map());
            }
        }
        return all;
    }

    static List<Object> all(EniId id, Visit visit) {
        List<Object> all = new ArrayList<>();
        read(id, visit).forEach(each -> all.add(tree(each).map()));
        return all;
    }

    private static List<LeniAddress> read(EniId id, Visit visit) {
        return visit.serve(new LeniOp.DescribeLeniAddresses(id, 1), CloudReply.LeniAddressPage.class)
                .addresses();
    }

    private static Tree tree(LeniAddress address) {
        return new Tree()
                .with("IpName", address.name())
                .with("PrivateIpAddress", address.ipv4())
                .with("Status", status(address))
                .with("ElasticNetworkInterfaceId", address.leni().value());
    }

    private static String status(LeniAddress address) {
        return address.usable() ? "Available" : "Executing";
    }
}
