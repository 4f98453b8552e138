package dev.podnetwork.core.allocation;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.release.ReleasePolicy;
import java.time.Duration;
import java.time.Instant;

/**
 * When {@code podLastSeen} is written between bind and release (spec: README decision 6; scenario E22). For us it counts
 * only once the pod is gone, and the release writes it then; in between it is for people and for other readers, so it
 * may be old and must not cost.
 */
final class LastSeen {
    private static final Duration OF_BOUND = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** One step in so many writes: after an outage every record is old, and they are not all written at once. */
    private static final int ONE_IN = 8;

    private LastSeen() {}

    /** A fixed record whose pod lives is written at most once an hour; one without the time is left without it. */
    static void ofBound(Scratch s) {
        Instant seen = s.draft().lastSeen();
        boolean due = seen != null
                && s.draft().fixed()
                && isOlder(s, seen, OF_BOUND)
                && (s.view.random() >>> 8) % ONE_IN == 0;
        if (due && s.settled()) {
            s.draft(s.draft().seenAt(s.view.storeNow()));
        }
    }

    /** The next pod of the name is there and is not served yet: retention counts from it, at most this much too early. */
    static void ofRetained(Scratch s) {
        boolean retained = s.hasRecord() && s.draft().phase() == AllocationPhase.RETAINED;
        Instant seen = retained ? s.draft().lastSeen() : null;
        if (seen == null || !isNextThere(s)) {
            return;
        }
        Duration period = period(s.draft());
        if (isOlder(s, seen, period)) {
            s.draft(s.draft().seenAt(s.view.storeNow()));
        }
        s.wakeAfter(period.toNanos());
    }

    /** Another incarnation than the one that was released, as far as the cached view shows. */
    private static boolean isNextThere(Scratch s) {
        PodAnswer pod = s.view.pod();
        return (pod instanceof PodAnswer.Unscheduled || pod instanceof PodAnswer.Scheduled)
                && pod.uidIfAny().filter(uid -> !uid.equals(s.draft().podUid())).isPresent();
    }

    /** A fifth of the shortest TTL and at most 5 minutes; an hour when nothing expires. */
    private static Duration period(Allocation record) {
        Duration period = OF_BOUND;
        for (InterfaceAllocation each : record.interfaces()) {
            if (each.spec().release() instanceof ReleasePolicy.Ttl ttl) {
                Duration fifth = ttl.after().dividedBy(5);
                Duration wanted = fifth.compareTo(LONGEST) < 0 ? fifth : LONGEST;
                period = wanted.compareTo(period) < 0 ? wanted : period;
            }
        }
        return period;
    }

    private static boolean isOlder(Scratch s, Instant seen, Duration age) {
        return !seen.plus(age).isAfter(s.view.storeNow());
    }
}
