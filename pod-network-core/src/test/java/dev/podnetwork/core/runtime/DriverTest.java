package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.MetricsSink;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The driver with a machine of one rule, so that every commit can be told: the record is the text of all events so far,
 * "remove" removes it, "nothing" changes nothing, "bug" is a broken invariant.
 */
class DriverTest {
    private static final PodRef KEY = PodRef.of("default", "web-0");
    private static final PodRef OTHER = PodRef.of("default", "web-1");

    private final SimWorld world = new SimWorld(1);
    private final SimProcess process = world.start("p");
    private final EventLoop loop = new EventLoop(process);
    private final ScriptedStore store = new ScriptedStore();
    private final Machine machine = new Machine();
    private final Driver<String, String, Integer> driver =
            new Driver<>(process, loop, store, new StoreClock(process), MetricsSink.none(), machine);
    private boolean synced;

    private record Proposed(@Nullable String next, Integer soft, long wakeAt, String effects)
            implements Stepper.Proposal<String, Integer> {}

    private final class Machine implements Stepper<String, String, Integer> {
        final List<String> steps = new ArrayList<>();
        final List<String> effects = new ArrayList<>();
        final List<String> stopped = new ArrayList<>();
        int reserved;
        int refusals;
        boolean failsWhenAdopted;

        @Override
        public Proposed step(Mailbox<String, String, Integer> box, List<String> events) {
            steps.add(events.toString());
            String record = box.record();
            for (String event : events) {
                if (event.equals("bug")) {
                    throw new IllegalStateException("broken");
                } else if (event.equals("remove")) {
                    record = null;
                } else if (!event.startsWith("look") && !event.equals("nothing")) {
                    record = record == null ? event : record + "+" + event;
                }
            }
            return new Proposed(record, box.soft + events.size(), Long.MAX_VALUE, "effects of " + events);
        }

        @Override
        public boolean reserve(Mailbox<String, String, Integer> box, Proposal<String, Integer> proposal) {
            if (refusals > 0) {
                refusals--;
                return false;
            }
            reserved++;
            return true;
        }

        @Override
        public void unreserve(Proposal<String, Integer> proposal) {
            reserved--;
        }

        @Override
        public void replaced(
                Mailbox<String, String, Integer> box,
                @Nullable Stored<String> before,
                @Nullable Stored<String> after) {}

        @Override
        public void adopted(Mailbox<String, String, Integer> box, Proposal<String, Integer> proposal) {
            if (failsWhenAdopted) {
                throw new IllegalStateException("cannot do the effects");
            }
            if (!((Proposed) proposal).effects().equals("effects of []")) {
                effects.add(((Proposed) proposal).effects());
            }
        }

        @Override
        public @Nullable Stored<String> asKnown(@Nullable Stored<String> known, @Nullable Stored<String> read) {
            return read;
        }

        @Override
        public Integer fresh(@Nullable Stored<String> stored) {
            return 0;
        }

        @Override
        public String look(String why) {
            return "look:" + why;
        }

        @Override
        public boolean rereads(Mailbox<String, String, Integer> box) {
            return false;
        }

        @Override
        public void stopped(Mailbox<String, String, Integer> box, RuntimeException cause) {
            stopped.add(box.key.name() + " " + cause.getMessage());
        }

        @Override
        public boolean idle(Mailbox<String, String, Integer> box) {
            return box.committed == null;
        }
    }

    @BeforeEach
    void start() {
        driver.start(() -> synced = true);
        store.listed(List.of());
        settle();
        store.calls.clear();
    }

    private void settle() {
        world.runFor(Duration.ofMillis(1));
    }

    private void submit(String event) {
        driver.submit(KEY, event);
        settle();
    }

    private void recordIs(int version, String record) {
        submit(record);
        store.committed("uid", version);
        settle();
        store.calls.clear();
        machine.effects.clear();
        machine.steps.clear();
    }

    @Test
    void noEffectBeforeTheCommitIsConfirmed() {
        submit("a");
        assertThat(store.calls).containsExactly("create a");
        assertThat(machine.effects).isEmpty();
        assertThat(machine.reserved).isEqualTo(1);

        store.committed("uid", 1);
        settle();
        assertThat(machine.effects).containsExactly("effects of [a]");
        assertThat(machine.reserved).isZero();
    }

