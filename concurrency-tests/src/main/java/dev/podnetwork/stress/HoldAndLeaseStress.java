package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A hold comes and goes while an owner asks. The search clears the idle bit before it looks at the slot, and the end of the
 * hold sets the bit after it has changed the slot: so the address is leased or found by the next search, never lost.
 */
@JCStressTest
@Outcome(id = "eni0, exhausted", expect = Expect.ACCEPTABLE, desc = "leased before or after the hold")
@Outcome(
        id = {"exhausted, eni0", "contended, eni0"},
        expect = Expect.ACCEPTABLE,
        desc = "held while it was asked for")
@Outcome(expect = Expect.FORBIDDEN, desc = "leased twice, or lost")
@State
public class HoldAndLeaseStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);

    /** Holds and lets go. */
    @Actor
    public void hold() {
        pool.blocks().hold(0);
        pool.blocks().unhold(0);
    }

    /** Asks. */
    @Actor
    public void lease(LL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.A, Pools.NOW));
    }

    /** Asks afterwards, by the quick ways alone if the address is idle. */
    @Arbiter
    public void next(LL_Result r) {
        r.r2 = Pools.outcome(pool.lease(Pools.B, Pools.NOW));
    }
}
