package dev.podnetwork.fake.state;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.api.cloud.EipStatus;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.state.Eip.Bound;
import dev.podnetwork.fake.state.Eip.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an EIP may be allocated, bound, unbound, changed or released, with the cloud's own codes (spec: openapi-wire §8). */
public final class EipRules {
    private static final List<String> LINES = List.of(
            "BGP",
            "BGP_PRO",
            "ChinaTelecom",
            "ChinaUnicom",
            "ChinaMobile",
            "ChinaTelecom_L2",
            "ChinaUnicom_L2",
            "ChinaMobile_L2",
            "BGP_FinanceCloud");

    private final CloudState cloud;
    private final EipBook book;

    /** Rules over these EIPs of this account. */
    public EipRules(CloudState cloud, EipBook book) {
        this.cloud = cloud;
        this.book = book;
    }

    /** Allocates, replays or refuses. */
    public Answer allocate(EipOp.AllocateEip op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        WireFault malformed = malformed(op.spec());
        if (malformed != null) {
            return refused(malformed);
        }
        if (book.count() >= book.quota) {
            return refused(
                    WireFault.invalid("QuotaExceeded.Eip", "The account has its quota of " + book.quota + " EIPs."));
        }
        Eip eip = book.bear(op.spec());
        eip.busyUntilNanos = answeredAt;
        return remembered(
                op,
                op.clientToken(),
                new CloudReply.EipAllocated(eip.id, eip.address, Eni.instant(cloud.now)),
                answeredAt);
    }

    /** Starts to bind an EIP or refuses it. */
    public Answer associate(EipOp.AssociateEip op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Eip eip = book.find(op.eip());
        Eni eni = cloud.eni(op.eni());
        WireFault refusal = eip == null ? gone(op.eip()) : busy(eip, EipStatus.AVAILABLE);
        if (refusal == null && eni == null) {
            refusal = WireFault.notFound("InvalidInstanId.NotFound", "interface " + op.eni());
        }
        if (refusal == null && eni != null) {
            refusal = unfit(eni, op.privateIp());
        }
        if (refusal != null || eip == null || eni == null || eip.view == null) {
            return refused(refusal);
        }
        book.start(eip, eip.view.in(EipStatus.ASSOCIATING, new Bound(eni, op.privateIp())));
        eip.busyUntilNanos = answeredAt;
        return remembered(op, op.clientToken(), CloudReply.Accepted.INSTANCE, answeredAt);
    }

    /** Starts to unbind an EIP or refuses it. */
    public Answer unassociate(EipOp.UnassociateEip op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Eip eip = book.find(op.eip());
        View now = eip == null ? null : eip.view;
        WireFault refusal = eip == null ? gone(op.eip()) : busy(eip, EipStatus.IN_USE);
        Bound to = now == null ? null : now.bound();
        if (refusal == null
                && (to == null
                        || !to.eni().id.equals(op.eni())
                        || !to.privateIp().equals(op.privateIp()))) {
            refusal = WireFault.invalid(
                    "InvalidParameter.Mismatch",
                    op.eip() + " is not bound to " + op.privateIp() + " of " + op.eni() + ".");
        }
        if (refusal != null || eip == null || now == null) {
            return refused(refusal);
        }
        book.start(eip, now.in(EipStatus.UNASSOCIATING, to));
        eip.busyUntilNanos = answeredAt;
        return remembered(op, op.clientToken(), CloudReply.Accepted.INSTANCE, answeredAt);
    }

    /** Starts to release an EIP or refuses it. */
    public Answer release(EipOp.ReleaseEip op, long answeredAt) {
        Eip eip = book.find(op.eip());
        View now = eip == null ? null : eip.view;
        WireFault refusal = eip == null ? gone(op.eip()) : busy(eip, EipStatus.AVAILABLE);
        if (refusal == null && now != null && now.packageId() != null) {
            refusal = WireFault.invalid("IncorrectStatus.Eip", op.eip() + " is in package " + now.packageId() + ".");
        }
        if (refusal != null || eip == null || now == null) {
            return refused(refusal);
        }
        book.start(eip, now.in(EipStatus.RELEASING, null));
        eip.busyUntilNanos = answeredAt;
        return Answer.accepted();
    }

