package dev.podnetwork.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.pool.AddressPrefix;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.pool.PoolSettings;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Leases, repeated leases, refusals and returns leave nothing for the collector. */
class PoolAllocatesNothingTest {
    private static final int OWNERS = 40;
    private static final int ROUNDS = 2_000;
    private static final int ATTEMPTS = 5;

    private final LockFreeAddressPool pool = new LockFreeAddressPool(PoolSettings.ofGroups(4));
    private final LeaseOwner[] owners = new LeaseOwner[OWNERS];
    private final long[] handles = new long[OWNERS];
    private long refused;

    PoolAllocatesNothingTest() {
        for (int i = 0; i < 2; i++) {
            pool.blocks().addPrefix(EniId.of("eni-a"), AddressPrefix.ipv4("10.0." + i + ".0/28"), AddressStatus.VALID);
        }
        for (int i = 0; i < OWNERS; i++) {
            owners[i] = LeaseOwner.of(PodUid.of("pod-" + i), "eth0");
        }
    }

    @Test
    void noByte() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        rounds(0);
        long least = Long.MAX_VALUE;
        // The compiler may put what it had optimised away on the heap when it changes its mind, but not in every round.
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            rounds(attempt * 1_000_000L);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(refused).isEqualTo((ATTEMPTS + 1L) * ROUNDS * (OWNERS - 32));
        assertThat(least).isZero();
    }

    private void rounds(long start) {
        for (int round = 0; round < ROUNDS; round++) {
            long now = start + 10L * round;
            for (int i = 0; i < OWNERS; i++) {
                handles[i] = pool.lease(owners[i], now);
                refused += LeaseHandle.isLease(handles[i]) ? 0 : 1;
                pool.find(owners[i]);
            }
            for (int i = 0; i < OWNERS; i++) {
                pool.giveBack(handles[i], now + 5);
            }
        }
    }
}
