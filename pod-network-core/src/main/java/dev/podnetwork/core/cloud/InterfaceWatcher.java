package dev.podnetwork.core.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes interfaces in batches: it asks when the first one is expected to be ready, a pace (usually 1.5 s) after its last
 * question, or as soon as 100 are due. How long a change takes is learnt from the answers (weaknesses W1, W42, W50).
 */
public final class InterfaceWatcher {
    private static final long PACE = 1_500_000_000L;
    private static final long QUICKEST = 100_000_000L;
    private static final int SHARE = 20;
    /** How long a change is expected to take as long as nothing was learnt. */
    public static final Duration EXPECTED = Duration.ofSeconds(2);

    private final Env env;
    private final Consumer<Runnable> loop;
    private final Asker asker;
    private final long pace;
    private final boolean again;
    private final int batch;
    private final Map<Call, Deque<Watch>> firstLooks = new EnumMap<>(Call.class);
    private final Map<Call, Deque<Watch>> laterLooks = new EnumMap<>(Call.class);
    private final List<Deque<Watch>> queues = new ArrayList<>();
    private final Lessons lessons;
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
            Map<EniId, EniDescription> found, @Nullable CloudFault fault, long askedAt) {

        /** What a reply to a describe says; one of another kind says as little as a failure. */
        public static Answer of(CloudReply reply, long askedAt) {
            if (reply instanceof CloudReply.EniPage page) {
                Map<EniId, EniDescription> found = new LinkedHashMap<>();
                page.enis().forEach(each -> found.put(each.id(), each));
                return new Answer(found, null, askedAt);
            }
            return reply instanceof CloudReply.Failed failed
                    ? new Answer(Map.of(), failed.fault(), askedAt)
                    : none(
                            "Unexpected",
                            "an answer of another kind: " + reply.getClass().getSimpleName(),
                            askedAt);
        }

        /** The describe was never sent. */
        public static Answer dropped(String why, long now) {
            return none("Dropped", why, now);
        }

        private static Answer none(String code, String why, long now) {
            return new Answer(
                    Map.of(), CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, code, why), now);
        }
    }

    /** Hears what was seen of one interface. */
    public interface Sink {
        /** The cloud answered. */
        void seen(Observation observation);

        /** The cloud did not answer. */
        void failed(CloudFault fault);
    }

    /**
     * A look that was asked for.
     *
     * @param eni at what
     * @param after the change whose result is awaited
     * @param since when it was asked for
     * @param due when it is to be sent
     * @param first whether it is the first after that change
     * @param sink hears what was seen
     */
    record Watch(EniId eni, Call after, long since, long due, boolean first, Sink sink) {}

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
        this(env, loop, asker, new Manner(pace, pace < PACE, EXPECTED.toNanos(), EniFilter.MAX_IDS));
    }

    /**
     * How a watcher asks.
     *
     * @param pace nanoseconds between two questions that are not full
     * @param again whether second looks keep to the pace too, whatever a change is expected to take
     * @param expected how long a change is expected to take at first, nanoseconds
     * @param batch how many interfaces one question is about at most
     */
    public record Manner(long pace, boolean again, long expected, int batch) {
        /** One interface a question, at the usual pace: for an API that describes no more at once. */
        public static Manner oneByOne(Duration expected) {
            return new Manner(PACE, false, expected.toNanos(), 1);
        }

        /** Batches, so many nanoseconds apart when they are not full. */
        public static Manner batches(long pace, Duration expected) {
            return new Manner(pace, false, expected.toNanos(), EniFilter.MAX_IDS);
        }
    }

    /**
     * The pace at which questions that are not full take a twentieth of what the account permits: 1.5 s with the published limit.
     * Never slower than that, and never quicker than 100 ms.
     *
     * @param perMinute describes of interfaces that the account permits in a minute
     */
    public static long paceWithin(int perMinute) {
        return Math.min(PACE, Math.max(QUICKEST, SHARE * 60_000_000_000L / perMinute));
    }

    /**
     * A watcher that asks in this manner.
     *
     * @param env for time
     * @param loop runs a task on the loop that owns this
     * @param asker sends
     * @param manner how it asks
     */
    public InterfaceWatcher(Env env, Consumer<Runnable> loop, Asker asker, Manner manner) {
        this.env = env;
        this.loop = loop;
        this.asker = asker;
        this.pace = manner.pace();
        this.again = manner.again();
        this.batch = manner.batch();
        this.lessons = new Lessons(manner.expected());
        for (Call call : Call.values()) {
            firstLooks.put(call, newQueue());
            laterLooks.put(call, newQueue());
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
        long later = again ? pace : Math.max(wait / 4, Lessons.SHORTEST);
        long due = now + (first ? wait : later);
        queue(after, first).add(new Watch(eni, after, now, due, first, sink));
        crowded = waiting() >= batch;
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
        lessons.clear();
    }

    /** When a look that is due at this tick is asked for at the earliest. From any thread. */
    public long asksAt(long due) {
        long asked = lastAskedAt;
        return crowded || due <= asked ? due : Math.max(due, asked + pace);
    }

    /** How many describes were sent. */
    public long questions() {
        return questions;
    }

    /** How long a change of this kind is expected to take, nanoseconds. From any thread. */
    public long latency(Call after) {
        return lessons.latency(after);
    }

    /**
     * When a change of this kind is first looked for, nanoseconds after it was asked for: what was learnt of it. Of a detach
     * that was never seen, what was learnt of attaches: both move the same device, and take about as long. From any thread.
     */
    public long expected(Call after) {
        return lessons.expected(after);
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
            if (due >= batch || (due > 0 && paced)) {
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
                if (watch.due() - now > 0 || due >= batch) {
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
        Map<EniId, Watch> asked = new LinkedHashMap<>();
        for (Deque<Watch> queue : queues) {
            while (!queue.isEmpty() && queue.peek().due() - now <= 0 && asked.size() < batch) {
                Watch watch = queue.remove();
                asked.put(watch.eni(), watch);
            }
        }
        lastAskedAt = now;
        questions++;
        asker.ask(new ArrayList<>(asked.keySet()), answer -> deliver(asked, answer));
    }

    private void deliver(Map<EniId, Watch> asked, Answer answer) {
        if (answer.fault() == null) {
            lessons.learn(asked.values(), answer, env.ticks());
        }
        asked.forEach((eni, watch) -> {
            if (answer.fault() != null) {
                watch.sink().failed(answer.fault());
            } else {
                watch.sink().seen(new Observation(eni, answer.found().get(eni), answer.askedAt()));
            }
        });
    }
}
