package dev.podnetwork.core.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.spi.Env;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes interfaces in batches: it asks when the first one is expected to be ready, at least 1.5 s after its last
 * question, or as soon as 100 are due. How long a change takes is learnt from the answers (weaknesses W1, W42, W50).
 */
public final class InterfaceWatcher {
    private static final long PACE = 1_500_000_000L;
    private static final long SHORTEST = 200_000_000L;
    private static final long LONGEST = 20_000_000_000L;
    private static final int FIRST_LESSONS = 3;
    private static final List<Call> LEARNT = List.of(Call.ATTACH, Call.DETACH, Call.DELETE);

    private final Env env;
    private final Consumer<Runnable> loop;
    private final Asker asker;
    private final long pace;
    private final Map<Call, Deque<Watch>> firstLooks = new EnumMap<>(Call.class);
    private final Map<Call, Deque<Watch>> laterLooks = new EnumMap<>(Call.class);
    private final List<Deque<Watch>> queues = new ArrayList<>();
    /** Read from any thread. */
    private final Map<Call, Long> latency = new ConcurrentHashMap<>();

    /** How often most of those looked for were not ready. */
    private final Map<Call, Integer> lessons = new EnumMap<>(Call.class);

    /** Of each change, one that was not ready at its first look when most were not. */
    private final Map<Call, Late> lateOnes = new EnumMap<>(Call.class);

    /** Read from any thread. */
    private final Map<Call, Long> learntAt = new ConcurrentHashMap<>();
    /** Read from any thread. */
    private volatile long lastAskedAt = Long.MIN_VALUE / 2;
    /** Whether so many wait that one describe may not hold them. Read from any thread. */
    private volatile boolean crowded;

    private long wakeAt = Long.MAX_VALUE;
    private long questions;

    /** Sends one describe. */
    @FunctionalInterface
    public interface Asker {
        /**
         * Asks.
         *
         * @param ids at most 100
         * @param answered takes the answer on the loop
         */
        void ask(List<EniId> ids, Consumer<Answer> answered);
    }

    /**
     * What came back from one describe.
     *
     * @param found those that the answer held
     * @param fault null when there is an answer
     * @param askedAt when the request was sent
     */
    public record Answer(
            Map<EniId, EniDescription> found, @Nullable CloudFault fault, long askedAt) {}

    /** Hears what was seen of one interface. */
    public interface Sink {
        /** The cloud answered. */
        void seen(Observation observation);

        /** The cloud did not answer. */
        void failed(CloudFault fault);
    }

    /** A change that was asked for at {@code since} and was not ready when {@code notYet} was asked. */
    private record Late(EniId eni, long since, long notYet) {}

    private record Watch(EniId eni, Call after, long since, long due, boolean first, Sink sink) {}

    /**
     * A watcher.
     *
     * @param env for time
     * @param loop runs a task on the loop that owns this
     * @param asker sends
     */
    public InterfaceWatcher(Env env, Consumer<Runnable> loop, Asker asker) {
        this(env, loop, asker, PACE);
    }

    /**
     * A watcher with a pace of its own; with a quicker one, second looks keep to it too.
     *
     * @param env for time
     * @param loop runs a task on the loop that owns this
     * @param asker sends
     * @param pace nanoseconds between two questions that are not full
     */
    public InterfaceWatcher(Env env, Consumer<Runnable> loop, Asker asker, long pace) {
        this.env = env;
        this.loop = loop;
        this.asker = asker;
        this.pace = pace;
        for (Call call : Call.values()) {
            firstLooks.put(call, newQueue());
            laterLooks.put(call, newQueue());
            latency.put(call, call == Call.OBSERVE ? 0L : 2_000_000_000L);
        }
    }

    /**
     * Looks at an interface once.
     *
     * @param after the change whose result is awaited; {@link Call#OBSERVE} to look soon
     * @param first whether this is the first look after that change
     * @return the tick before which nobody looks
     */
    public long watch(EniId eni, Call after, boolean first, Sink sink) {
        long now = env.ticks();
        long wait = expected(after);
        long later = pace < PACE ? pace : Math.max(wait / 4, SHORTEST);
        long due = now + (first ? wait : later);
        queue(after, first).add(new Watch(eni, after, now, due, first, sink));
        crowded = waiting() >= EniFilter.MAX_IDS;
        pump();
        return due;
    }

    private int waiting() {
        int waiting = 0;
        for (int i = 0; i < queues.size(); i++) {
            waiting += queues.get(i).size();
        }
        return waiting;
    }

    /** Forgets everything. */
    public void clear() {
        queues.forEach(Deque::clear);
        lateOnes.clear();
    }

    /** When a look that is due at this tick is asked for at the earliest. From any thread. */
    public long asksAt(long due) {
        long asked = lastAskedAt;
        return crowded || due <= asked ? due : Math.max(due, asked + PACE);
    }

    /** How many describes were sent. */
    public long questions() {
        return questions;
    }

    /** How long a change of this kind is expected to take, nanoseconds. From any thread. */
    public long latency(Call after) {
        return latency.getOrDefault(after, 0L);
    }

    /**
     * When a change of this kind is first looked for, nanoseconds after it was asked for: what was learnt of it. Of a detach
     * that was never seen, what was learnt of attaches: both move the same device, and take about as long. From any thread.
     */
    public long expected(Call after) {
        boolean unknown = after == Call.DETACH && !learntAt.containsKey(after) && learntAt.containsKey(Call.ATTACH);
        return latency(unknown ? Call.ATTACH : after);
    }

