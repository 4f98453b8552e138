package dev.podnetwork.stress;

import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * An idle address is taken out of use while an owner asks for it. Both claim the slot first, so it is either the owner's or
 * Deleting: an address that goes back to the cloud is never a pod's (spec: node-ipam §8.3 "released IP given to a pod").
 */
@JCStressTest
@Outcome(
        id = {"eni0, false", "exhausted, true", "contended, true"},
        expect = Expect.ACCEPTABLE,
        desc = "one has it")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or none")
@State
public class CondemnAndLeaseStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);

    /** Asks. */
    @Actor
    public void lease(LL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.A, Pools.NOW));
    }

    /** Shrinks. */
    @Actor
    public void condemn(LL_Result r) {
        r.r2 = pool.blocks().condemn(0, Pools.NOW);
    }
}
