package dev.podnetwork.stress;

import dev.podnetwork.core.pool.BlockView;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * One owner asks twice at once, with two addresses free. Each call claims a slot of its own; only one can link its slot
 * at the head of the bucket, the other finds that lease, gives its own slot back unused and answers the same address.
 */
@JCStressTest
@Outcome(
        id = {"eni0, eni0, 1", "eni1, eni1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "the same address")
@Outcome(
        id = {"eni0, contended, 1", "contended, eni0, 1", "eni1, contended, 1", "contended, eni1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one asks again")
@Outcome(expect = Expect.FORBIDDEN, desc = "two addresses for one owner, or a leaked one")
@State
public class SameOwnerTwiceStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(2);

    /** One call. */
    @Actor
    public void first(LLL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.A, Pools.NOW));
    }

    /** The other. */
    @Actor
    public void second(LLL_Result r) {
        r.r2 = Pools.outcome(pool.lease(Pools.A, Pools.NOW));
    }

    /** How many addresses are still free. */
    @Arbiter
    public void free(LLL_Result r) {
        r.r3 = pool.blocks().views(Pools.NOW).stream().mapToInt(BlockView::idle).sum();
    }
}
