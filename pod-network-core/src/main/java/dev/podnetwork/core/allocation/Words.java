package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.Explanation.State;
import dev.podnetwork.api.allocation.ScarceResource.Kind;
import dev.podnetwork.api.cloud.CloudFault;
import java.time.Duration;

/** The sentences of the machine. The frequent ones are made once. */
final class Words {
    static final Explanation NOTHING = Explanation.of(State.NOTHING, "nothing is asked for and nothing is held");
    static final Explanation CREATING = Explanation.of(State.WORKING, "creating its interfaces");
    static final Explanation ATTACHING = Explanation.of(State.WORKING, "attaching its interfaces");
    static final Explanation BOUND = Explanation.of(State.BOUND, "bound");
    static final Explanation CHECKING =
            Explanation.of(State.RELEASING, "its pod seems gone; reading the pod to be sure");
    static final Explanation DETACHING = Explanation.of(State.RELEASING, "its pod is gone; detaching its interfaces");
    static final Explanation DELETING = Explanation.of(State.RELEASING, "deleting its interfaces");
    static final Explanation REMOVED = Explanation.of(State.NOTHING, "its record was removed");
    static final Explanation KEPT = Explanation.of(State.RETAINED, "its address is kept until its record is deleted");
    static final Explanation POD_UNKNOWN = Explanation.waiting(
            Kind.FACT, "pod", "the cluster's view of the pod is not there yet; waiting for it", null);
    static final Explanation UNSCHEDULED =
            Explanation.waiting(Kind.FACT, "node", "the pod has no node yet; waiting for the scheduler", null);
    static final Explanation POD_GONE = Explanation.of(State.NOTHING, "the pod that asked is gone");
    static final Explanation EARLIER = Explanation.waiting(
            Kind.EARLIER_RECORD,
            "record",
            "the record of the earlier pod of that name must go first; it is being released",
            null);

    private Words() {}

    static Explanation readingVSwitches(String ids) {
        return Explanation.waiting(Kind.FACT, ids, "reading the vSwitches " + ids, null);
    }

    static Explanation noSlot(String node, int wanted, int free, int ahead) {
        return Explanation.waiting(
                Kind.NODE_SLOT,
                node,
                "asked for " + wanted + " interface slot(s) on node " + node + ", found " + free + " free with " + ahead
                        + " pod(s) ahead; it goes on when a pod there is released",
                null);
    }

    static Explanation noWork(int ahead) {
        return Explanation.waiting(
                Kind.PARALLEL_WORK,
                "pods",
                "as many pods as permitted are being bound in parallel; " + ahead + " pod(s) ahead",
                null);
    }

    static Explanation noAddress(String ids, String reason, long nanos) {
        return Explanation.waiting(
                Kind.VSWITCH_ADDRESS,
                ids,
                reason + "; it goes on when an address is released, or add a vSwitch to the policy",
                nanos < 0 ? null : Duration.ofNanos(nanos));
    }

    static Explanation noVSwitchInZone(String zone, String reason) {
        return Explanation.waiting(
                Kind.ZONE,
                zone,
                reason + "; add a vSwitch of that zone to the policy, or schedule the pod in another zone",
                null);
    }

    static Explanation unreadableVSwitches(String ids, String reason) {
        return Explanation.waiting(Kind.FACT, ids, reason + "; they are read again from time to time", null);
    }

    static Explanation noQuota(String quota, String reason, long nanos) {
        return Explanation.waiting(
                Kind.QUOTA,
                quota,
                "the quota of " + quota + " is used up: " + reason
                        + "; it goes on when an interface is released, or ask for a larger quota",
                Duration.ofNanos(Math.max(nanos, 0)));
    }

    static Explanation otherZone(String wants, String has) {
        return Explanation.waiting(
                Kind.ZONE,
                has,
                "its pod runs in zone " + wants + " and its fixed address lives in zone " + has
                        + "; schedule the pod in " + has + ", or delete the record to free the address",
                null);
    }

    static Explanation noLingjunNode(String eni, String node) {
        return Explanation.waiting(
                Kind.FACT,
                node,
                "its pod runs on node " + node
                        + ", which is no Lingjun node, and its fixed address lives on the Lingjun"
                        + " interface " + eni + "; schedule the pod on a Lingjun node, or delete the record to free the"
                        + " address",
                null);
    }

    static Explanation late(String eni, Duration since, Duration usual) {
        return Explanation.waiting(
                Kind.CLOUD,
                eni,
                "the cloud took the attach of " + eni + " " + since.toSeconds()
                        + " s ago and it is not usable, which it" + " should be within " + usual.toSeconds()
                        + " s; it is looked at until it is, or falls back",
                null);
    }

    static Explanation passingAway(String eni) {
        return Explanation.of(
                State.RELEASING,
                "the cloud shows that " + eni
                        + " could not be made or is being deleted; it is deleted, and made again");
    }

    /** A create was refused; the thing that is scarce is the vSwitch that it asked, if that has no address. */
    static Explanation createFault(CloudFault fault, VSwitchId from, long nanos) {
        if (fault.kind() != CloudFault.Kind.ADDRESS_EXHAUSTED) {
            return fault(Call.CREATE, fault, nanos);
        }
        return Explanation.waiting(
                Kind.VSWITCH_ADDRESS, from.value(), sentence(Call.CREATE, fault), Duration.ofNanos(Math.max(nanos, 0)));
    }

    static Explanation fault(Call call, CloudFault fault, long nanos) {
        Kind kind = switch (fault.kind()) {
            case QUOTA_EXCEEDED -> fault.scope() == CloudFault.Scope.INSTANCE ? Kind.NODE_SLOT : Kind.QUOTA;
            case ADDRESS_EXHAUSTED -> Kind.VSWITCH_ADDRESS;
            default -> Kind.CLOUD;
        };
        return Explanation.waiting(kind, fault.code(), sentence(call, fault), Duration.ofNanos(Math.max(nanos, 0)));
    }

    /** The same of a record whose pod is gone: nobody waits, it goes on when the cloud permits it. */
    static Explanation releasing(Explanation waiting) {
        return new Explanation(State.RELEASING, waiting.message(), null, waiting.atLeast());
    }

    static Explanation rejected(CloudFault fault) {
        return Explanation.of(
                State.REJECTED,
                sentence(Call.CREATE, fault) + "; change the policy or the account, then it is tried again");
    }

    static Explanation rejected(String message) {
        return Explanation.of(State.REJECTED, message);
    }

    private static String sentence(Call call, CloudFault fault) {
        String verb = switch (call) {
            case CREATE -> "create";
            case ATTACH -> "attach";
            case DETACH -> "detach";
            case DELETE -> "delete";
            case FIND, OBSERVE -> "describe";
        };
        return "the cloud refused to " + verb + " its interface: " + fault.code() + " (" + fault.message() + ")";
    }

    static Explanation expires(Duration in) {
        return new Explanation(State.RETAINED, "its address is kept for its next pod until it expires", null, in);
    }
}