    @Test
    void eventsThatComeTogetherAreOneStepAndOneWrite() {
        driver.submit(KEY, "a");
        driver.submit(KEY, "b");
        settle();
        assertThat(store.calls).containsExactly("create a+b");
    }

    @Test
    void whatChangesNothingIsNotWritten() {
        recordIs(1, "a");
        submit("nothing");
        assertThat(store.calls).isEmpty();
        assertThat(machine.effects).containsExactly("effects of [nothing]");
    }

    @Test
    void eventsThatComeDuringAWriteAreTheNextStep() {
        submit("a");
        submit("b");
        submit("c");
        assertThat(store.calls).containsExactly("create a");
        store.committed("uid", 1);
        settle();
        assertThat(store.calls).containsExactly("create a", "update 1 a+b+c");
    }

    @Test
    void aConflictIsReadAndSteppedAgainWithTheSameEventsAndThoseThatCameMeanwhile() {
        recordIs(1, "a");
        submit("b");
        submit("c");
        store.writeAnswers(new CommitReply.Conflict());
        settle();
        store.found(ScriptedStore.stored(KEY, "uid", 5, "a+foreign"));
        settle();

        assertThat(store.calls).containsExactly("update 1 a+b", "read", "update 5 a+foreign+b+c");
        assertThat(machine.effects).isEmpty();
        assertThat(machine.reserved).isEqualTo(1);
    }

    @Test
    void anUnknownWriteThatWasAppliedIsAdoptedOnce() {
        recordIs(1, "a");
        submit("b");
        store.writeAnswers(new CommitReply.Unknown());
        settle();
        store.found(ScriptedStore.stored(KEY, "uid", 2, "a+b"));
        settle();

        assertThat(machine.effects.get(0)).isEqualTo("effects of [b]");
        assertThat(machine.effects).filteredOn(each -> each.contains("b]")).hasSize(1);
        assertThat(store.calls).containsExactly("update 1 a+b", "read");
    }

    @Test
    void anUnknownWriteThatWasNotAppliedIsDoneAgain() {
        recordIs(1, "a");
        submit("b");
        store.writeBreaks();
        settle();
        store.found(ScriptedStore.stored(KEY, "uid", 1, "a"));
        settle();
        assertThat(store.calls).containsExactly("update 1 a+b", "read", "update 1 a+b");
        assertThat(machine.effects).isEmpty();
    }

    @Test
    void aTornWriteIsSteppedOnFromWhatIsThere() {
        recordIs(1, "a");
        submit("b");
        store.writeAnswers(new CommitReply.Unknown());
        settle();
        store.found(ScriptedStore.stored(KEY, "uid", 2, "half"));
        settle();
        assertThat(store.calls).containsExactly("update 1 a+b", "read", "update 2 half+b");
    }

    @Test
    void anUnknownRemovalThatWasAppliedEndsTheKey() {
        recordIs(1, "a");
        submit("remove");
        store.writeAnswers(new CommitReply.Unknown());
        settle();
        store.missing();
        settle();
        assertThat(store.calls).containsExactly("remove 1", "read");
        assertThat(driver.mailbox(KEY)).isNull();
    }

    @Test
    void aRecordThatWasReplacedIsNotTouchedWithWhatWasMeantForTheOldOne() {
        recordIs(1, "a");
        submit("b");
        store.writeAnswers(new CommitReply.Conflict());
        settle();
        store.found(ScriptedStore.stored(KEY, "another", 9, "x"));
        settle();

        assertThat(store.calls).containsExactly("update 1 a+b", "read");
        driver.submit(KEY, "uid", "for the old one");
        settle();
        assertThat(machine.steps).noneMatch(step -> step.contains("for the old one"));
        driver.submit(KEY, "another", "y");
        settle();
        assertThat(store.calls).last().isEqualTo("update 9 x+y");
    }