    private long learntAt(Call after) {
        return learntAt.getOrDefault(after, Long.MIN_VALUE / 2);
    }

    /** One queue for each kind of look, so that each is in the order of when its looks are due. */
    private Deque<Watch> queue(Call after, boolean first) {
        return (first ? firstLooks : laterLooks).computeIfAbsent(after, a -> newQueue());
    }

    private Deque<Watch> newQueue() {
        Deque<Watch> queue = new ArrayDeque<>();
        queues.add(queue);
        return queue;
    }

    private void pump() {
        while (true) {
            long now = env.ticks();
            int due = countDue(now);
            boolean paced = now - lastAskedAt >= pace;
            if (due >= EniFilter.MAX_IDS || (due > 0 && paced)) {
                ask(now);
            } else {
                sleep(due > 0 ? lastAskedAt + pace : nextDue());
                return;
            }
        }
    }

    private int countDue(long now) {
        int due = 0;
        for (Deque<Watch> queue : queues) {
            for (Watch watch : queue) {
                if (watch.due() - now > 0 || due >= EniFilter.MAX_IDS) {
                    break;
                }
                due++;
            }
        }
        return due;
    }

    private long nextDue() {
        long next = Long.MAX_VALUE;
        for (Deque<Watch> queue : queues) {
            if (!queue.isEmpty()) {
                next = Math.min(next, queue.peek().due());
            }
        }
        return next;
    }

    private void sleep(long until) {
        if (until == Long.MAX_VALUE || (wakeAt <= until && wakeAt - env.ticks() > 0)) {
            return;
        }
        wakeAt = until;
        env.schedule(
                Math.max(until - env.ticks(), 0),
                () -> loop.accept(() -> {
                    if (wakeAt - env.ticks() <= 0) {
                        wakeAt = Long.MAX_VALUE;
                    }
                    pump();
                }));
    }

    private void ask(long now) {
        Map<EniId, Watch> batch = new LinkedHashMap<>();
        for (Deque<Watch> queue : queues) {
            while (!queue.isEmpty() && queue.peek().due() - now <= 0 && batch.size() < EniFilter.MAX_IDS) {
                Watch watch = queue.remove();
                batch.put(watch.eni(), watch);
            }
        }
        lastAskedAt = now;
        questions++;
        asker.ask(new ArrayList<>(batch.keySet()), answer -> deliver(batch, answer));
    }

    private void deliver(Map<EniId, Watch> batch, Answer answer) {
        if (answer.fault() == null) {
            learn(batch, answer.found(), answer.askedAt());
            batch.values().forEach(watch -> follow(watch, answer));
        }
        batch.forEach((eni, watch) -> {
            if (answer.fault() != null) {
                watch.sink().failed(answer.fault());
            } else {
                watch.sink().seen(new Observation(eni, answer.found().get(eni), answer.askedAt()));
            }
        });
    }

    /**
     * Nearly all ready at their first look: expect them a little sooner; else later, the more were not. What was waited for
     * by an older expectation says nothing about this one, so that a burst of a hundred answers is one lesson.
     */
    private void learn(Map<EniId, Watch> batch, Map<EniId, EniDescription> found, long askedAt) {
        for (Call after : LEARNT) {
            int first = 0;
            int ready = 0;
            Watch late = null;
            for (Watch watch : batch.values()) {
                if (watch.first() && watch.after() == after && watch.since() - learntAt(after) >= 0) {
                    first++;
                    boolean there = ready(after, found.get(watch.eni()));
                    ready += there ? 1 : 0;
                    late = there ? late : watch;
                }
            }
            if (first > 0) {
                if (late != null && ready * 2 < first && lessons.merge(after, 1, Integer::sum) <= FIRST_LESSONS) {
                    lateOnes.put(after, new Late(late.eni(), late.since(), askedAt));
                }
                double share = (double) ready / first;
                double change = share >= 0.9 ? 0.95 : 1.0 + 0.3 * (1.0 - share);
                latency.put(after, Math.min(Math.max((long) (expected(after) * change), SHORTEST), LONGEST));
                learntAt.put(after, env.ticks());
            }
        }
    }

    /**
     * The first expectation is nobody's observation. So as long as little was learnt and most were not ready, one of them
     * tells what it took: half way between the last look that did not show it and the first that did.
     */
    private void follow(Watch watch, Answer answer) {
        Late late = lateOnes.get(watch.after());
        if (late == null || watch.first() || !late.eni().equals(watch.eni())) {
            return;
        }
        if (!ready(watch.after(), answer.found().get(watch.eni()))) {
            lateOnes.put(watch.after(), new Late(late.eni(), late.since(), answer.askedAt()));
            return;
        }
        lateOnes.remove(watch.after());
        long took = (late.notYet() - late.since() + answer.askedAt() - late.since()) / 2;
        long now = latency(watch.after());
        latency.put(watch.after(), Math.max(now, Math.min(Math.min(took, now * 3 / 2), LONGEST)));
    }

    private static boolean ready(Call after, @Nullable EniDescription seen) {
        return switch (after) {
            case ATTACH -> seen != null && seen.status() == EniStatus.IN_USE;
            case DETACH -> seen != null && seen.status() == EniStatus.AVAILABLE;
            case DELETE -> seen == null;
            default -> true;
        };
    }
}
