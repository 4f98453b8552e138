package dev.podnetwork.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.release.ReleasePolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Laws of every walk of the machine: random levels, random completions of what is outstanding, random faults and restarts. */
class AllocationMachineProperties {
    /** One step may pass through a phase that has nothing to wait for: an interface that was never attached is detached. */
    private static final Map<AllocationPhase, Set<AllocationPhase>> EDGES = new EnumMap<>(Map.of(
            AllocationPhase.REQUESTED,
            EnumSet.of(
                    AllocationPhase.ATTACHING,
                    AllocationPhase.DETACHING,
                    AllocationPhase.RETAINED,
                    AllocationPhase.DELETING),
            AllocationPhase.ATTACHING,
            EnumSet.complementOf(EnumSet.of(AllocationPhase.ATTACHING)),
            AllocationPhase.BOUND,
            EnumSet.of(
                    AllocationPhase.ATTACHING,
                    AllocationPhase.DETACHING,
                    AllocationPhase.RETAINED,
                    AllocationPhase.DELETING),
            AllocationPhase.DETACHING,
            EnumSet.of(AllocationPhase.RETAINED, AllocationPhase.DELETING, AllocationPhase.ATTACHING),
            AllocationPhase.RETAINED,
            EnumSet.of(AllocationPhase.ATTACHING, AllocationPhase.DELETING),
            AllocationPhase.DELETING,
            EnumSet.noneOf(AllocationPhase.class)));

    private enum Kind {
        ELASTIC(ReleasePolicy.ELASTIC),
        TTL(ReleasePolicy.Ttl.of(Life.TTL)),
        NEVER(ReleasePolicy.NEVER);

        private final ReleasePolicy policy;

        Kind(ReleasePolicy policy) {
            this.policy = policy;
        }
    }

    @Property(tries = 400)
    void everyWalkKeepsTheLaws(
            @ForAll long seed, @ForAll Kind kind, @ForAll @IntRange(min = 1, max = 2) int interfaces) {
        new Walk(new Random(seed), kind, interfaces).run(120);
    }

    /** One random walk. */
    private static final class Walk {
        private final Random random;
        private final Kind kind;
        private final int interfaces;
        private final Life life;
        private boolean goneConfirmed;
        private boolean absentRead;
        private boolean lost;
        private boolean elsewhere;
        private int uids = 1;

        Walk(Random random, Kind kind, int interfaces) {
            this.random = random;
            this.kind = kind;
            this.interfaces = interfaces;
            this.life = new Life(kind.policy, interfaces);
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                life.random = random.nextLong();
                life.now += (long) (Math.pow(random.nextDouble(), 3) * 30 * Life.SECOND);
                levels();
                step(events());
            }
        }

        private void levels() {
            switch (random.nextInt(40)) {
                case 0, 1 -> life.pod = PodAnswer.Absent.INSTANCE;
                case 2 -> life.pod = PodAnswer.Unknown.INSTANCE;
                case 3, 4, 5 -> nextPod();
                case 6 ->
                    life.pod = life.pod instanceof PodAnswer.Scheduled now
                            ? new PodAnswer.Terminating(now.uid(), now.node())
                            : life.pod;
                case 7 -> life.deletionRequested |= random.nextInt(4) == 0 && life.record != null;
                case 8 -> life.now += Life.TTL.toNanos();
                case 9 -> life.nodes.remove(Life.NODE);
                case 10, 11 ->
                    life.nodes.put(Life.NODE, Life.node(Life.NODE, "i-" + random.nextInt(2), "eni-trunk-1", "zone-a"));
                case 12 -> life.freeSlots = random.nextInt(4);
                case 13 -> {
                    if (life.record != null) {
                        life.restarted();
                        goneConfirmed = false;
                    }
                }
                default -> {}
            }
        }

        private void nextPod() {
            boolean cameBack = life.pod instanceof PodAnswer.Absent;
            PodUid uid = PodUid.of("uid-" + (cameBack || random.nextBoolean() ? ++uids : uids));
            var node = random.nextInt(3) == 0 ? Life.OTHER_NODE : Life.NODE;
            life.pod = new PodAnswer.Scheduled(uid, node);
            life.request = Life.wish(uid, node, kind.policy, interfaces, Life.VSW, Life.VSW_B);
        }

        private List<AllocationEvent> events() {
            List<AllocationEvent> events = new ArrayList<>();
            if (life.memory.readingPod && random.nextBoolean()) {
                PodAnswer answer = random.nextInt(4) == 0 ? PodAnswer.Unknown.INSTANCE : life.pod;
                events.add(new AllocationEvent.PodRead(answer));
            }
            for (int i = 0; i < life.interfaces(); i++) {
                Call call = life.memory.outstanding(i);
                if (call != null && random.nextInt(3) > 0) {
                    events.add(completion(i, call));
                } else if (random.nextInt(8) == 0) {
                    events.add(noise(i));
                }
            }
            return events;
        }