    @Test
    void anUnavailableStoreIsTriedAgainLessAndLessOften() {
        submit("a");
        List<Long> triedAt = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            triedAt.add(world.nanos());
            int before = store.calls.size();
            store.writeAnswers(new CommitReply.Unavailable("down"));
            assertThat(world.runUntil(() -> store.calls.size() > before, Duration.ofSeconds(11)))
                    .isTrue();
        }
        assertThat(store.calls).containsOnly("create a");
        assertThat(triedAt.get(1) - triedAt.get(0)).isLessThan(1_000_000_000L);
        assertThat(triedAt.get(7) - triedAt.get(6)).isBetween(5_000_000_000L, 11_000_000_000L);
        assertThat(machine.effects).isEmpty();
    }

    @Test
    void aReadThatFailsIsRepeatedUntilItIsAnswered() {
        recordIs(1, "a");
        submit("b");
        store.writeAnswers(new CommitReply.Conflict());
        settle();
        store.readFails();
        world.runFor(Duration.ofSeconds(2));
        store.found(ScriptedStore.stored(KEY, "uid", 2, "a"));
        settle();
        assertThat(store.calls).containsExactly("update 1 a+b", "read", "read", "update 2 a+b");
    }

    @Test
    void whatSomebodyElseMayHaveWrittenIsReadBeforeTheNextStep() {
        recordIs(1, "a");
        driver.suspect(KEY);
        submit("b");
        assertThat(store.calls).containsExactly("read");
        assertThat(machine.steps).isEmpty();
        store.found(ScriptedStore.stored(KEY, "uid", 4, "theirs"));
        settle();
        assertThat(store.calls).containsExactly("read", "update 4 theirs+b");
    }

    @Test
    void aSuspicionDuringAWriteIsFollowedUpAfterIt() {
        recordIs(1, "a");
        submit("b");
        driver.suspect(KEY);
        settle();
        store.committed("uid", 2);
        settle();
        assertThat(store.calls).containsExactly("update 1 a+b", "read");
    }

    @Test
    void afterStopNoReplyIsHeardAndNoStepTaken() {
        recordIs(1, "a");
        submit("b");
        driver.stop();
        store.committed("uid", 2);
        submit("c");
        world.runFor(Duration.ofMinutes(10));
        assertThat(machine.effects).isEmpty();
        assertThat(store.calls).containsExactly("update 1 a+b");
        assertThat(driver.synced()).isFalse();
    }

    @Test
    void aBrokenInvariantStopsOneKeyAndNoOther() {
        recordIs(1, "a");
        submit("bug");
        submit("b");
        driver.submit(OTHER, "x");
        settle();
        assertThat(machine.stopped).containsExactly("web-0 broken");
        assertThat(store.calls).containsExactly("create x");
        assertThat(driver.mailbox(KEY).hasEvents())
                .as("events of a stopped key are not collected")
                .isFalse();
    }

    @Test
    void effectsThatCannotBeDoneStopTheKeyInsteadOfLeavingItHanging() {
        machine.failsWhenAdopted = true;
        submit("a");
        store.committed("uid", 1);
        settle();
        assertThat(machine.stopped).containsExactly("web-0 cannot do the effects");
    }

    @Test
    void aRefusedReservationIsSteppedAgainWithTheNewReadings() {
        machine.refusals = 2;
        submit("a");
        assertThat(machine.steps).containsExactly("[a]", "[a]", "[a]");
        assertThat(store.calls).containsExactly("create a");
    }

    @Test
    void readingsThatContradictReservationsForEverStopTheKey() {
        machine.refusals = 1_000;
        submit("a");
        assertThat(machine.stopped).hasSize(1);
        assertThat(machine.reserved).isZero();
    }

    @Test
    void theListIsAskedForUntilItIsAnsweredAndEventsWaitForIt() {
        ScriptedStore late = new ScriptedStore();
        Driver<String, String, Integer> starting =
                new Driver<>(process, loop, late, new StoreClock(process), MetricsSink.none(), machine);
        starting.start(() -> {});
        starting.submit(KEY, "b");
        late.listFails();
        world.runFor(Duration.ofSeconds(3));
        assertThat(late.calls).containsExactly("list", "list");
        late.listed(List.of(ScriptedStore.stored(KEY, "uid", 3, "a")));
        settle();
        assertThat(late.calls).containsExactly("list", "list", "update 3 a+b");
    }

    @Test
    void aKeyOfWhichNothingIsKnownAndNothingWantedIsForgotten() {
        submit("nothing");
        assertThat(driver.mailbox(KEY)).isNull();
        assertThat(synced).isTrue();
    }
}
