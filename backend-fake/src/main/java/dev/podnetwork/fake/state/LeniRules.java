package dev.podnetwork.fake.state;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.fake.state.Leni.Secondary;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Lingjun interface may be made, attached, detached or deleted, or given an address (spec: openapi-wire §9.2).
 * Refusals carry the product's numbers: 1003 no such thing, 1011 gone or detached already, 1013 no room, 1017 not now.
 */
public final class LeniRules {
    private static final Set<LeniStatus> DELETABLE = EnumSet.of(
            LeniStatus.UNATTACHED, LeniStatus.CREATE_FAILED, LeniStatus.ATTACH_FAILED, LeniStatus.DELETE_FAILED);

    private final CloudState cloud;
    private final LeniBook book;

    /** Rules over these interfaces of this account. */
    public LeniRules(CloudState cloud, LeniBook book) {
        this.cloud = cloud;
        this.book = book;
    }

    /** Starts to create, replays or refuses. */
    public Answer create(LeniOp.CreateLeni op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        VSwitchState vSwitch = cloud.vSwitches.get(op.vSwitch());
        WireFault refusal = TagRules.malformed(op.tags());
        if (refusal == null) {
            refusal = misplaced(op, vSwitch);
        }
        if (refusal == null && cloud.groups.get(op.securityGroup()) == null) {
            refusal = WireFault.invalid("1003", "no security group " + op.securityGroup() + ".");
        }
        if (refusal == null && op.node() != null) {
            refusal = noRoom(op);
        }
        if (refusal == null && vSwitch != null && !vSwitch.addresses.has(1, 0)) {
            refusal = WireFault.invalid("1013", "vSwitch " + op.vSwitch() + " has no free address.");
        }
        if (refusal != null || vSwitch == null) {
            return refused(refusal);
        }
        Leni leni = book.bear(op, vSwitch);
        return remembered(
                op, op.clientToken(), new CloudReply.LeniCreated(leni.id, Eni.instant(cloud.now)), answeredAt);
    }

    /** A vSwitch is in the VPC that is named, or in that of the node, and in the zone of both. */
    private @Nullable WireFault misplaced(LeniOp.CreateLeni op, @Nullable VSwitchState vSwitch) {
        LingjunNode node = op.node() == null ? null : book.node(op.node());
        VpcId vpc = op.vpc() == null && node != null ? node.vpc() : op.vpc();
        if (vSwitch == null || vpc != null && !vSwitch.vpc.equals(vpc)) {
            return WireFault.invalid("1003", "no vSwitch " + op.vSwitch() + " in VPC " + vpc + ".");
        }
        if (vpc == null && op.node() == null) {
            return WireFault.of(400, "MissingParameter.VpcId", "VpcId is required without NodeId.");
        }
        return vSwitch.zone.equals(op.zone())
                ? null
                : WireFault.invalid("1003", "no vSwitch " + op.vSwitch() + " in zone " + op.zone() + ".");
    }

    private @Nullable WireFault noRoom(LeniOp.CreateLeni op) {
        LingjunNode node = op.node() == null ? null : book.node(op.node());
        if (node == null) {
            return WireFault.invalid("1003", "no node " + op.node() + ".");
        }
        return book.countOn(node.id()) >= node.leniQuota()
                ? WireFault.invalid("1013", "node " + node.id() + " has its " + node.leniQuota() + " interfaces.")
                : null;
    }

    /** Starts to attach or refuses. */
    public Answer attach(LeniOp.AttachLeni op) {
        Leni leni = book.find(op.leni());
        LingjunNode node = book.node(op.node());
        WireFault refusal = leni == null ? gone(op.leni()) : null;
        if (refusal == null && node == null) {
            refusal = WireFault.invalid("1003", "no node " + op.node() + ".");
        }
        if (refusal == null
                && leni != null
                && leni.status != LeniStatus.UNATTACHED
                && leni.status != LeniStatus.ATTACH_FAILED) {
            refusal = notNow(leni);
        }
        if (refusal == null && node != null && book.countOn(node.id()) >= node.leniQuota()) {
            refusal = WireFault.invalid("1013", "node " + node.id() + " has its " + node.leniQuota() + " interfaces.");
        }
        if (refusal != null || leni == null) {
            return refused(refusal);
        }
        book.start(leni, LeniStatus.ATTACHING, op.node());
        return Answer.accepted();
    }

    /** Starts to detach or refuses. */
    public Answer detach(LeniOp.DetachLeni op) {
        Leni leni = book.find(op.leni());
        if (leni == null || leni.status == LeniStatus.UNATTACHED || leni.status == LeniStatus.ATTACH_FAILED) {
            return refused(gone(op.leni()));
        }
        boolean attached = leni.status == LeniStatus.AVAILABLE || leni.status == LeniStatus.DETACH_FAILED;
        if (!attached || !op.node().equals(leni.node)) {
            return refused(notNow(leni));
        }
        book.start(leni, LeniStatus.DETACHING, leni.node);
        return Answer.accepted();
    }