    /** Changes an EIP in place or refuses it. */
    public Answer modify(EipOp.ModifyEip op, long answeredAt) {
        Eip eip = book.find(op.eip());
        View now = eip == null ? null : eip.view;
        if (eip == null || now == null) {
            return refused(gone(op.eip()));
        }
        int bandwidth = op.bandwidthMbps() == null ? now.bandwidth() : op.bandwidthMbps();
        WireFault refusal = badBandwidth(bandwidth, eip.spec.payByTraffic());
        refusal = refusal == null ? badText("Name", op.name(), 128) : refusal;
        refusal = refusal == null ? badText("Description", op.description(), 256) : refusal;
        if (refusal == null && now.status() != EipStatus.AVAILABLE && now.status() != EipStatus.IN_USE) {
            refusal = incorrect(eip, now);
        }
        if (refusal != null) {
            return refused(refusal);
        }
        String name = op.name() == null ? now.name() : op.name();
        book.change(eip, new View(now.status(), now.bound(), now.packageId(), bandwidth, name, now.tags()));
        eip.busyUntilNanos = answeredAt;
        return Answer.accepted();
    }

    /** Starts to put an EIP into a package or refuses it. */
    public Answer addToPackage(EipOp.AddToBandwidthPackage op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Eip eip = book.find(op.eip());
        WireFault refusal = eip == null ? gone(op.eip()) : settled(eip, op.packageId());
        if (refusal == null && eip != null && eip.view != null && eip.view.packageId() != null) {
            refusal = WireFault.invalid("IncorrectStatus.Eip", op.eip() + " is in " + eip.view.packageId() + ".");
        }
        if (refusal != null || eip == null) {
            return refused(refusal);
        }
        eip.busyUntilNanos = answeredAt;
        eip.packaging = true;
        eip.transition++;
        return remembered(op, op.clientToken(), CloudReply.Accepted.INSTANCE, answeredAt);
    }

    /** Starts to take an EIP out of a package or refuses it. */
    public Answer removeFromPackage(EipOp.RemoveFromBandwidthPackage op, long answeredAt) {
        Answer known = known(op, op.clientToken());
        if (known != null) {
            return known;
        }
        Eip eip = book.find(op.eip());
        WireFault refusal = eip == null ? gone(op.eip()) : settled(eip, op.packageId());
        if (refusal == null
                && eip != null
                && (eip.view == null || !op.packageId().equals(eip.view.packageId()))) {
            refusal = WireFault.invalid(
                    "OperationUnsupported.IpNotInCbwp", op.eip() + " is not in " + op.packageId() + ".");
        }
        if (refusal != null || eip == null) {
            return refused(refusal);
        }
        eip.busyUntilNanos = answeredAt;
        eip.packaging = true;
        eip.transition++;
        return remembered(op, op.clientToken(), CloudReply.Accepted.INSTANCE, answeredAt);
    }

    /** Adds or overwrites tags; all or nothing. */
    public Answer tag(EipOp.TagEips op, long answeredAt) {
        WireFault malformed = op.eips().isEmpty() || op.eips().size() > 50
                ? WireFault.invalid("InvalidParameter", "ResourceId must name 1 to 50 EIPs.")
                : TagRules.malformed(op.tags());
        for (EipId id : op.eips()) {
            malformed = malformed == null && book.find(id) == null ? gone(id) : malformed;
        }
        if (malformed != null) {
            return refused(malformed);
        }
        for (EipId id : op.eips()) {
            Eip eip = book.find(id);
            if (eip != null && eip.view != null) {
                book.change(eip, eip.view.tagged(eip.view.tags().with(op.tags())));
            }
        }
        return Answer.accepted();
    }

    private static Answer refused(@Nullable WireFault fault) {
        return new Answer.Refused(
                fault == null ? WireFault.of(500, "InternalError", "the EIP vanished while it was judged.") : fault);
    }

