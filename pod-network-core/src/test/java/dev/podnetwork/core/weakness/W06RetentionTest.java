package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.allocation.AllocationMachine;
import dev.podnetwork.core.allocation.Transition;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.sim.StoreWrites;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * W6: each living fixed record is written once a minute, retention counts from the last of those writes instead of from the deletion,
 * so that a controller that was down for longer than the TTL frees addresses of pods that were just deleted, and a record that was
 * never bound expires at once. Weak variants: touch while bound; count from the last touch; take no time for the epoch.
 */
class W06RetentionTest {
    private static final Duration TTL = Duration.ofMinutes(10);

    /** The machine, with another idea of when the pod was last seen; {@code rule} gets the record before and after. */
    private static SystemUnderTest seeing(BinaryOperator<@Nullable Allocation> rule) {
        return CoreSystem.withMachine(machine -> (record, events, view) -> {
            Transition step = AllocationMachine.step(record, events, view);
            Allocation next = step.next();
            if (record == null || next == null) {
                return step;
            }
            return new Transition(
                    rule.apply(record, next),
                    step.memory(),
                    step.effects(),
                    step.claims(),
                    step.explanation(),
                    step.wakeAt());
        });
    }

    private static boolean released(Allocation before, Allocation after) {
        return before.phase() != AllocationPhase.DETACHING && after.phase() == AllocationPhase.DETACHING;
    }

    private static final SystemUnderTest FROM_LAST_SEEN = seeing((before, after) ->
            released(before, after) && before.lastSeen() != null ? after.seenAt(before.lastSeen()) : after);

    private static final SystemUnderTest NO_TIME_IS_THE_EPOCH = seeing((before, after) ->
            released(before, after) && before.lastSeen() == null ? after.seenAt(Instant.EPOCH) : after);

    private static final SystemUnderTest TOUCHES = CoreSystem.withMachine(machine -> (record, events, view) -> {
        Transition step = AllocationMachine.step(record, events, view);
        Allocation next = step.next();
        boolean touch = next != null
                && next.equals(record)
                && next.phase() == AllocationPhase.BOUND
                && next.lastSeen() != null
                && next.lastSeen().plusSeconds(60).isBefore(view.storeNow());
        return new Transition(
                touch ? next.seenAt(view.storeNow()) : next,
                step.memory(),
                step.effects(),
                step.claims(),
                step.explanation(),
                Math.min(step.wakeAt(), view.ticks() + Duration.ofMinutes(1).toNanos()));
    });

    private static SmallWorld bound(SystemUnderTest system) {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10).trunkNode("n2", "a", 10);
        return w.start(system)
                .run(SmallWorld.bare("db", "n1"), Wish.ttl(TTL).one())
                .untilBound("db");
    }

    @Test
    void aLivingFixedRecordIsWrittenAtMostOnceAnHour_W6() {
        Weak.shows(
                system -> {
                    SmallWorld w = bound(system);
                    StoreWrites before = w.store.writes();
                    w.runFor(Duration.ofMinutes(59));
                    assertThat(w.store.writes().since(before)).isEqualTo(StoreWrites.NONE);
                    w.runFor(Duration.ofHours(12));
                    assertThat(w.store.writes().since(before).total()).isBetween(4L, 12L);
                    assertThat(w.store.writes().since(before).statuses())
                            .isEqualTo(w.store.writes().since(before).total());
                    assertThat(w.recorded("db").lastSeen())
                            .isAfter(w.world.storeTime().minus(Duration.ofHours(4)));
                },
                TOUCHES);
    }

    @Test
    void aHundredLivingFixedRecordsAreNotWrittenTogetherAfterAnOutage_W6() {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 100);
        w.start().run(SmallWorld.statefulSet("db", 100), Wish.ttl(TTL).one()).untilBound(100);
        w.crash().runFor(Duration.ofHours(5));
        StoreWrites before = w.store.writes();
        w.start();
        for (int i = 0; i < 12; i++) {
            StoreWrites from = w.store.writes();
            w.runFor(Duration.ofMinutes(5));
            assertThat(w.store.writes().since(from).total())
                    .as("writes in five minutes")
                    .isLessThan(40);
        }
        assertThat(w.store.writes().since(before).total()).isBetween(50L, 100L);
    }

    @Test
    void aRetainedRecordFollowsTheNextPodThatWaits_W6() {
        SmallWorld w = bound(CoreSystem.real()).trunkNode("m1", "b", 10);
        w.cluster.forceDelete(SmallWorld.ref("db"));
        w.untilPhase("db", AllocationPhase.RETAINED);
        Instant deleted = w.recorded("db").lastSeen();
        w.runFor(Duration.ofMinutes(3));
        assertThat(w.recorded("db").lastSeen()).as("without a pod").isEqualTo(deleted);
        StoreWrites before = w.store.writes();
        w.run(SmallWorld.bare("db", "m1"), Wish.ttl(TTL).one());
        w.runFor(TTL.multipliedBy(3));
        assertThat(w.explained("db")).contains("zone-a").contains("zone-b");
        assertThat(w.recorded("db").lastSeen())
                .as("a pod in another zone waits for it")
                .isAfter(w.world.storeTime().minus(TTL.dividedBy(4)));
        assertThat(w.store.writes().since(before).total())
                .as("one write each fifth of the TTL")
                .isBetween(10L, 15L);
        w.cluster.forceDelete(SmallWorld.ref("db"));
        w.runFor(TTL.multipliedBy(7).dividedBy(10));
        assertThat(w.phase("db")).isEqualTo(AllocationPhase.RETAINED);
        w.runFor(TTL.dividedBy(2));
        assertThat(w.phase("db")).as("one TTL after the last pod of that name").isNull();
    }

    @Test
    void retentionCountsFromTheDeletion_W6() {
        Weak.shows(
                system -> {
                    SmallWorld w = bound(system).runFor(TTL.multipliedBy(3));
                    w.cluster.forceDelete(SmallWorld.ref("db"));
                    w.runFor(TTL.minusMinutes(1));
                    assertThat(w.phase("db"))
                            .as("nine of ten minutes after the deletion")
                            .isEqualTo(AllocationPhase.RETAINED);
                    w.runFor(Duration.ofMinutes(3));
                    assertThat(w.phase("db")).as("after the TTL").isNull();
                },
                FROM_LAST_SEEN);
    }

    @Test
    void aControllerThatWasDownForLongerThanTheTtlKeepsTheAddress_W6() {
        Weak.shows(
                system -> {
                    SmallWorld w = bound(system).crash();
                    w.runFor(TTL.multipliedBy(2));
                    w.cluster.forceDelete(SmallWorld.ref("db"));
                    w.runFor(Duration.ofSeconds(1));
                    w.start(system).runFor(TTL.minusMinutes(1));
                    assertThat(w.phase("db")).isEqualTo(AllocationPhase.RETAINED);
                },
                FROM_LAST_SEEN);
    }

    @Test
    void aRecordThatWasNeverBoundDoesNotExpireAtOnce_W6() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    w.start(system)
                            .run(SmallWorld.bare("db", "n1"), Wish.ttl(TTL).one());
                    w.untilPhase("db", AllocationPhase.ATTACHING);
                    assertThat(w.recorded("db").lastSeen()).isNull();
                    w.cluster.forceDelete(SmallWorld.ref("db"));
                    w.runFor(TTL.minusMinutes(1));
                    assertThat(w.phase("db")).isEqualTo(AllocationPhase.RETAINED);
                },
                NO_TIME_IS_THE_EPOCH);
    }
}
