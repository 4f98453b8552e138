package dev.podnetwork.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is done to the pool in whatever order by one thread, it answers what the plain model answers. */
class PoolModelProperties {
    private static final int OWNERS = 14;
    private static final int STEPS = 400;

    @Property(tries = 300)
    void answersWhatTheModelAnswers(
            @ForAll long seed,
            @ForAll PackingOrder order,
            @ForAll @IntRange(min = 0, max = 2) int cooldownSteps,
            @ForAll @IntRange(min = 0, max = 2) int stripesExponent,
            @ForAll boolean large) {
        PoolSettings settings =
                PoolSettings.ofGroups(large ? 65 : 6).withOrder(order).withStripes(1 << stripesExponent);
        new Run(new Random(seed), settings, cooldownSteps * 20L).steps();
    }

    /** One random life of a pool beside its model. */
    private static final class Run {
        private final Random random;
        private final PackingOrder order;
        private final long cooldown;
        private final LockFreeAddressPool pool;
        private final PoolModel model = new PoolModel();
        private final List<BlockId> blocks = new ArrayList<>();
        private final List<Long> handles = new ArrayList<>();
        private long now;

        Run(Random random, PoolSettings settings, long cooldown) {
            this.random = random;
            this.order = settings.order();
            this.cooldown = cooldown;
            this.pool = new LockFreeAddressPool(settings);
            for (int b = 0; b < 3; b++) {
                EniId eni = EniId.of("eni-" + b);
                BlockId block = pool.blocks().addEni(eni, 5);
                blocks.add(block);
                for (int i = 0; i < 4; i++) {
                    LeaseAddress address = LeaseAddress.ipv4(eni, "10.0." + b + "." + i);
                    model.add(pool.blocks().addAddress(block, address, AddressStatus.VALID), b);
                }
            }
        }

        void steps() {
            now = random.nextBoolean() ? Long.MAX_VALUE - 500 : random.nextInt();
            for (int i = 0; i < STEPS; i++) {
                now += random.nextInt(5);
                step();
                countsAgree();
            }
        }

        private void step() {
            LeaseOwner owner = LeaseOwner.of(PodUid.of("pod-" + random.nextInt(OWNERS)), "eth0");
            int slot = model.slots().get(random.nextInt(model.slots().size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> lease(owner);
                case 4, 5, 6 -> giveBack();
                case 7 -> leaseExactly(owner, slot);
                case 8 -> hold(slot);
                case 9 -> setStatus(slot);
                case 10 -> close();
                default -> find(owner);
            }
        }

        private void lease(LeaseOwner owner) {
            long answer = pool.lease(owner, now);
            Integer held = model.slotOf(owner);
            if (held != null) {
                assertThat(answer).isEqualTo(repeated(held));
                return;
            }
            List<Integer> candidates = model.candidates(order, now);
            if (candidates.isEmpty()) {
                assertThat(answer).isEqualTo(LeaseHandle.EXHAUSTED);
                return;
            }
            assertThat(LeaseHandle.isLease(answer))
                    .as(LeaseHandle.describe(answer))
                    .isTrue();
            assertThat(candidates).contains(LeaseHandle.slot(answer));
            model.leased(owner, LeaseHandle.slot(answer));
            handles.add(answer);
        }

        private long repeated(int held) {
            AddressStatus status = model.place(held).status;
            boolean lost = status == AddressStatus.INVALID || status == AddressStatus.DELETING;
            return lost ? LeaseHandle.NOT_VALID : living(held);
        }

        private long living(int slot) {
            return handles.stream()
                    .filter(h -> LeaseHandle.slot(h) == slot)
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        private void giveBack() {
            if (handles.isEmpty()) {
                return;
            }
            long handle = handles.get(random.nextInt(handles.size()));
            int slot = LeaseHandle.slot(handle);
            boolean lives = model.place(slot).owner != null && living(slot) == handle;
            assertThat(pool.giveBack(handle, now + cooldown)).isEqualTo(lives);
            if (lives) {
                model.returned(slot, now + cooldown);
            }
        }

        private void leaseExactly(LeaseOwner owner, int slot) {
            long answer = pool.leaseExactly(owner, slot, now);
            Integer held = model.slotOf(owner);
            PoolModel.Place place = model.place(slot);
            if (held != null) {
                long again = repeated(held);
                boolean other = held != slot && LeaseHandle.isLease(again);
                assertThat(answer).isEqualTo(other ? LeaseHandle.HOLDS_ANOTHER : again);
            } else if (place.isIdle(now)) {
                assertThat(LeaseHandle.slot(answer)).isEqualTo(slot);
                model.leased(owner, slot);
                handles.add(answer);
            } else if (place.owner != null) {
                assertThat(answer).isEqualTo(LeaseHandle.TAKEN);
            } else {
                boolean clear = !place.held && !place.closed && place.status == AddressStatus.VALID;
                assertThat(answer).isEqualTo(clear ? LeaseHandle.COOLING : LeaseHandle.UNAVAILABLE);
            }
        }

        private void hold(int slot) {
            PoolModel.Place place = model.place(slot);
            place.held = random.nextInt(3) == 0;
            if (place.held) {
                pool.blocks().hold(slot);
            } else {
                pool.blocks().unhold(slot);
            }
        }

        private void setStatus(int slot) {
            AddressStatus status =
                    random.nextBoolean() ? AddressStatus.VALID : AddressStatus.values()[random.nextInt(4)];
            model.place(slot).status = status;
            pool.blocks().setStatus(slot, status);
        }

        private void close() {
            int block = random.nextInt(blocks.size());
            boolean closed = random.nextInt(3) == 0;
            if (closed) {
                pool.blocks().close(blocks.get(block), Closure.UNSCHEDULABLE);
            } else {
                pool.blocks().open(blocks.get(block), Closure.UNSCHEDULABLE);
            }
            model.slots().stream()
                    .map(model::place)
                    .filter(p -> p.block == block)
                    .forEach(p -> p.closed = closed);
        }

        private void find(LeaseOwner owner) {
            Integer held = model.slotOf(owner);
            assertThat(pool.find(owner)).isEqualTo(held == null ? LeaseHandle.NONE : living(held));
        }

        private void countsAgree() {
            List<BlockView> views = pool.blocks().views(now);
            for (int b = 0; b < views.size(); b++) {
                int block = b;
                List<PoolModel.Place> places = model.slots().stream()
                        .map(model::place)
                        .filter(p -> p.block == block)
                        .toList();
                assertThat(views.get(b).leased()).isEqualTo((int)
                        places.stream().filter(p -> p.owner != null).count());
                assertThat(views.get(b).idle()).isEqualTo((int)
                        places.stream().filter(p -> p.isIdle(now)).count());
                assertThat(views.get(b).addresses()).isEqualTo(places.size());
            }
        }
    }
}
