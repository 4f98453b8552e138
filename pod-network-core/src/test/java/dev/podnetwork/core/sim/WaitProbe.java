package dev.podnetwork.core.sim;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A system whose explanations are asked for again and again, as a user would, and compared with what then comes: what was said
 * of every wait, and when it ended. Not thread-safe.
 */
final class WaitProbe implements SystemUnderTest {
    /** How long a pod takes to go, and a little more. */
    private static final Duration TOLD = Duration.ofSeconds(35);

    private final SystemUnderTest inner;
    private final long every;
    private final UnaryOperator<Explanation> lie;
    private final List<Wait> waits = new ArrayList<>();

    /**
     * A probe.
     *
     * @param every how often it asks
     * @param lie what the system says instead of what it would say
     */
    WaitProbe(SystemUnderTest inner, Duration every, UnaryOperator<Explanation> lie) {
        this.inner = inner;
        this.every = every.toNanos();
        this.lie = lie;
    }

    /**
     * A wait that has ended.
     *
     * @param pod who waited
     * @param scarce for what
     * @param stated what was first said, nanoseconds; negative when no time was ever stated
     * @param actual how long it then took, nanoseconds
     * @param asked how often it was asked, nanoseconds
     * @param late by how much the boldest statement was beyond the end, nanoseconds; not positive when all were lower bounds
     */
    record Wait(PodRef pod, ScarceResource scarce, long stated, long actual, long asked, long late) {
        boolean isStated() {
            return stated >= 0;
        }

        boolean isNear() {
            return isStated() && stated >= 0.8 * (actual - asked);
        }
    }

    /** Every wait that ended because what it waited for came. */
    List<Wait> waits() {
        return waits;
    }

    @Override
    public PodNetworkAllocator start(SimPorts ports) {
        Records records = new Records(ports.trace());
        SimPorts traced =
                new SimPorts(ports.env(), ports.store(), ports.view(), ports.cloud(), ports.leadership(), records);
        Asked asked = new Asked(inner.start(traced), ports.env(), records);
        asked.ask();
        return asked;
    }

    @Override
    public List<String> audit(PodNetworkAllocator allocator) {
        return inner.audit(((Asked) allocator).real);
    }

    /** What the steps of a process tell of its records: where each stands, and which moved without its doing. */
    private static final class Records implements TraceSink {
        private final TraceSink inner;
        private final Map<PodRef, Step> steps = new HashMap<>();
        private final Set<PodRef> moved = new HashSet<>();

        Records(TraceSink inner) {
            this.inner = inner;
        }

        @Override
        public void step(Step step) {
            Step last = steps.put(step.key(), step);
            if (last != null && last.before() == last.after() && last.after() != step.before()) {
                moved.add(step.key());
            }
            inner.step(step);
        }

        /**
         * Whether the record of this pod moved since this was last asked, or came, or went, although this process had left it
         * as it was: a write of the process that led before came late. Nothing of what the pod waited for has come.
         */
        boolean movedByAnother(PodRef pod) {
            return moved.remove(pod);
        }

        /** Whether the record of this name is still being released. */
        boolean isReleasing(PodRef pod) {
            Step last = steps.get(pod);
            return last != null
                    && (last.after() == AllocationPhase.DETACHING || last.after() == AllocationPhase.DELETING);
        }
    }

    /** The last wait of a pod that has ended, and when. */
    private record Last(Wait over, long at) {}

    /** What is said of one wait while it lasts. */
    private static final class Open {
        final ScarceResource scarce;
        long firstAt = -1;
        long first = -1;
        long boldest = Long.MIN_VALUE;

        Open(ScarceResource scarce) {
            this.scarce = scarce;
        }

        void said(@Nullable Duration atLeast, long now) {
            if (atLeast != null) {
                if (first < 0) {
                    first = atLeast.toNanos();
                    firstAt = now;
                }
                boldest = Math.max(boldest, now + atLeast.toNanos());
            }
        }
    }

