package dev.podnetwork.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.pool.AddressBlocks;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.BlockId;
import dev.podnetwork.core.pool.BlockView;
import dev.podnetwork.core.pool.Closure;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.pool.PackingOrder;
import dev.podnetwork.core.pool.PoolSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads lease, return and return again, while one more freezes, holds and condemns: no address is ever in two hands. The
 * second pool has so much room that its slots lie close together.
 */
@ParameterizedClass
@ValueSource(ints = {PoolSoakTest.INTERFACES, 65})
class PoolSoakTest {
    private static final int THREADS = 4;
    static final int INTERFACES = 4;
    private static final int EACH = 8;
    private static final int SLOTS = INTERFACES * 64;
    private static final long COOLDOWN = 20;
    private static final int PAIRS =
            System.getProperty("podnetwork.profile", "normal").equals("nightly") ? 20_000_000 : 100_000;

    private final LockFreeAddressPool pool;
    private final List<BlockId> blocks = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    /** Per slot, who is between lease and return: counted by the owners themselves. */
    private final AtomicIntegerArray hands = new AtomicIntegerArray(SLOTS);

    private final AtomicIntegerArray returnedAt = new AtomicIntegerArray(SLOTS);
    private final AtomicInteger working = new AtomicInteger(THREADS);

    PoolSoakTest(int groups) {
        pool = new LockFreeAddressPool(new PoolSettings(groups, PackingOrder.MOST_IPS, 4));
        for (int e = 0; e < INTERFACES; e++) {
            EniId eni = EniId.of("eni-" + e);
            BlockId block = pool.blocks().addEni(eni, EACH);
            blocks.add(block);
            for (int i = 0; i < EACH; i++) {
                pool.blocks().addAddress(block, LeaseAddress.ipv4(eni, "10.0." + e + "." + i), AddressStatus.VALID);
            }
        }
    }

    @Test
    void noAddressIsInTwoHands() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<Long>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int seed = t;
                all.add(threads.submit(() -> pods(seed)));
            }
            all.add(threads.submit(this::control));
            long leases = 0;
            for (Future<Long> each : all) {
                leases += each.get();
            }
            assertThat(leases).isGreaterThan(PAIRS / 2);
        } finally {
            threads.shutdownNow();
        }
        nothingIsLost();
    }

    private long pods(int seed) {
        try {
            return leases(new Random(seed), seed);
        } finally {
            working.decrementAndGet();
        }
    }

    private long leases(Random random, int seed) {
        List<LeaseOwner> owners = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            owners.add(Pools.owner("pod-" + seed + "-" + i));
        }
        long[] held = new long[owners.size()];
        Arrays.fill(held, LeaseHandle.NONE);
        long leases = 0;
        for (int i = 0; i < PAIRS; i++) {
            int one = random.nextInt(held.length);
            if (LeaseHandle.isLease(held[one])) {
                giveBack(held[one], random.nextInt(8) == 0);
                held[one] = LeaseHandle.NONE;
            } else {
                held[one] = lease(owners.get(one));
                leases += LeaseHandle.isLease(held[one]) ? 1 : 0;
            }
        }
        for (long each : held) {
            if (LeaseHandle.isLease(each)) {
                giveBack(each, false);
            }
        }
        return leases;
    }

    private long lease(LeaseOwner owner) {
        long now = clock.incrementAndGet();
        long handle = pool.lease(owner, now);
        if (LeaseHandle.isLease(handle)) {
            int slot = LeaseHandle.slot(handle);
            assertThat(hands.incrementAndGet(slot)).as("owners of slot " + slot).isEqualTo(1);
            assertThat(clock.get()).as("cooldown of slot " + slot).isGreaterThanOrEqualTo(returnedAt.get(slot));
            assertThat(pool.find(owner)).isEqualTo(handle);
        } else {
            assertThat(handle).isIn(LeaseHandle.EXHAUSTED, LeaseHandle.CONTENDED, LeaseHandle.NOT_VALID);
        }
        return handle;
    }

    private void giveBack(long handle, boolean twice) {
        int slot = LeaseHandle.slot(handle);
        long until = clock.incrementAndGet() + COOLDOWN;
        returnedAt.set(slot, (int) until);
        hands.decrementAndGet(slot);
        assertThat(pool.giveBack(handle, until)).isTrue();
        assertThat(twice && pool.giveBack(handle, until)).isFalse();
    }

    private long control() {
        Random random = new Random(99);
        AddressBlocks control = pool.blocks();
        while (working.get() > 0) {
            BlockId block = blocks.get(random.nextInt(blocks.size()));
            int slot = random.nextInt(INTERFACES) * 64 + random.nextInt(EACH);
            switch (random.nextInt(4)) {
                case 0 -> {
                    control.close(block, Closure.UNSCHEDULABLE);
                    control.open(block, Closure.UNSCHEDULABLE);
                }
                case 1 -> {
                    control.hold(slot);
                    control.unhold(slot);
                }
                case 2 -> {
                    boolean condemned = control.condemn(slot, clock.get());
                    assertThat(condemned && hands.get(slot) != 0)
                            .as("slot " + slot + " is condemned and leased")
                            .isFalse();
                    control.setStatus(slot, AddressStatus.VALID);
                }
                default -> control.setStatus(slot, AddressStatus.VALID);
            }
            Thread.onSpinWait();
        }
        return 0;
    }

    private void nothingIsLost() {
        long end = clock.get() + 2 * COOLDOWN;
        List<BlockView> views = pool.blocks().views(end);
        assertThat(views).allSatisfy(view -> assertThat(view.idle()).isEqualTo(EACH));
        for (int i = 0; i < INTERFACES * EACH; i++) {
            assertThat(LeaseHandle.isLease(pool.lease(Pools.owner("last-" + i), end)))
                    .isTrue();
        }
        assertThat(pool.lease(Pools.owner("one too many"), end)).isEqualTo(LeaseHandle.EXHAUSTED);
    }
}
