package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * Two neighbours in one chain of the owner table leave at once. Without the mark that freezes the link of a slot on its way
 * out, the first could bypass itself to a second that is already gone, and a slot that serves another owner by then would
 * stay in this chain.
 */
@JCStressTest
@Outcome(id = "true, true, none, none", expect = Expect.ACCEPTABLE, desc = "both are gone")
@Outcome(expect = Expect.FORBIDDEN, desc = "one is still found")
@State
public class NeighboursStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(3);
    private final long a = pool.lease(Pools.A, Pools.NOW);
    private final long b = pool.lease(Pools.B, Pools.NOW);

    /** One leaves. */
    @Actor
    public void first(LLLL_Result r) {
        r.r1 = pool.giveBack(a, Pools.NOW);
    }

    /** The other leaves. */
    @Actor
    public void second(LLLL_Result r) {
        r.r2 = pool.giveBack(b, Pools.NOW);
    }

    /** Who is still found. */
    @Arbiter
    public void find(LLLL_Result r) {
        r.r3 = pool.find(Pools.A) == LeaseHandle.NONE ? "none" : "found";
        r.r4 = pool.find(Pools.B) == LeaseHandle.NONE ? "none" : "found";
    }
}
