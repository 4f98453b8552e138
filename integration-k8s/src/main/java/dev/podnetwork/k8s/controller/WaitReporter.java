package dev.podnetwork.k8s.controller;

import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.Explanation.State;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says on the pod why it waits, and until when: an event when it has waited for some seconds, one more when the reason
 * changes, at most one a minute, and one when a pod that was said to wait is bound. It is said again every half hour, because the API
 * server forgets an event after one. A pod that never waits gets none (design §5). A process that does not lead keeps what it has to say until it
 * does: who leads then may have ended before saying it. Thread-safe.
 */
final class WaitReporter implements TraceSink {
    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE = 3 * SECOND;
    private static final long LONG_PATIENCE = 10 * SECOND;
    private static final long BETWEEN = 60 * SECOND;
    private static final long AGAIN = 30 * BETWEEN;
    /** What passes by itself within seconds, and is then not worth a word. */
    private static final Set<ScarceResource.Kind> PASSING = Set.of(
            ScarceResource.Kind.PARALLEL_WORK,
            ScarceResource.Kind.CLOUD,
            ScarceResource.Kind.FACT,
            ScarceResource.Kind.EARLIER_RECORD);

    private final Env env;
    private final Executor serial;
    private final BooleanSupplier leads;
    private final BiConsumer<PodRef, EventWriter.Words> events;
    private final Set<PodRef> interesting = ConcurrentHashMap.newKeySet();
    private final Map<PodRef, Waiting> waiting = new HashMap<>();
    /** What is to be said once this process leads. */
    private final Map<PodRef, EventWriter.Words> notes = new LinkedHashMap<>();

    private static final class Waiting {
        private Explanation now;
        private String said = "";
        private long saidAt;
        private boolean timer;
        /** It goes on at the moment: what it waited for last is no reason any more. */
        private boolean working;

        Waiting(Explanation first) {
            this.now = first;
        }
    }

    /** Says it to that listener, which must not block, while this process leads. */
    WaitReporter(Env env, BooleanSupplier leads, BiConsumer<PodRef, EventWriter.Words> events) {
        this.env = env;
        this.leads = leads;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.events = events;
    }

    @Override
    public void step(Step step) {
        boolean waits = worthAWord(step.explanation().state());
        if (waits || interesting.contains(step.key())) {
            interesting.add(step.key());
            serial.execute(() -> hear(step.key(), step.explanation()));
        }
    }

    private static boolean worthAWord(State state) {
        return state == State.WAITING || state == State.REJECTED || state == State.STOPPED;
    }

    /** Somebody who is not the allocator says that it will not be. */
    void rejected(PodRef pod, String reason) {
        told(pod, Explanation.of(State.REJECTED, reason));
    }

    /** Something worth a word that holds nothing up. */
    void note(PodRef pod, EventWriter.Words words) {
        serial.execute(() -> {
            if (leads.getAsBoolean()) {
                events.accept(pod, words);
            } else {
                interesting.add(pod);
                notes.put(pod, words);
            }
        });
    }

    /** This process leads from now on: what it kept is said. */
    void begin() {
        serial.execute(() -> {
            notes.forEach(events);
            notes.clear();
            waiting.forEach(this::plan);
        });
    }

    /** Somebody who is not the allocator says that it waits for its node. */
    void waitsForNode(PodRef pod, NodeRef node, String reason) {
        told(pod, Explanation.waiting(ScarceResource.Kind.FACT, node.value(), reason, null));
    }

    private void told(PodRef pod, Explanation why) {
        interesting.add(pod);
        serial.execute(() -> hear(pod, why));
    }

    /** The pod is gone: there is nobody to tell. */
    void forget(PodRef pod) {
        if (interesting.remove(pod)) {
            serial.execute(() -> {
                waiting.remove(pod);
                notes.remove(pod);
            });
        }
    }

    private void hear(PodRef pod, Explanation explanation) {
        Waiting known = waiting.get(pod);
        if (!worthAWord(explanation.state())) {
            if (explanation.state() == State.WORKING && known != null) {
                known.working = true;
                return;
            }
            waiting.remove(pod);
            interesting.remove(pod);
            if (known != null && !known.said.isEmpty() && explanation.state() == State.BOUND) {
                events.accept(
                        pod,
                        new EventWriter.Words(false, "PodNetworkBound", "AllocIP", "the pod has its interface now"));
            }
            return;
        }
        if (known == null) {
            known = new Waiting(explanation);
            waiting.put(pod, known);
        }
        known.now = explanation;
        known.working = false;
        plan(pod, known);
    }

    private void plan(PodRef pod, Waiting known) {
        if (known.timer || reason(known.now).equals(known.said)) {
            return;
        }
        long wait = known.said.isEmpty() ? patience(known.now) : known.saidAt + BETWEEN - env.ticks();
        known.timer = true;
        env.schedule(Math.max(wait, 0), () -> serial.execute(() -> say(pod, known)));
    }

    private static long patience(Explanation explanation) {
        ScarceResource scarce = explanation.waitsFor();
        if (scarce == null) {
            return explanation.state() == State.WAITING ? PATIENCE : 0;
        }
        return PASSING.contains(scarce.kind()) ? LONG_PATIENCE : PATIENCE;
    }

    private void say(PodRef pod, Waiting known) {
        known.timer = false;
        if (!equals(waiting.get(pod), known)
                || known.working
                || !leads.getAsBoolean()
                || reason(known.now).equals(known.said)) {
            return;
        }
        tell(pod, known);
    }

    private void tell(PodRef pod, Waiting known) {
        known.said = reason(known.now);
        known.saidAt = env.ticks();
        remind(pod, known, known.saidAt);
        Explanation why = known.now;
        boolean never = why.state() != State.WAITING;
        events.accept(
                pod,
                new EventWriter.Words(
                        true,
                        never ? "PodCreateFailed" : "PodNetworkWaiting",
                        never ? "CreatePod" : "AllocIP",
                        text(why)));
    }

    private void remind(PodRef pod, Waiting known, long saidAt) {
        env.schedule(
                AGAIN,
                () -> serial.execute(() -> {
                    if (!equals(waiting.get(pod), known) || known.saidAt != saidAt) {
                        return;
                    }
                    if (!leads.getAsBoolean()) {
                        known.said = "";
                    } else if (known.working) {
                        remind(pod, known, saidAt);
                    } else {
                        tell(pod, known);
                    }
                }));
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean equals(@Nullable Waiting a, Waiting b) {
        return a == b;
    }

    /** What must change for another event: the scarce thing, else the words. */
    private static String reason(Explanation why) {
        ScarceResource scarce = why.waitsFor();
        return why.state() + " " + (scarce == null ? why.message() : scarce.toString());
    }

    private static String text(Explanation why) {
        Duration atLeast = why.atLeast();
        if (atLeast != null && !atLeast.isZero()) {
            return why.message() + "; nothing changes before " + atLeast.toSeconds() + " s from now";
        }
        ScarceResource scarce = why.waitsFor();
        return scarce != null && scarce.kind() == ScarceResource.Kind.FACT
                ? why.message() + "; it goes on as soon as that changes"
                : why.message();
    }
}
