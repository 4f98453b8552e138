package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/**
 * A lease is given back twice at once. One call changes the slot; the other finds another phase and is refused. Were both
 * taken, the address would be queued twice and the two next owners would share it.
 */
@JCStressTest
@Outcome(
        id = {"true, false, eni0, exhausted", "false, true, eni0, exhausted"},
        expect = Expect.ACCEPTABLE,
        desc = "returned once, leased once")
@Outcome(expect = Expect.FORBIDDEN, desc = "returned twice or never")
@State
public class DoubleReturnStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);
    private final long lease = pool.lease(Pools.A, Pools.NOW);

    /** One return. */
    @Actor
    public void first(LLLL_Result r) {
        r.r1 = pool.giveBack(lease, Pools.NOW);
    }

    /** The other. */
    @Actor
    public void second(LLLL_Result r) {
        r.r2 = pool.giveBack(lease, Pools.NOW);
    }

    /** Two owners afterwards. */
    @Arbiter
    public void next(LLLL_Result r) {
        r.r3 = Pools.outcome(pool.lease(Pools.B, Pools.NOW));
        r.r4 = Pools.outcome(pool.lease(Pools.C, Pools.NOW));
    }
}
