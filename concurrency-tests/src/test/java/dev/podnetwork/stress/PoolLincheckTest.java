package dev.podnetwork.stress;

import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import java.util.TreeSet;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Two addresses, three owners, any interleaving: every answer is one that a pool used by one thread at a time could give.
 * An address that two owners share, an owner with two addresses, a lost address and an "exhausted" that was never true all
 * show as an answer that no order explains. CONTENDED is no answer: it is asked again.
 */
@Param(name = "owner", gen = IntGen.class, conf = "0:2")
public class PoolLincheckTest {
    private static final int ADDRESSES = 2;
    private static final LeaseOwner[] OWNERS = {Pools.A, Pools.B, Pools.C};
    private static final boolean NIGHTLY =
            System.getProperty("podnetwork.profile", "normal").equals("nightly");

    private final LockFreeAddressPool pool = Pools.ofInterfaces(ADDRESSES);

    /** {@code leased} for an address, whether it is a new one or the owner's own; else {@code exhausted}. */
    @Operation(params = "owner")
    public String lease(int owner) {
        long handle = pool.lease(OWNERS[owner], Pools.NOW);
        while (handle == LeaseHandle.CONTENDED) {
            handle = pool.lease(OWNERS[owner], Pools.NOW);
        }
        return LeaseHandle.isLease(handle) ? "leased" : Pools.outcome(handle);
    }

    /** Whether the owner had a lease and this call ended it. */
    @Operation(params = "owner")
    public boolean giveBack(int owner) {
        return pool.giveBack(found(owner), Pools.NOW);
    }

    /** Whether the owner has a lease. */
    @Operation(params = "owner")
    public boolean holds(int owner) {
        return LeaseHandle.isLease(found(owner));
    }

    private long found(int owner) {
        long handle = pool.find(OWNERS[owner]);
        while (handle == LeaseHandle.CONTENDED) {
            handle = pool.find(OWNERS[owner]);
        }
        return handle;
    }

    @Test
    void everyInterleavingIsExplained() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .iterations(NIGHTLY ? 200 : 6)
                .invocationsPerIteration(NIGHTLY ? 10_000 : 200)
                .sequentialSpecification(OneAtATime.class)
                .check(PoolLincheckTest.class);
    }

    @Test
    void realThreadsAreExplained() {
        new StressOptions()
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .iterations(NIGHTLY ? 200 : 6)
                .invocationsPerIteration(NIGHTLY ? 20_000 : 500)
                .sequentialSpecification(OneAtATime.class)
                .check(PoolLincheckTest.class);
    }

    /** The same door, one caller at a time. */
    public static class OneAtATime {
        private final TreeSet<Integer> holders = new TreeSet<>();

        /** See {@link PoolLincheckTest#lease}. */
        public String lease(int owner) {
            if (!holders.contains(owner) && holders.size() == ADDRESSES) {
                return "exhausted";
            }
            holders.add(owner);
            return "leased";
        }

        /** See {@link PoolLincheckTest#giveBack}. */
        public boolean giveBack(int owner) {
            return holders.remove(owner);
        }

        /** See {@link PoolLincheckTest#holds}. */
        public boolean holds(int owner) {
            return holders.contains(owner);
        }
    }
}