        private AllocationEvent completion(int index, Call call) {
            if (random.nextInt(4) == 0) {
                return random.nextInt(3) == 0
                        ? new AllocationEvent.Dropped(index, call, "fence")
                        : life.failed(index, call, Life.fault(kinds()[random.nextInt(kinds().length)]));
            }
            return switch (call) {
                case CREATE -> life.created(index);
                case FIND ->
                    random.nextBoolean()
                            ? life.found(index)
                            : life.found(index, Life.description(Life.eni(index), EniStatus.AVAILABLE, null, 0));
                case ATTACH, DETACH, DELETE -> new AllocationEvent.Accepted(index, call);
                case OBSERVE -> observed(index);
            };
        }

        private AllocationEvent noise(int index) {
            return switch (random.nextInt(4)) {
                case 0 -> new AllocationEvent.Accepted(index, Call.values()[random.nextInt(Call.values().length)]);
                case 1 -> new AllocationEvent.Found(index, life.intent(index) - 1, List.of(), life.now);
                case 2 -> new AllocationEvent.Look("noise");
                default -> observed(index);
            };
        }

        private AllocationEvent observed(int index) {
            int which = random.nextInt(EniStatus.values().length + 2);
            if (which >= EniStatus.values().length) {
                return life.observed(index, null, null);
            }
            EniStatus status = EniStatus.values()[which];
            boolean away = random.nextInt(4) == 0;
            elsewhere |= away;
            return life.observed(
                    index, status, status == EniStatus.IN_USE ? (away ? Life.ELSEWHERE : Life.INSTANCE) : null);
        }

        private static CloudFault.Kind[] kinds() {
            return CloudFault.Kind.values();
        }

        private void step(List<AllocationEvent> events) {
            Allocation before = life.record;
            View view = life.view();
            Call[] outstanding = outstandingOf(view.memory(), life.interfaces());
            String memory = Dump.of(view.memory());

            Transition first = AllocationMachine.step(before, events, view);
            Transition second = AllocationMachine.step(before, events, view);
            pure(memory, view, first, second);

            learn(before, events);
            oneCallAtATime(first);
            notOverAnOutstandingCall(first, events, outstanding);
            nothingDestructiveWithoutCause(before, first);
            alongTheEdges(before, first.next());
            intentsGrow(before, first.next());
            neverStays(before, first.next());
            goesOn(first);
            life.record = first.next();
            life.memory = first.memory();
            if (first.next() == null) {
                life.deletionRequested = false;
                goneConfirmed = false;
                lost = false;
                elsewhere = false;
            } else if (before == null || !before.podUid().equals(first.next().podUid())) {
                goneConfirmed = false;
            }
            absentRead = false;
        }

        private static Call[] outstandingOf(Memory memory, int count) {
            Call[] calls = new Call[count];
            for (int i = 0; i < count; i++) {
                calls[i] = memory.outstanding(i);
            }
            return calls;
        }

        private static void pure(String before, View view, Transition first, Transition second) {
            assertThat(Dump.of(view.memory())).as("input memory").isEqualTo(before);
            assertThat(second.next()).isEqualTo(first.next());
            assertThat(second.effects()).isEqualTo(first.effects());
            assertThat(second.explanation()).isEqualTo(first.explanation());
            assertThat(second.wakeAt()).isEqualTo(first.wakeAt());
            assertThat(second.claims()).isEqualTo(first.claims());
            assertThat(Dump.of(second.memory())).isEqualTo(Dump.of(first.memory()));
        }

        private void learn(@Nullable Allocation record, List<AllocationEvent> events) {
            for (AllocationEvent event : events) {
                if (event instanceof AllocationEvent.PodRead read && record != null) {
                    goneConfirmed |= read.answer().isGone(record.podUid());
                    absentRead |= read.answer() instanceof PodAnswer.Absent;
                }
                lost |= event instanceof AllocationEvent.Observed seen
                        && seen.observation().absent();
                lost |= event instanceof AllocationEvent.Failed failed
                        && failed.fault().kind() == CloudFault.Kind.NOT_FOUND;
            }
        }

