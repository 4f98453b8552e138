package dev.podnetwork.core.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.core.allocation.Call;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How long changes of interfaces take, learnt from what looks at them showed (weaknesses W1, W42, W50). Changed on the loop;
 * what it expects is read from any thread.
 */
final class Lessons {
    /** No change is expected to take less, nanoseconds. */
    static final long SHORTEST = 200_000_000L;

    private static final long LONGEST = 20_000_000_000L;
    private static final int FIRST_LESSONS = 3;
    private static final List<Call> LEARNT = List.of(Call.ATTACH, Call.DETACH, Call.DELETE);
    private static final int MOST_LATE = 1_024;

    private final Map<Call, Long> latency = new ConcurrentHashMap<>();
    private final Map<Call, Long> learntAt = new ConcurrentHashMap<>();

    /** Not seen ready since they were first too late: until then they teach nothing more. */
    private final Map<EniId, Call> late = new LinkedHashMap<>();

    /** How often most of those looked for were not ready. */
    private final Map<Call, Integer> disappointments = new EnumMap<>(Call.class);

    /** Of each change, one that was not ready at its first look when most were not. */
    private final Map<Call, Late> witnesses = new EnumMap<>(Call.class);

    /** A change that was asked for at {@code since} and was not ready when {@code notYet} was asked. */
    private record Late(EniId eni, long since, long notYet) {}

    /** Nothing learnt; every change is expected to take so many nanoseconds. */
    Lessons(long expected) {
        for (Call call : Call.values()) {
            latency.put(call, call == Call.OBSERVE ? 0L : expected);
        }
    }

    /** What was learnt of a change, or what was expected of all. */
    long latency(Call after) {
        return latency.getOrDefault(after, 0L);
    }

    /** The same; of a detach that was never seen, what was learnt of attaches. */
    long expected(Call after) {
        boolean unknown = after == Call.DETACH && !learntAt.containsKey(after) && learntAt.containsKey(Call.ATTACH);
        return latency(unknown ? Call.ATTACH : after);
    }

    /** Forgets single interfaces, and nothing that was learnt. */
    void clear() {
        late.clear();
        witnesses.clear();
    }

    /** What an answer shows of those that were looked for. */
    void learn(Collection<InterfaceWatcher.Watch> asked, InterfaceWatcher.Answer answer, long now) {
        LEARNT.forEach(after -> learn(after, asked, answer, now));
        asked.forEach(watch -> follow(watch, answer));
    }

    /**
     * Nearly all ready at their first look: expect them a little sooner; else later, the more were not. What was waited for
     * by an older expectation says nothing about this one, so that a burst of a hundred answers is one lesson. One interface
     * that never gets ready, however often it is asked to, is one lesson too: the others do not wait longer for it (weakness W42).
     */
    private void learn(Call after, Collection<InterfaceWatcher.Watch> asked, InterfaceWatcher.Answer answer, long now) {
        int first = 0;
        int ready = 0;
        InterfaceWatcher.Watch notReady = null;
        for (InterfaceWatcher.Watch watch : asked) {
            boolean isReady =
                    watch.after() == after && ready(after, answer.found().get(watch.eni()));
            if (isReady) {
                late.remove(watch.eni(), after);
            }
            boolean asks = watch.first() && watch.after() == after && watch.since() - learntAt(after) >= 0;
            if (asks && (isReady || isFirstTimeLate(watch.eni(), after))) {
                first++;
                ready += isReady ? 1 : 0;
                notReady = isReady ? notReady : watch;
            }
        }
        if (first > 0) {
            if (notReady != null
                    && ready * 2 < first
                    && disappointments.merge(after, 1, Integer::sum) <= FIRST_LESSONS) {
                witnesses.put(after, new Late(notReady.eni(), notReady.since(), answer.askedAt()));
            }
            double share = (double) ready / first;
            double change = share >= 0.9 ? 0.95 : 1.0 + 0.3 * (1.0 - share);
            latency.put(after, Math.min(Math.max((long) (expected(after) * change), SHORTEST), LONGEST));
            learntAt.put(after, now);
        }
    }

    private long learntAt(Call after) {
        return learntAt.getOrDefault(after, Long.MIN_VALUE / 2);
    }

    private boolean isFirstTimeLate(EniId eni, Call after) {
        if (late.size() >= MOST_LATE) {
            late.remove(late.keySet().iterator().next());
        }
        return late.put(eni, after) != after;
    }

    /**
     * The first expectation is nobody's observation. So as long as little was learnt and most were not ready, one of them
     * tells what it took: half way between the last look that did not show it and the first that did.
     */
    private void follow(InterfaceWatcher.Watch watch, InterfaceWatcher.Answer answer) {
        Late witness = witnesses.get(watch.after());
        if (witness == null || watch.first() || !witness.eni().equals(watch.eni())) {
            return;
        }
        if (!ready(watch.after(), answer.found().get(watch.eni()))) {
            witnesses.put(watch.after(), new Late(witness.eni(), witness.since(), answer.askedAt()));
            return;
        }
        witnesses.remove(watch.after());
        long took = (witness.notYet() - witness.since() + answer.askedAt() - witness.since()) / 2;
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
