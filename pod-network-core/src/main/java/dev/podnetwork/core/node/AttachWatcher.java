package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.core.cloud.InterfaceWatcher.Answer;
import dev.podnetwork.core.cloud.InterfaceWatcher.Asker;
import dev.podnetwork.core.cloud.InterfaceWatcher.Sink;
import dev.podnetwork.core.runtime.EventLoop;
import dev.podnetwork.spi.Env;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the end of attaches that pods wait for. What a describe shows may be old, each one by another while, so the
 * next question does not wait for the answer to the last: quickly for the few interfaces of a node or two and as long as a
 * tenth of the calls that may leave at once are left, else slowly, and about each once at a time when none is. When the first look is worth while
 * is learnt.
 *
 * <p>Touched on the loop only.
 */
final class AttachWatcher {
    private static final long QUICK = 30_000_000L;
    private static final long SLOW = 200_000_000L;
    /** More of them come from many nodes, and the calls are to last for all that follow. */
    private static final int FEW = 16;

    private static final double SPARE = 0.1;
    /** After so long somebody hears what there is, even if it is not the end. */
    private static final long REPORT = 1_000_000_000L;

    private static final long SHORTEST = 200_000_000L;
    private static final long LONGEST = 20_000_000_000L;
    /** In balance one of six is ready at its first look. */
    private static final double SOONER = 0.9;

    private static final double LATER = 1.02;

    private final Env env;
    private final EventLoop loop;
    private final Asker asker;
    private final DoubleSupplier left;
    /** In the order of their last questions. */
    private final Map<EniId, Watch> watches = new LinkedHashMap<>();

    private long expected = 2_000_000_000L;
    private long learntAt = Long.MIN_VALUE / 2;
    private long lastAskedAt = Long.MIN_VALUE / 2;
    private long wakeAt = Long.MAX_VALUE;

    /**
     * Nothing is watched yet.
     *
     * @param left the share of the calls at once that may leave now, 0 when none may
     */
    AttachWatcher(Env env, EventLoop loop, Asker asker, DoubleSupplier left) {
        this.env = env;
        this.loop = loop;
        this.asker = asker;
        this.left = left;
    }

    private static final class Watch {
        final long since;
        final long due;
        final Sink sink;
        boolean first;
        /** Questions about it that are not answered. */
        int asked;

        Watch(long since, long due, boolean first, Sink sink) {
            this.since = since;
            this.due = due;
            this.first = first;
            this.sink = sink;
        }
    }

    /**
     * Watches until the interface is attached, or for a second; one watch of an interface at a time.
     *
     * @param first whether the attach was accepted just now
     */
    void watch(EniId eni, boolean first, Sink sink) {
        long now = env.ticks();
        watches.remove(eni);
        watches.put(eni, new Watch(now, first ? now + expected : now, first, sink));
        pump();
    }

    void clear() {
        watches.clear();
    }

    /** How long an attach is expected to take at least, nanoseconds. */
    long expected() {
        return expected;
    }

    private void pump() {
        while (true) {
            long now = env.ticks();
            double share = left.getAsDouble();
            List<EniId> due = due(now, share <= 0);
            long next = due.isEmpty() ? nextDue(now) : lastAskedAt + pace(due.size(), share);
            if (due.isEmpty() || next - now > 0) {
                sleep(next, now);
                return;
            }
            ask(due, now);
        }
    }

    private static long pace(int due, double share) {
        return share > SPARE && due <= FEW ? QUICK : SLOW;
    }

    /** Without a free call nobody is asked for twice: the question would wait, and others behind it. */
    private List<EniId> due(long now, boolean once) {
        List<EniId> due = new ArrayList<>();
        for (Map.Entry<EniId, Watch> each : watches.entrySet()) {
            Watch watch = each.getValue();
            if (watch.due - now <= 0 && !(once && watch.asked > 0) && due.size() < EniFilter.MAX_IDS) {
                due.add(each.getKey());
            }
        }
        return due;
    }

    private long nextDue(long now) {
        return watches.values().stream()
                .mapToLong(each -> each.due)
                .filter(at -> at - now > 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void sleep(long until, long now) {
        if (until == Long.MAX_VALUE || (wakeAt - until <= 0 && wakeAt - now > 0)) {
            return;
        }
        wakeAt = until;
        loop.postAfter(Math.max(until - now, 0), () -> {
            if (wakeAt - env.ticks() <= 0) {
                wakeAt = Long.MAX_VALUE;
            }
            pump();
        });
    }

    private void ask(List<EniId> due, long now) {
        Map<EniId, Watch> batch = new LinkedHashMap<>();
        Map<EniId, Boolean> first = new LinkedHashMap<>();
        for (EniId eni : due) {
            Watch watch = watches.remove(eni);
            if (watch != null) {
                watches.put(eni, watch);
                batch.put(eni, watch);
                first.put(eni, watch.first);
                watch.first = false;
                watch.asked++;
            }
        }
        lastAskedAt = now;
        asker.ask(due, answer -> {
            batch.values().forEach(watch -> watch.asked--);
            if (answer.fault() == null) {
                learn(batch, first, answer);
            }
            batch.forEach((eni, watch) -> deliver(eni, watch, answer));
            pump();
        });
    }

    @SuppressWarnings("ReferenceEquality") // this watch, not a later one of the same interface
    private void deliver(EniId eni, Watch watch, Answer answer) {
        if (watches.get(eni) != watch) {
            return;
        }
        EniDescription seen = answer.found().get(eni);
        if (answer.fault() != null) {
            watches.remove(eni);
            watch.sink.failed(answer.fault());
        } else if (isAttached(seen) || answer.askedAt() - watch.due >= REPORT) {
            watches.remove(eni);
            watch.sink.seen(new Observation(eni, seen, answer.askedAt()));
        }
    }

    private static boolean isAttached(@Nullable EniDescription seen) {
        return seen != null && seen.status() == EniStatus.IN_USE;
    }

    /** What was waited for by an older expectation says nothing about this one. */
    private void learn(Map<EniId, Watch> batch, Map<EniId, Boolean> first, Answer answer) {
        boolean any = false;
        boolean ready = false;
        for (Map.Entry<EniId, Watch> each : batch.entrySet()) {
            if (first.getOrDefault(each.getKey(), false) && each.getValue().since - learntAt >= 0) {
                any = true;
                ready |= isAttached(answer.found().get(each.getKey()));
            }
        }
        if (any) {
            long changed = (long) (expected * (ready ? SOONER : LATER));
            expected = Math.min(Math.max(changed, SHORTEST), LONGEST);
            learntAt = env.ticks();
        }
    }
}
