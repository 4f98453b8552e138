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
 * One owner arrives in a chain of the owner table while its neighbour leaves it. The arrival changes the head that the
 * departure wants to change, or the other way round: the one whose compare-and-set fails walks the chain again.
 */
@JCStressTest
@Outcome(
        id = {"eni1, true, found", "eni0, true, found"},
        expect = Expect.ACCEPTABLE,
        desc = "one came, one went")
@Outcome(expect = Expect.FORBIDDEN, desc = "the newcomer is lost, or the leaver stays")
@State
public class ArrivalAndDepartureStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(2);
    private final long a = pool.lease(Pools.A, Pools.NOW);

    /** Arrives. */
    @Actor
    public void arrive(LLL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.B, Pools.NOW));
    }

    /** Leaves. */
    @Actor
    public void leave(LLL_Result r) {
        r.r2 = pool.giveBack(a, Pools.NOW);
    }

    /** The newcomer is found, the leaver not. */
    @Arbiter
    public void find(LLL_Result r) {
        boolean gone = pool.find(Pools.A) == LeaseHandle.NONE;
        r.r3 = gone && LeaseHandle.isLease(pool.find(Pools.B)) ? "found" : "wrong";
    }
}