    /** Starts to delete or refuses. */
    public Answer delete(LeniOp.DeleteLeni op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Leni leni = book.find(op.leni());
        if (leni == null) {
            return refused(gone(op.leni()));
        }
        if (!DELETABLE.contains(leni.status)) {
            return refused(notNow(leni));
        }
        book.start(leni, LeniStatus.DELETING, null);
        return remembered(op, op.clientToken(), CloudReply.Accepted.INSTANCE, answeredAt);
    }

    /** Starts to assign an address, replays or refuses. */
    public Answer assign(LeniOp.AssignLeniAddress op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Leni leni = book.find(op.leni());
        WireFault refusal = leni == null ? gone(op.leni()) : null;
        if (refusal == null && leni != null) {
            refusal = noAddress(leni, op.ipv4());
        }
        if (refusal != null || leni == null) {
            return refused(refusal);
        }
        AddressBook addresses = leni.vSwitch.addresses;
        leni.vSwitch.remember(cloud.now, cloud.history.horizonNanos());
        long address = op.ipv4() == null ? addresses.take() : addresses.parse(op.ipv4());
        if (op.ipv4() != null) {
            addresses.take(address);
        }
        String name = book.nextName();
        leni.addresses.put(name, new Secondary(address, false, false));
        return remembered(op, op.clientToken(), new CloudReply.LeniAddressAssigned(leni.id, name), answeredAt);
    }

    private @Nullable WireFault noAddress(Leni leni, @Nullable String wanted) {
        if (leni.status != LeniStatus.AVAILABLE && leni.status != LeniStatus.UNATTACHED) {
            return notNow(leni);
        }
        LingjunNode node = leni.node == null ? null : book.node(leni.node);
        if (node != null && leni.addresses.size() >= node.addressesPerLeni()) {
            return WireFault.invalid("1013", leni.id + " has its " + node.addressesPerLeni() + " secondary addresses.");
        }
        AddressBook addresses = leni.vSwitch.addresses;
        if (wanted == null) {
            return addresses.has(1, 0)
                    ? null
                    : WireFault.invalid("1013", "vSwitch " + leni.vSwitch.id + " has no free address.");
        }
        try {
            return addresses.isFree(addresses.parse(wanted))
                    ? null
                    : WireFault.invalid("InvalidParameter", wanted + " is not free in " + leni.vSwitch.id + ".");
        } catch (IllegalArgumentException notAnAddress) {
            return WireFault.invalid("InvalidParameter", "PrivateIpAddress is no address: " + wanted);
        }
    }

    /** Starts to take an address away or refuses. */
    public Answer unassign(LeniOp.UnassignLeniAddress op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Leni leni = book.find(op.leni());
        Secondary now = leni == null ? null : leni.addresses.get(op.name());
        if (leni == null || now == null || now.leaving()) {
            return refused(gone(op.leni()));
        }
        leni.addresses.put(op.name(), new Secondary(now.ipv4(), now.usable(), true));
        return remembered(op, op.clientToken(), CloudReply.Accepted.INSTANCE, answeredAt);
    }

    /** Gives an interface another security group, at once; null leaves the one it has. */
    public Answer update(EniId id, @Nullable SecurityGroupId group) {
        Leni leni = book.find(id);
        if (leni == null) {
            return refused(gone(id));
        }
        if (group != null && cloud.groups.get(group) == null) {
            return refused(WireFault.invalid("1003", "no security group " + group + "."));
        }
        if (group != null) {
            book.regroup(leni, group);
        }
        return Answer.accepted();
    }

    private static WireFault gone(EniId id) {
        return WireFault.invalid("1011", id + " does not exist or is not attached.");
    }

    private static WireFault notNow(Leni leni) {
        return WireFault.invalid("1017", leni.id + " is " + leni.status.wire() + " on " + leni.node + ".");
    }

    private static Answer refused(@Nullable WireFault fault) {
        return new Answer.Refused(fault == null ? WireFault.of(500, "InternalError", "judged in vain.") : fault);
    }

    private @Nullable Answer known(LeniOp op, String token) {
        WireFault malformed = TokenStore.malformed(token);
        TokenStore.Issued before = malformed == null ? cloud.tokens.find(token, cloud.now) : null;
        if (malformed != null || before == null) {
            return malformed == null ? null : refused(malformed);
        }
        CloudReply reply = before.reply();
        return reply == null || !op.equals(before.op()) ? refused(TokenStore.mismatch(token)) : new Answer.Done(reply);
    }

    private Answer remembered(LeniOp op, String token, CloudReply reply, long answeredAt) {
        cloud.tokens.remember(new TokenStore.Issued(token, null, op, null, reply, cloud.now, answeredAt));
        return new Answer.Done(reply);
    }
}
