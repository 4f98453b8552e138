package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two owners come for the only address at the end of its cooldown, one of them a tick too early by its clock. The early one
 * is refused whatever it sees; the other takes the address out of the cooldown queue, or by the sweep.
 */
@JCStressTest
@Outcome(id = "exhausted, eni0", expect = Expect.ACCEPTABLE, desc = "only the one whose time had come")
@Outcome(id = "contended, eni0", expect = Expect.ACCEPTABLE, desc = "the early one looked while the other had the slot")
@Outcome(expect = Expect.FORBIDDEN, desc = "an address that cools down was handed out")
@State
public class CooldownEndStress {
    private static final long END = 30;

    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);

    /** Puts the address into its cooldown. */
    public CooldownEndStress() {
        pool.giveBack(pool.lease(Pools.A, Pools.NOW), END);
    }

    /** A tick too early. */
    @Actor
    public void early(LL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.B, END - 1));
    }

    /** In time. */
    @Actor
    public void inTime(LL_Result r) {
        r.r2 = Pools.outcome(pool.lease(Pools.C, END));
    }
}
