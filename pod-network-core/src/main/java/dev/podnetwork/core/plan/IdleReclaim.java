package dev.podnetwork.core.plan;

import org.jspecify.annotations.Nullable;

/**
 * How many idle addresses are too many: those above the maximum, and a batch more now and then while nothing uses the pool
 * (spec: node-ipam §2.6; control-plane §6.8).
 *
 * @param surplus to give back; zero or less for none
 * @param nextAt when the next batch is due; null when nobody waits for that
 */
public record IdleReclaim(int surplus, @Nullable Long nextAt) {

    /** Decides. The first look at a quiet pool only sets the time; whatever uses the pool unsets it. */
    public static IdleReclaim decide(PoolPolicy policy, NodeReading.@Nullable Quiet quiet, int idle) {
        PoolPolicy.Reclaim reclaim = policy.reclaim();
        int above = idle - policy.maxIdle();
        if (reclaim == null || quiet == null || quiet.now() - quiet.touchedAt() < reclaim.afterNanos()) {
            return new IdleReclaim(above, null);
        }
        Long nextAt = quiet.nextAt();
        if (nextAt == null) {
            return new IdleReclaim(above, later(reclaim, quiet));
        }
        if (nextAt - quiet.now() > 0) {
            return new IdleReclaim(above, nextAt);
        }
        int base = Math.max(above, 0);
        int more = Math.min(reclaim.batch(), Math.max(idle - base - policy.minIdle(), 0));
        return new IdleReclaim(base + more, later(reclaim, quiet));
    }

    private static long later(PoolPolicy.Reclaim reclaim, NodeReading.Quiet quiet) {
        return quiet.now() + (long) (reclaim.intervalNanos() * (1 + Math.max(quiet.jitter(), 0)));
    }
}