        private static void oneCallAtATime(Transition step) {
            int[] calls = new int[2];
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.ForInterface one) {
                    calls[one.index()]++;
                    assertThat(step.memory().outstanding(one.index())).isEqualTo(one.call());
                }
            }
            assertThat(Math.max(calls[0], calls[1]))
                    .as("calls for one interface in one step")
                    .isLessThan(2);
        }

        private static void notOverAnOutstandingCall(
                Transition step, List<AllocationEvent> events, Call[] outstanding) {
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.ForInterface one && one.index() < outstanding.length) {
                    Call before = outstanding[one.index()];
                    boolean ended =
                            before == null || events.stream().anyMatch(event -> ends(event, one.index(), before));
                    assertThat(ended)
                            .as(effect + " while " + before + " is outstanding, after " + events)
                            .isTrue();
                }
            }
        }

        private static boolean ends(AllocationEvent event, int index, Call call) {
            if (event instanceof AllocationEvent.Created one) {
                return one.index() == index;
            } else if (event instanceof AllocationEvent.Found one) {
                return one.index() == index;
            } else if (event instanceof AllocationEvent.Accepted one) {
                return one.index() == index && one.call() == call;
            } else if (event instanceof AllocationEvent.Failed one) {
                return one.index() == index && one.call() == call;
            } else if (event instanceof AllocationEvent.Dropped one) {
                return one.index() == index && one.call() == call;
            }
            return event instanceof AllocationEvent.Observed one && one.index() == index && call == Call.OBSERVE;
        }

        private void nothingDestructiveWithoutCause(@Nullable Allocation before, Transition step) {
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Delete) {
                    boolean alreadyOnTheWay =
                            goneConfirmed || before != null && !bindsTo(before) || cannotBeCompleted(before);
                    assertThat(alreadyOnTheWay).as(effect + " from " + before).isTrue();
                }
                if (effect instanceof Effect.Detach detach && before != null && bindsTo(before)) {
                    assertThat(goneConfirmed
                                    || elsewhere
                                    || cannotBeCompleted(before)
                                    || notWhereItBelongs(detach, step.next()))
                            .as(effect + " from " + before)
                            .isTrue();
                }
            }
            if (before != null && bindsTo(before) && step.next() != null && !bindsTo(step.next())) {
                assertThat(goneConfirmed || cannotBeCompleted(before))
                        .as("let go of without a read that says gone: " + before)
                        .isTrue();
            }
            if (before != null && step.next() == null && bindsTo(before)) {
                assertThat(goneConfirmed || lost || before.phase() == AllocationPhase.REQUESTED)
                        .isTrue();
            }
        }

        private static boolean notWhereItBelongs(Effect.Detach detach, @Nullable Allocation next) {
            return next != null
                    && !(detach.instance().equals(next.instance()) && Objects.equals(detach.trunk(), next.trunk()));
        }

        /** A record that never got all its interfaces is given up when the cloud keeps refusing the rest. */
        private static boolean cannotBeCompleted(@Nullable Allocation before) {
            return before != null && before.phase() == AllocationPhase.REQUESTED && !before.complete();
        }

        private static boolean bindsTo(Allocation record) {
            return switch (record.phase()) {
                case REQUESTED, ATTACHING, BOUND -> true;
                case DETACHING, RETAINED, DELETING -> false;
            };
        }

        private static void alongTheEdges(@Nullable Allocation before, @Nullable Allocation next) {
            if (before == null) {
                assertThat(next == null || next.phase() == AllocationPhase.REQUESTED)
                        .isTrue();
            } else if (next != null && next.phase() != before.phase()) {
                assertThat(EDGES.get(before.phase()))
                        .as("from " + before.phase())
                        .contains(next.phase());
            }
        }

        private static void intentsGrow(@Nullable Allocation before, @Nullable Allocation next) {
            if (before != null && next != null) {
                for (int i = 0; i < before.interfaces().size(); i++) {
                    var was = before.interfaces().get(i);
                    var is = next.interfaces().get(i);
                    assertThat(is.intent() - was.intent()).isBetween(0, 1);
                    boolean keepsId = was.eni() == null
                            || is.intent() > was.intent()
                            || was.eni().equals(is.eni());
                    assertThat(keepsId)
                            .as("an id is never forgotten under its own intent")
                            .isTrue();
                }
            }
        }

        private void neverStays(@Nullable Allocation before, @Nullable Allocation next) {
            boolean deleting = next != null && next.phase() == AllocationPhase.DELETING;
            if (before != null && deleting && before.phase() == AllocationPhase.RETAINED) {
                boolean expired = kind == Kind.TTL && absentRead;
                assertThat(life.deletionRequested || lost || expired)
                        .as("retained, then deleted")
                        .isTrue();
            }
            if (kind == Kind.NEVER && before != null && deleting && before.phase() == AllocationPhase.DETACHING) {
                assertThat(life.deletionRequested || lost || !before.keep() || !before.complete())
                        .isTrue();
            }
        }

        private void goesOn(Transition step) {
            if (step.next() != null) {
                assertThat(step.wakeAt() - life.now).isLessThanOrEqualTo(Bounds.DEFAULT.reStep());
            }
        }
    }

    /** Everything a memory holds, as text. */
    private static final class Dump {
        static String of(Memory memory) {
            StringBuilder text = new StringBuilder();
            text.append(memory.loadedAt)
                    .append(memory.readingPod)
                    .append(memory.goneUid)
                    .append(memory.refusal);
            for (Work work : memory.works) {
                text.append('|')
                        .append(work.outstanding)
                        .append(work.attempt)
                        .append(work.notBefore)
                        .append(work.fault);
                text.append(work.refused)
                        .append(work.openedAt)
                        .append(work.sends)
                        .append(work.mustFind);
                text.append(work.empties)
                        .append(work.emptyAt)
                        .append(work.sight)
                        .append(work.where)
                        .append(work.last);
                text.append(work.settledAt)
                        .append(work.epochAt)
                        .append(work.absentAt)
                        .append(work.looks);
            }
            return text.toString();
        }
    }
}
