package dev.podnetwork.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import java.util.List;
import java.util.Objects;
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

    @Test
    void theFullestInterfaceServesFirst() {
        BlockId a = eni("eni-a", 4);
        BlockId b = eni("eni-b", 4);
        leaseExactly("a0", "10.0.0.0");
        leaseExactly("b0", "10.0.1.0");
        leaseExactly("b1", "10.0.1.1");
        assertThat(eniOf(pool.lease(owner("next"), NOW))).isEqualTo("eni-b");
        assertThat(leases(b)).isEqualTo(3);
        assertThat(leases(a)).isEqualTo(1);
    }

    @Test
    void theEmptiestInterfaceServesFirstWhenAskedTo() {
        LockFreeAddressPool spread =
                new LockFreeAddressPool(PoolSettings.ofGroups(8).withOrder(PackingOrder.LEAST_IPS));
        for (int e = 0; e < 2; e++) {
            EniId eni = EniId.of("eni-" + e);
            BlockId block = spread.blocks().addEni(eni, 4);
            for (int i = 0; i < 4; i++) {
                spread.blocks().addAddress(block, LeaseAddress.ipv4(eni, "10." + e + ".0." + i), AddressStatus.VALID);
            }
        }
        for (int i = 0; i < 6; i++) {
            spread.lease(owner("pod-" + i), NOW);
            List<BlockView> views = spread.blocks().views(NOW);
            assertThat(Math.abs(views.get(0).leased() - views.get(1).leased())).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anIdleAddressAnywhereIsFound() {
        eni("eni-a", 10);
        eni("eni-b", 5);
        long last = 0;
        for (int i = 0; i < 15; i++) {
            last = pool.lease(owner("pod-" + i), NOW);
        }
        assertThat(pool.lease(owner("late"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        pool.giveBack(last, NOW);
        assertThat(LeaseHandle.slot(pool.lease(owner("late"), NOW))).isEqualTo(LeaseHandle.slot(last));
    }

    @Test
    void onlyAValidAddressIsHandedOut() {
        BlockId block = blocks.addEni(EniId.of("eni-a"), 10);
        for (AddressStatus status : AddressStatus.values()) {
            LeaseAddress address = LeaseAddress.ipv4(EniId.of("eni-a"), "10.0.0." + status.ordinal());
            blocks.addAddress(block, address, status);
        }
        assertThat(pool.address(pool.lease(owner("a"), NOW)))
                .isEqualTo(LeaseAddress.ipv4(EniId.of("eni-a"), "10.0.0.0"));
        assertThat(pool.lease(owner("b"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        assertThat(pool.leaseExactly(owner("b"), 1, NOW)).isEqualTo(LeaseHandle.UNAVAILABLE);
        blocks.setStatus(1, AddressStatus.VALID);
        assertThat(LeaseHandle.slot(pool.lease(owner("b"), NOW))).isEqualTo(1);
    }

    @Test
    void anOwnerWhoseAddressIsGoneIsTold() {
        eni("eni-a", 2);
        long lease = pool.lease(owner("a"), NOW);
        blocks.setStatus(LeaseHandle.slot(lease), AddressStatus.INVALID);
        assertThat(pool.lease(owner("a"), NOW)).isEqualTo(LeaseHandle.NOT_VALID);
        assertThat(pool.find(owner("a"))).isEqualTo(lease);
        assertThat(pool.giveBack(lease, NOW)).isTrue();
        assertThat(LeaseHandle.slot(pool.lease(owner("a"), NOW))).isNotEqualTo(LeaseHandle.slot(lease));
        assertThat(blocks.removeAddress(LeaseHandle.slot(lease), NOW)).isTrue();
        assertThat(blocks.slotOf("10.0.0.0")).isEmpty();
    }

    @Test
    void aHeldAddressWaits() {
        eni("eni-a", 1);
        long lease = pool.lease(owner("a"), NOW);
        blocks.hold(0);
        pool.giveBack(lease, NOW);
        assertThat(pool.lease(owner("b"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        blocks.unhold(0);
        assertThat(LeaseHandle.isLease(pool.lease(owner("b"), NOW))).isTrue();
    }

    @Test
    void aRecoveredLeaseIsKeptWhateverItsAddress() {
        BlockId block = blocks.addEni(EniId.of("eni-a"), 10);
        int slot =
                blocks.addAddress(block, LeaseAddress.ipv4(EniId.of("eni-a"), "10.0.0.9"), AddressStatus.UNCONFIRMED);
        long lease = pool.adopt(owner("a"), slot);
        assertThat(LeaseHandle.slot(lease)).isEqualTo(slot);
        assertThat(pool.adopt(owner("a"), slot)).isEqualTo(lease);
        assertThat(pool.adopt(owner("b"), slot)).isEqualTo(LeaseHandle.TAKEN);
        assertThat(pool.lease(owner("a"), NOW)).isEqualTo(lease);
        pool.giveBack(lease, NOW);
        assertThat(pool.lease(owner("b"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
    }

    @Test
    void aRecoveredCooldownIsKept() {
        eni("eni-a", 1);
        assertThat(blocks.cool(0, NOW + COOLDOWN)).isTrue();
        assertThat(blocks.cool(0, NOW)).isFalse();
        assertThat(pool.lease(owner("a"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        assertThat(LeaseHandle.isLease(pool.lease(owner("a"), NOW + COOLDOWN))).isTrue();
    }

    @Test
    void aFrozenPrefixDrainsAndIsRetired() {
        BlockId block = blocks.addPrefix(EniId.of("eni-a"), AddressPrefix.ipv4("10.0.1.16/28"), AddressStatus.VALID);
        long lease = pool.lease(owner("a"), NOW);
        assertThat(pool.address(lease)).isEqualTo(LeaseAddress.ipv4(EniId.of("eni-a"), "10.0.1.16"));
        assertThat(blocks.retire(block, NOW)).isFalse();
        blocks.close(block, Closure.FROZEN);
        assertThat(pool.lease(owner("b"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        assertThat(pool.lease(owner("a"), NOW)).isEqualTo(lease);
        assertThat(blocks.retire(block, NOW)).isFalse();
        pool.giveBack(lease, NOW + COOLDOWN);
        assertThat(blocks.retire(block, NOW)).isFalse();
        assertThat(blocks.retire(block, NOW + COOLDOWN)).isTrue();
        assertThat(blocks.views(NOW)).isEmpty();
        assertThat(pool.giveBack(lease, NOW)).isFalse();
        eni("eni-b", 3);
        assertThat(eniOf(pool.lease(owner("c"), NOW + COOLDOWN))).isEqualTo("eni-b");
    }

    @Test
    void aThawedPrefixServesAgain() {
        BlockId block = blocks.addPrefix(EniId.of("eni-a"), AddressPrefix.ipv4("10.0.1.16/28"), AddressStatus.VALID);
        blocks.close(block, Closure.FROZEN);
        blocks.close(block, Closure.UNSCHEDULABLE);
        blocks.open(block, Closure.FROZEN);
        assertThat(pool.lease(owner("a"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        blocks.open(block, Closure.UNSCHEDULABLE);
        assertThat(LeaseHandle.isLease(pool.lease(owner("a"), NOW))).isTrue();
    }

    @Test
    void theFullestPrefixServesFirst() {
        for (int i = 0; i < 3; i++) {
            blocks.addPrefix(EniId.of("eni-a"), AddressPrefix.ipv4("10.0." + i + ".0/28"), AddressStatus.VALID);
        }
        leaseExactly("x", "10.0.2.7");
        for (int i = 0; i < 15; i++) {
            String address = String.valueOf(pool.address(pool.lease(owner("pod-" + i), NOW)));
            assertThat(address).contains("10.0.2.");
        }
        assertThat(String.valueOf(pool.address(pool.lease(owner("more"), NOW)))).contains("10.0.0.0");
    }

    @Test
    void onlyAnIdleAddressIsCondemned() {
        eni("eni-a", 2);
        long lease = pool.lease(owner("a"), NOW);
        assertThat(blocks.condemn(LeaseHandle.slot(lease), NOW)).isFalse();
        assertThat(blocks.condemn(1, NOW)).isTrue();
        assertThat(pool.lease(owner("b"), NOW)).isEqualTo(LeaseHandle.EXHAUSTED);
        pool.giveBack(lease, NOW + COOLDOWN);
        assertThat(blocks.condemn(0, NOW)).isFalse();
        assertThat(blocks.condemn(0, NOW + COOLDOWN)).isTrue();
        assertThat(blocks.removeAddress(0, NOW + COOLDOWN)).isTrue();
        assertThat(blocks.removeAddress(0, NOW + COOLDOWN)).isFalse();
    }

    @Test
    void ownersWhoseHashesAreEqualAreNotConfused() {
        eni("eni-a", 4);
        assertThat(owner("Aa").hashCode()).isEqualTo(owner("BB").hashCode());
        long one = pool.lease(owner("Aa"), NOW);
        long other = pool.lease(owner("BB"), NOW);
        assertThat(one).isNotEqualTo(other);
        assertThat(pool.lease(owner("Aa"), NOW)).isEqualTo(one);
        pool.giveBack(one, NOW);
        assertThat(pool.find(owner("Aa"))).isEqualTo(LeaseHandle.NONE);
        assertThat(pool.find(owner("BB"))).isEqualTo(other);
    }

    @Test
    void anAddressIsInThePoolOnce() {
        BlockId block = eni("eni-a", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        blocks.addAddress(block, LeaseAddress.ipv4(EniId.of("eni-a"), "10.0.0.0"), AddressStatus.VALID))
                .withMessageContaining("10.0.0.0 is in the pool already");
    }

    private void leaseExactly(String name, String address) {
        int slot = blocks.slotOf(address).orElseThrow();
        assertThat(LeaseHandle.slot(pool.leaseExactly(owner(name), slot, NOW))).isEqualTo(slot);
    }

    private String eniOf(long lease) {
        return Objects.requireNonNull(pool.address(lease)).eni().value();
    }

    private int leases(BlockId block) {
        return blocks.views(NOW).stream()
                .filter(view -> view.id().equals(block))
                .findFirst()
                .orElseThrow()
                .leased();
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
