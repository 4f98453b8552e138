package dev.podnetwork.core.allocation;

import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What an observation is worth (design §2, "Observations"). Reads lag writes, so:
 *
 * <ul>
 *   <li>while a change is outstanding nothing counts;
 *   <li>what shows the awaited state counts when it was asked after the reply to the change, and not so soon after an
 *       earlier spell of that state that it could be a view of that spell;
 *   <li>what contradicts it counts when it was asked later than the reply plus the lag;
 *   <li>gone needs two answers, asked at least the lag apart.
 * </ul>
 */
final class Sightings {
    private Sightings() {}

    static void apply(Work work, Observation observation, long now, Bounds bounds) {
        if (work.outstanding != null) {
            return;
        }
        EniDescription seen = observation.seen();
        boolean awaited = awaited(work.last, seen == null ? null : seen.status());
        long credibleFrom = credibleFrom(work, awaited, bounds);
        if (credibleFrom != Work.NONE && observation.askedAt() - credibleFrom < 0) {
            lookAgain(work, Math.max(credibleFrom, now));
            return;
        }
        if (seen == null) {
            absent(work, observation.askedAt(), bounds);
            return;
        }
        work.see(sight(seen.status()), seen.attachment(), now);
        if (!awaited || underWay(work.sight)) {
            lookAgain(work, now + pause(work.looks));
        }
    }

    private static boolean underWay(Sight sight) {
        return sight == Sight.ATTACHING || sight == Sight.DETACHING || sight == Sight.DELETING;
    }

    /** The first tick at which an answer must have been asked for to count. */
    private static long credibleFrom(Work work, boolean awaited, Bounds bounds) {
        long from = Work.NONE;
        if (work.settledAt != Work.NONE) {
            from = awaited ? work.settledAt : work.settledAt + bounds.lag();
        }
        if (work.epochAt != Work.NONE) {
            from = Math.max(from, work.epochAt + bounds.lag());
        }
        return from;
    }

    private static void absent(Work work, long askedAt, Bounds bounds) {
        if (work.absentAt == Work.NONE) {
            work.absentAt = askedAt;
        } else if (askedAt - work.absentAt >= bounds.lag()) {
            work.sight = Sight.GONE;
            work.where = null;
        }
        if (work.sight != Sight.GONE) {
            lookAgain(work, work.absentAt + bounds.lag());
        }
    }

    private static void lookAgain(Work work, long at) {
        work.looks++;
        work.notBefore = Math.max(work.notBefore, at);
    }

    /** Slow transitions are looked at less and less often. */
    private static long pause(int looks) {
        return looks < 4 ? 0 : Math.min(1_000_000_000L << Math.min(looks - 4, 5), 15_000_000_000L);
    }

    private static boolean awaited(@Nullable Call last, @Nullable EniStatus status) {
        if (last == null) {
            return false;
        }
        return switch (last) {
            case ATTACH -> status == EniStatus.IN_USE || status == EniStatus.ATTACHING;
            case DETACH -> status == EniStatus.AVAILABLE || status == EniStatus.DETACHING;
            case DELETE -> status == null || status == EniStatus.DELETING;
            default -> false;
        };
    }

    static Sight sight(EniStatus status) {
        return switch (status) {
            case AVAILABLE -> Sight.UNATTACHED;
            case ATTACHING -> Sight.ATTACHING;
            case IN_USE -> Sight.ATTACHED;
            case DETACHING -> Sight.DETACHING;
            case DELETING -> Sight.DELETING;
        };
    }
}
