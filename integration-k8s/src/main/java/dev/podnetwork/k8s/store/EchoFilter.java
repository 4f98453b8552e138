package dev.podnetwork.k8s.store;

import dev.podnetwork.api.PodRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes of others from the echo of what was read or written here. Versions of one kind of object are numbers that
 * grow, as the API server promises; one that is no number is always news. Thread-safe.
 */
final class EchoFilter {
    private static final long GONE = Long.MAX_VALUE;
    private static final long OPAQUE = GONE - 1;

    private final Map<PodRef, Seen> seen = new ConcurrentHashMap<>();

    /** What the watch told while a list was read, which may hold it already. Guarded by itself, as is the number of lists. */
    private final Map<PodRef, Long> meanwhile = new HashMap<>();

    private int lists;

    /**
     * What is known of a key.
     *
     * @param version the newest version read or written here
     * @param writing whether a write is under way
     * @param pending the newest version that the watch told of meanwhile, {@link #GONE} for a removal
     */
    private record Seen(long version, boolean writing, long pending) {}

    void writing(PodRef key) {
        seen.compute(key, (k, before) -> new Seen(before == null ? 0 : before.version(), true, 0));
    }

    /** A write ended; true when the watch meanwhile told of something that it did not do. */
    boolean wrote(PodRef key, @Nullable String version) {
        boolean[] news = {false};
        seen.compute(key, (k, before) -> {
            long known = Math.max(before == null ? 0 : before.version(), version == null ? 0 : number(version));
            news[0] = before != null && before.pending() > known;
            return new Seen(known, false, 0);
        });
        return news[0];
    }

    /** The record was let go here. */
    void removed(PodRef key) {
        seen.remove(key);
    }

    void read(PodRef key, String version) {
        seen.merge(
                key,
                new Seen(number(version), false, 0),
                (before, now) ->
                        new Seen(Math.max(before.version(), now.version()), before.writing(), before.pending()));
    }

    /** A list is asked for: until it is read nothing is news, so that a start does not read each record twice. */
    void listing() {
        synchronized (meanwhile) {
            lists++;
        }
    }

    /** The list was read, or is given up: what the watch told meanwhile and the list did not hold is news now. */
    List<PodRef> listed() {
        Map<PodRef, Long> told;
        synchronized (meanwhile) {
            if (--lists > 0) {
                return List.of();
            }
            told = new HashMap<>(meanwhile);
            meanwhile.clear();
        }
        return told.entrySet().stream()
                .filter(each -> isNews(each.getKey(), each.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The watch told of this version; true when it is news now. */
    boolean told(PodRef key, String version) {
        long number = number(version);
        return !isHeldBack(key, number) && isNews(key, number);
    }

    /** The watch told of a removal; true when it is news now. */
    boolean toldGone(PodRef key) {
        return !isHeldBack(key, GONE) && isNews(key, GONE);
    }

    private boolean isHeldBack(PodRef key, long version) {
        synchronized (meanwhile) {
            if (lists > 0) {
                meanwhile.put(key, version);
            }
            return lists > 0;
        }
    }

    /** The removal of what nobody here knows is none. */
    private boolean isNews(PodRef key, long version) {
        return (version != GONE || seen.containsKey(key)) && news(key, version);
    }

    private boolean news(PodRef key, long version) {
        boolean[] news = {false};
        seen.compute(key, (k, before) -> {
            if (before == null) {
                news[0] = true;
                return null;
            }
            if (before.writing()) {
                return new Seen(before.version(), true, Math.max(before.pending(), version));
            }
            news[0] = version > before.version();
            return before;
        });
        return news[0];
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException opaque) {
            return OPAQUE;
        }
    }
}
