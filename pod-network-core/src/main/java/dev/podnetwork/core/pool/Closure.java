package dev.podnetwork.core.pool;

/** Why a block hands out nothing new; both may hold at once. Leases inside a closed block live on. */
public enum Closure {
    /** It is drained so that it can be retired, or its prefix is Frozen (spec: node-ipam §2.11). */
    FROZEN(SlotState.FROZEN),
    /** Its interface is not ours to use: block list, RDMA, or the embedder's wish (spec: node-ipam §2.1). */
    UNSCHEDULABLE(SlotState.UNSCHEDULABLE);

    private final long flag;

    Closure(long flag) {
        this.flag = flag;
    }

    long flag() {
        return flag;
    }
}