    private final class Asked implements PodNetworkAllocator {
        private final PodNetworkAllocator real;
        private final SimProcess process;
        private final Records records;
        private final Map<PodRef, PodUid> pods = new LinkedHashMap<>();
        private final Map<PodRef, Open> open = new LinkedHashMap<>();
        private final Map<PodRef, Last> last = new LinkedHashMap<>();

        Asked(PodNetworkAllocator real, SimProcess process, Records records) {
            this.real = real;
            this.process = process;
            this.records = records;
        }

        void ask() {
            pods.keySet().forEach(this::ask);
            process.schedule(every, this::ask);
        }

        private void ask(PodRef pod) {
            Explanation said = explain(pod);
            ScarceResource scarce = said.state() == Explanation.State.WAITING ? said.waitsFor() : null;
            Open before = open.get(pod);
            boolean moved = records.movedByAnother(pod);
            if (before != null && !before.scarce.equals(scarce)) {
                open.remove(pod);
                if (!moved) {
                    ended(pod, before, said);
                }
            }
            if (scarce != null) {
                open.computeIfAbsent(pod, p -> new Open(scarce)).said(said.atLeast(), process.ticks());
            }
        }

        /** A wait that ends with its pod, or with the leadership of this process, says nothing about what was waited for. */
        private void ended(PodRef pod, Open wait, Explanation now) {
            boolean deposed = now.message().contains("another process leads");
            boolean came = !deposed
                    && !isTakenAway(pod, wait.scarce, now.waitsFor())
                    && switch (now.state()) {
                        case BOUND, WORKING, WAITING, REJECTED -> true;
                        case NOTHING, RETAINED, RELEASING, STOPPED -> false;
                    };
            if (came) {
                long at = process.ticks();
                long actual = wait.first < 0 ? 0 : at - wait.firstAt;
                Wait over = new Wait(pod, wait.scarce, wait.first, actual, every, wait.boldest - at);
                waits.add(over);
                if (now.state() == Explanation.State.WAITING) {
                    last.put(pod, new Last(over, at));
                }
            }
        }

        /**
         * Somebody deleted the node whose slot was waited for, or the record of the pod that waited: no slot came. Or the pod
         * went that waited for a record which is still there: the record says again what it waits for itself.
         */
        private boolean isTakenAway(PodRef pod, ScarceResource scarce, @Nullable ScarceResource next) {
            return switch (scarce.kind()) {
                case NODE_SLOT ->
                    next != null
                            && (next.kind() == ScarceResource.Kind.EARLIER_RECORD
                                    || next.equals(new ScarceResource(ScarceResource.Kind.FACT, scarce.id())));
                case EARLIER_RECORD -> records.isReleasing(pod);
                default -> false;
            };
        }

        @Override
        public CompletionStage<Binding> allocate(AllocationRequest request) {
            asked(request);
            return real.allocate(request);
        }

        @Override
        public CompletionStage<Binding> allocate(AllocationRequest request, Duration patience) {
            asked(request);
            return real.allocate(request, patience);
        }

        /** Another incarnation begins another wait. */
        private void asked(AllocationRequest request) {
            PodUid before = pods.put(request.pod(), request.uid());
            if (!request.uid().equals(before)) {
                forget(request.pod());
            }
        }

        /** The allocator sees that a pod is going before it is told: a wait that became another one meanwhile ended with its pod. */
        private void forget(PodRef pod) {
            open.remove(pod);
            Last before = last.remove(pod);
            if (before != null && process.ticks() - before.at <= TOLD.toNanos()) {
                waits.remove(before.over);
            }
        }

        @Override
        public CompletionStage<Void> release(PodRef pod, PodUid uid) {
            if (uid.equals(pods.get(pod))) {
                pods.remove(pod);
                forget(pod);
            }
            return real.release(pod, uid);
        }

        @Override
        public Explanation explain(PodRef pod) {
            return lie.apply(real.explain(pod));
        }

        @Override
        public AllocatorSnapshot snapshot() {
            return real.snapshot();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
