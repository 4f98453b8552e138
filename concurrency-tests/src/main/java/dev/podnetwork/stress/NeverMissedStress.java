package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * One address is free at every moment, but not always the same: one thread gives the first back and then takes one. A
 * search that reads one place after the other can meet neither; it must not conclude that none was free. The sum of the
 * generations of two looks tells.
 */
@JCStressTest
@Outcome(
        id = {"eni0, eni1", "eni1, eni0"},
        expect = Expect.ACCEPTABLE,
        desc = "both have one")
@Outcome(
        id = {"eni0, contended", "eni1, contended", "contended, eni0", "contended, eni1"},
        expect = Expect.ACCEPTABLE,
        desc = "one asks again")
@Outcome(expect = Expect.FORBIDDEN, desc = "a free address was overlooked, or shared")
@State
public class NeverMissedStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(2);
    private final long lease = pool.lease(Pools.A, Pools.NOW);

    /** Gives back, then takes. */
    @Actor
    public void turn(LL_Result r) {
        pool.giveBack(lease, Pools.NOW);
        r.r1 = Pools.outcome(pool.lease(Pools.B, Pools.NOW));
    }

    /** Only takes. */
    @Actor
    public void take(LL_Result r) {
        r.r2 = Pools.outcome(pool.lease(Pools.C, Pools.NOW));
    }
}
