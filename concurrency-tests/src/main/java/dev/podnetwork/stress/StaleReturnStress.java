package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A lease is given back and its address leased to the next owner, while a second return of the old lease is late. The slot
 * is the same and its phase may be the same again; the generation is not, so the late return cannot end the new lease.
 */
@JCStressTest
@Outcome(id = "eni0, false, true", expect = Expect.ACCEPTABLE, desc = "the late return was refused")
@Outcome(
        id = "contended, true, true",
        expect = Expect.ACCEPTABLE,
        desc = "the next owner looked during the other return")
@Outcome(id = "eni0, true, true", expect = Expect.ACCEPTABLE, desc = "the other return was the first")
@Outcome(expect = Expect.FORBIDDEN, desc = "the new lease was ended")
@State
public class StaleReturnStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);
    private final long old = pool.lease(Pools.A, Pools.NOW);
    private long next = LeaseHandle.NONE;

    /** A return, and the next owner. */
    @Actor
    public void turn(LLL_Result r) {
        pool.giveBack(old, Pools.NOW);
        next = pool.lease(Pools.B, Pools.NOW);
        r.r1 = Pools.outcome(next);
    }

    /** The same return again. */
    @Actor
    public void late(LLL_Result r) {
        r.r2 = pool.giveBack(old, Pools.NOW);
    }

    /** Whether the next owner, if it got the address, has it still. */
    @Arbiter
    public void lives(LLL_Result r) {
        r.r3 = !LeaseHandle.isLease(next) || pool.find(Pools.B) == next;
    }
}
