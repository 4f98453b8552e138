package dev.podnetwork.core.capacity;

/**
 * How many pods a node must hold to join a cluster. Published documents differ for exclusive nodes; the stricter one is the default
 * (spec: node-ipam §4.3; README decision 2).
 *
 * @param sharedPodsAbove a shared node must hold more than this
 * @param exclusivePodsAbove an exclusive node must hold more than this
 */
public record JoinThresholds(int sharedPodsAbove, int exclusivePodsAbove) {
    /** More than 11 shared pods, more than 6 exclusive pods. */
    public static final JoinThresholds STRICT = new JoinThresholds(11, 6);

    /** The other document: more than six ENIs, that is at least 6 exclusive pods. */
    public static final JoinThresholds BY_ENIS = new JoinThresholds(11, 5);

    /** Refuses negative numbers. */
    public JoinThresholds {
        if (sharedPodsAbove < 0 || exclusivePodsAbove < 0) {
            throw new IllegalArgumentException(
                    "thresholds " + sharedPodsAbove + " and " + exclusivePodsAbove + " must be zero or more");
        }
    }
}
