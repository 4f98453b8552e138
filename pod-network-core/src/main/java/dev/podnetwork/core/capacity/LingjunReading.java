package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a Lingjun node serves pods, or why it cannot. Immutable (spec: control-plane §9.3). */
public sealed interface LingjunReading {
    /** {@code eno-api} of a node with the ECS link. */
    String ECS = "ecs";

    /** {@code eno-api} of a node with the ECS link and high-density ENIs. */
    String ECS_HDENI = "ecs-hdeni";

    /** {@code eno-api} of a node with high-density ENIs. */
    String HDENI = "hdeni";

    /**
     * It can.
     *
     * @param enis ENIs for pods and node
     * @param ipv4PerEni addresses of each
     * @param enoApi the annotation to write; empty for none
     */
    record Known(int enis, int ipv4PerEni, String enoApi) implements LingjunReading {
        /** Refuses a missing text. */
        public Known {
            requireNonNull(enoApi, "enoApi");
        }

        /** Whether the ENIs are of the high-density kind. */
        public boolean isDense() {
            return enoApi.equals(ECS_HDENI) || enoApi.equals(HDENI);
        }

        /** Pods with an ENI of their own: all high-density ENIs, else all but the node's own. */
        public int exclusivePods() {
            return isDense() ? enis : Math.max(enis - 1, 0);
        }

        /** Pods that share addresses; none with high-density ENIs. */
        public int sharedPods() {
            return isDense() ? 0 : Math.max(enis - 1, 0) * ipv4PerEni;
        }
    }

    /**
     * It cannot.
     *
     * @param reason why, and what to do
     */
    record Rejected(String reason) implements LingjunReading {
        /** Refuses a missing reason. */
        public Rejected {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Decides.
     *
     * @param exclusive whether the node is labelled exclusive
     * @param asked the {@code eno-api} annotation that the user put on the node; null when there is none
     * @param recorded what was decided before; null at first
     */
    static LingjunReading of(
            LingjunLimits limits, boolean exclusive, @Nullable String asked, @Nullable String recorded) {
        LingjunReading reading = limits.ecsLink() ? linked(limits, exclusive, asked) : plain(limits, exclusive, asked);
        if (reading instanceof Known known && recorded != null && isSwitch(recorded, known.enoApi())) {
            return new Rejected("cannot change ENOApi from " + recorded + " to " + known.enoApi()
                    + ": a node keeps its kind of ENIs, use a new node");
        }
        return reading;
    }

    private static boolean isSwitch(String before, String after) {
        return List.of(ECS, ECS_HDENI).contains(before)
                && List.of(ECS, ECS_HDENI).contains(after)
                && !before.equals(after);
    }

    private static LingjunReading linked(LingjunLimits limits, boolean exclusive, @Nullable String asked) {
        boolean dense = ECS_HDENI.equals(asked) || (limits.enis() <= 1 && limits.denseEnis() > 0);
        if (!dense) {
            return new Known(limits.enis(), limits.ipv4PerEni(), ECS);
        }
        return exclusive
                ? new Known(limits.denseEnis(), 1, ECS_HDENI)
                : new Rejected("exclusive ENI mode must be enabled for EFLO nodes");
    }

    private static LingjunReading plain(LingjunLimits limits, boolean exclusive, @Nullable String asked) {
        boolean dense = HDENI.equals(asked) || (limits.enis() <= 1 && limits.denseEnis() > 0 && exclusive);
        return dense ? new Known(limits.denseEnis(), 1, HDENI) : new Known(limits.enis(), limits.ipv4PerEni(), "");
    }

    /**
     * Whether an instance uses the ECS link: it has a primary ENI, or one with both migration tags.
     *
     * @param primary whether each of its ENIs is primary
     * @param tags the tags of each of its ENIs, in the same order
     */
    static boolean hasEcsLink(List<Boolean> primary, List<Map<String, String>> tags) {
        return primary.contains(true)
                || tags.stream()
                        .anyMatch(each -> "true".equals(each.get("leni_primary"))
                                && "true".equals(each.get("acs:ecs:support_eni")));
    }
}
