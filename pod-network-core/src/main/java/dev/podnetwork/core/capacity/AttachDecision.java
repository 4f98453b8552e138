package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.selector.EniType;

/** How an interface attaches on a node, or why it cannot. Immutable (spec: control-plane §4.2, §5.4; README decision 12). */
public sealed interface AttachDecision {
    /**
     * It attaches like this.
     *
     * @param mode how
     */
    record Attach(AttachMode mode) implements AttachDecision {
        /** Refuses a missing mode. */
        public Attach {
            requireNonNull(mode, "mode");
        }
    }

    /**
     * Not yet: the node has no trunk ENI.
     *
     * @param reason for people
     */
    record Waits(String reason) implements AttachDecision {
        /** Refuses a missing reason. */
        public Waits {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Never on this node.
     *
     * @param reason for people, with the choice to make
     */
    record Rejected(String reason) implements AttachDecision {
        /** Refuses a missing reason. */
        public Rejected {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Decides from what was asked for, the node and whether the cluster uses trunk members. With trunk off everything attaches as a
     * secondary ENI. With trunk on, an ENI of its own goes to exclusive nodes only and a member to shared nodes only; neither is
     * silently turned into the other (weakness W13).
     */
    static AttachDecision decide(EniType asked, NetworkMode node, boolean trunk) {
        if (!trunk) {
            return new Attach(AttachMode.SECONDARY);
        }
        if (node == NetworkMode.EXCLUSIVE) {
            return asked == EniType.TRUNK
                    ? new Rejected("eniType Trunk needs a node with a trunk ENI, and the node is exclusive: "
                            + "schedule the pod to a shared node, or use eniType ENI or Default")
                    : new Attach(AttachMode.SECONDARY);
        }
        if (asked == EniType.ENI) {
            return new Rejected(
                    "trunk eni is not allowed for eniOnly pod: eniType ENI needs an exclusive node, and the node is "
                            + "shared: schedule the pod to a node labelled "
                            + "k8s.aliyun.com/exclusive-mode-eni-type=eniOnly, or use eniType Trunk or Default");
        }
        return node == NetworkMode.TRUNK
                ? new Attach(AttachMode.TRUNK_MEMBER)
                : new Waits("trunk eni id not found, this may due to terway agent is not started");
    }
}
