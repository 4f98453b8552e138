package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two owners want the only address. Both may see its idle bit; one clears it and changes the slot, the other finds the bit
 * gone or the slot changed. The loser may look while the winner has not linked its lease yet: then it is told to ask
 * again, not that nothing is free.
 */
@JCStressTest
@Outcome(
        id = {"eni0, exhausted", "exhausted, eni0"},
        expect = Expect.ACCEPTABLE,
        desc = "one has it")
@Outcome(
        id = {"eni0, contended", "contended, eni0"},
        expect = Expect.ACCEPTABLE,
        desc = "one has it, one asks again")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or none")
@State
public class TwoOwnersOneAddressStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);

    /** The first owner. */
    @Actor
    public void first(LL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.A, Pools.NOW));
    }

    /** The second. */
    @Actor
    public void second(LL_Result r) {
        r.r2 = Pools.outcome(pool.lease(Pools.B, Pools.NOW));
    }
}
