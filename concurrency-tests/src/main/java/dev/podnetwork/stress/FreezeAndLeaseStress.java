package dev.podnetwork.stress;

import dev.podnetwork.core.pool.Closure;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A block is frozen and retired while an owner asks for its only address. The flag is in the same word as the phase: a lease
 * comes before the flag and keeps the block, or after it and is refused.
 */
@JCStressTest
@Outcome(
        id = {"eni0, false", "exhausted, true"},
        expect = Expect.ACCEPTABLE,
        desc = "leased, or retired")
@Outcome(id = "contended, true", expect = Expect.ACCEPTABLE, desc = "looked while the other was at work")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lease of a retired block")
@State
public class FreezeAndLeaseStress {
    private final LockFreeAddressPool pool = Pools.ofInterfaces(1);

    /** Asks. */
    @Actor
    public void lease(LL_Result r) {
        r.r1 = Pools.outcome(pool.lease(Pools.A, Pools.NOW));
    }

    /** Drains and retires. */
    @Actor
    public void retire(LL_Result r) {
        var block = pool.blocks().views(Pools.NOW).get(0).id();
        pool.blocks().close(block, Closure.FROZEN);
        r.r2 = pool.blocks().retire(block, Pools.NOW);
    }
}
