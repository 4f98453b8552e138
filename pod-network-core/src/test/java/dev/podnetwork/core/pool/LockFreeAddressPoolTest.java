package dev.podnetwork.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import org.junit.jupiter.api.Test;

/** The pool through its door, one thread. */
class LockFreeAddressPoolTest {
    private static final long NOW = 1_000;
    private static final long COOLDOWN = 30;

    private final LockFreeAddressPool pool = new LockFreeAddressPool(PoolSettings.ofGroups(8));
    private final AddressBlocks blocks = pool.blocks();

    @Test
    void theSameOwnerGetsTheSameAddress() {
        eni("eni-a", 3);
        long lease = pool.lease(owner("a"), NOW);
        assertThat(LeaseHandle.isLease(lease)).isTrue();
        assertThat(pool.lease(owner("a"), NOW + 1)).isEqualTo(lease);
        assertThat(pool.find(owner("a"))).isEqualTo(lease);
        assertThat(pool.address(lease)).isEqualTo(LeaseAddress.ipv4(EniId.of("eni-a"), "10.0.0.0"));
        assertThat(pool.lease(owner("b"), NOW)).isNotEqualTo(lease);
    }

    @Test
    void nobodyIdleIsExhausted() {
        assertThat(pool.lease(owner("a"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        eni("eni-a", 1);
        assertThat(LeaseHandle.isLease(pool.lease(owner("a"), NOW))).isTrue();
        assertThat(pool.lease(owner("b"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        assertThat(pool.find(owner("b"))).isEqualTo(LeaseHandle.NONE);
    }

    @Test
    void aSecondOrLateReturnIsRefused() {
        eni("eni-a", 1);
        long first = pool.lease(owner("a"), NOW);
        assertThat(pool.giveBack(first, NOW)).isTrue();
        assertThat(pool.giveBack(first, NOW)).isFalse();
        long second = pool.lease(owner("b"), NOW);
        assertThat(pool.giveBack(first, NOW)).isFalse();
        assertThat(pool.find(owner("b"))).isEqualTo(second);
        assertThat(pool.giveBack(LeaseHandle.EXHAUSTED, NOW)).isFalse();
        assertThat(pool.giveBack(Long.MAX_VALUE, NOW)).isFalse();
        assertThat(pool.giveBack(second, NOW)).isTrue();
    }

    @Test
    void anAddressCoolsDownUntilItsTime() {
        eni("eni-a", 1);
        long lease = pool.lease(owner("a"), NOW);
        pool.giveBack(lease, NOW + COOLDOWN);
        assertThat(pool.lease(owner("b"), NOW + COOLDOWN - 1)).isEqualTo(LeaseHandle.EXHAUSTED);
        assertThat(pool.leaseExactly(owner("b"), 0, NOW + COOLDOWN - 1)).isEqualTo(LeaseHandle.COOLING);
        assertThat(blocks.views(NOW).get(0).cooling()).isEqualTo(1);
        assertThat(blocks.views(NOW + COOLDOWN).get(0).idle()).isEqualTo(1);
        assertThat(LeaseHandle.isLease(pool.lease(owner("b"), NOW + COOLDOWN))).isTrue();
    }

    private BlockId eni(String name, int addresses) {
        BlockId block = blocks.addEni(EniId.of(name), Math.max(addresses, 10));
        int base = blocks.views(NOW).size() - 1;
        for (int i = 0; i < addresses; i++) {
            blocks.addAddress(block, LeaseAddress.ipv4(EniId.of(name), "10.0." + base + "." + i), AddressStatus.VALID);
        }
        return block;
    }

    private static LeaseOwner owner(String name) {
        return LeaseOwner.of(PodUid.of(name), "eth0");
    }
}
