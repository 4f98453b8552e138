package dev.podnetwork.fake.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What interfaces were within the last moments, so that a read can lag. With a horizon of zero nothing is kept.
 */
final class History {
    private final Deque<Change> log = new ArrayDeque<>();
    private long horizonNanos;

    private record Change(Eni eni, long atNanos) {}

    long horizonNanos() {
        return horizonNanos;
    }

    void keepAtLeast(long nanos) {
        horizonNanos = Math.max(horizonNanos, nanos);
    }

    /** Notes the state that is about to end; null for an interface that is about to exist. */
    void note(Eni eni, @Nullable EniState before, long nowNanos) {
        if (horizonNanos > 0) {
            eni.past = new Eni.Past(nowNanos, before, eni.past);
            log.addLast(new Change(eni, nowNanos));
        }
    }

    /** Forgets what is older than the horizon; answers those that are gone and of which nothing is left. */
    List<Eni> forgetOld(long nowNanos) {
        if (log.isEmpty() || log.getFirst().atNanos() > nowNanos - horizonNanos) {
            return List.of();
        }
        List<Eni> gone = new ArrayList<>();
        while (!log.isEmpty() && log.getFirst().atNanos() <= nowNanos - horizonNanos) {
            Eni eni = log.removeFirst().eni();
            eni.past = withoutOldest(eni.past);
            if (eni.past == null && eni.state == null) {
                gone.add(eni);
            }
        }
        return gone;
    }

    /** Those that changed within the horizon, in creation order. */
    TreeMap<Long, Eni> recent() {
        TreeMap<Long, Eni> recent = new TreeMap<>();
        for (Change change : log) {
            recent.put(change.eni().number, change.eni());
        }
        return recent;
    }

    private static Eni.@Nullable Past withoutOldest(Eni.@Nullable Past past) {
        if (past == null || past.older() == null) {
            return null;
        }
        return new Eni.Past(past.untilNanos(), past.before(), withoutOldest(past.older()));
    }
}