    /** The answer of a token that was used before, null for a new one. */
    private @Nullable Answer known(EipOp op, String token) {
        WireFault malformed = TokenStore.malformed(token);
        if (malformed != null) {
            return refused(malformed);
        }
        TokenStore.Issued before = cloud.tokens.find(token, cloud.now);
        if (before == null) {
            return null;
        }
        CloudReply reply = before.reply();
        if (reply == null || !op.equals(before.op())) {
            return refused(TokenStore.mismatch(token));
        }
        return before.answeredAtNanos() > cloud.now
                ? refused(WireFault.invalid("LastTokenProcessing", "The client token is being processed: " + token))
                : new Answer.Done(reply);
    }

    private Answer remembered(EipOp op, String token, CloudReply reply, long answeredAt) {
        cloud.tokens.remember(new TokenStore.Issued(token, null, op, null, reply, cloud.now, answeredAt));
        return new Answer.Done(reply);
    }

    private static WireFault gone(EipId id) {
        return WireFault.notFound("InvalidAllocationId.NotFound", "EIP " + id);
    }

    private static WireFault incorrect(Eip eip, View now) {
        return WireFault.invalid(
                "IncorrectEipStatus", eip.id + " is " + now.status().wire() + ".");
    }

    private @Nullable WireFault busy(Eip eip, EipStatus wanted) {
        View now = eip.view;
        if (now == null || eip.busyUntilNanos > cloud.now || eip.packaging) {
            return WireFault.of(409, "OperationConflict", "Another operation on " + eip.id + " is under way.");
        }
        return now.status() == wanted ? null : incorrect(eip, now);
    }

    private @Nullable WireFault settled(Eip eip, String packageId) {
        if (!book.hasPackage(packageId)) {
            return WireFault.notFound("InvalidBandwidthPackageId.NotFound", "bandwidth package " + packageId);
        }
        View now = eip.view;
        return now != null && now.status() == EipStatus.IN_USE
                ? busy(eip, EipStatus.IN_USE)
                : busy(eip, EipStatus.AVAILABLE);
    }

    private @Nullable WireFault unfit(Eni eni, String privateIp) {
        EniState now = eni.state;
        if (now == null || (now.status() != EniStatus.AVAILABLE && now.status() != EniStatus.IN_USE)) {
            return WireFault.invalid("InvalidStatus.EniStatusNotSupport", eni.id + " is in transition.");
        }
        VSwitchState v = eni.spec.vSwitch();
        if (!Addresses.texts(v.addresses, now.addresses().ipv4(), false).contains(privateIp)) {
            return WireFault.invalid("InvalidParams.NotFound", privateIp + " is no address of " + eni.id + ".");
        }
        Eip there = book.on(eni, privateIp);
        return there == null
                ? null
                : WireFault.invalid(
                        "BIND_INSTANCE_HAVE_PORTMAP_OR_BIND_EIP",
                        privateIp + " of " + eni.id + " has " + there.id + ".");
    }

    private static @Nullable WireFault malformed(EipSpec spec) {
        WireFault fault = badBandwidth(spec.bandwidthMbps(), spec.payByTraffic());
        fault = fault == null ? badText("Name", spec.name(), 128) : fault;
        fault = fault == null ? badText("Description", spec.description(), 256) : fault;
        if (fault == null && !LINES.contains(spec.isp())) {
            fault = WireFault.invalid("InvalidParameter", "ISP is none of " + LINES + ": " + spec.isp());
        }
        if (fault == null && spec.securityProtectionTypes().size() > 1) {
            fault = WireFault.invalid("InvalidParameter", "SecurityProtectionTypes takes at most one level.");
        }
        return fault == null ? TagRules.malformed(spec.tags()) : fault;
    }

    private static @Nullable WireFault badBandwidth(int mbps, boolean byTraffic) {
        int most = byTraffic ? 200 : 500;
        return mbps < 1 || mbps > most
                ? WireFault.invalid("InvalidParameter", "Bandwidth must be 1 to " + most + ": " + mbps)
                : null;
    }

    private static @Nullable WireFault badText(String name, @Nullable String text, int most) {
        return text != null && (text.length() > most || text.startsWith("http://") || text.startsWith("https://"))
                ? WireFault.invalid("InvalidParameter", name + " must be at most " + most + " characters and no link.")
                : null;
    }
}
