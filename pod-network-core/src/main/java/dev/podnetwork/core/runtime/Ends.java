package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.allocation.Progress;
import dev.podnetwork.core.runtime.Outlook.Moving;
import dev.podnetwork.core.runtime.Outlook.Part;
import dev.podnetwork.spi.Env;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a record on its way can be through at the earliest, in ticks; never before now. Safe for any thread. */
final class Ends {
    /** Not as far as anybody here can tell. */
    static final long FAR = Long.MAX_VALUE / 4;

    /** The expectation follows the cloud slowly: with each lesson it becomes this much less at most. */
    private static final double SHARE = 0.95;

    private static final long LESSON = 1_500_000_000L;

    private final Env env;
    private final Bounds bounds;
    private final CloudCalls calls;
    private final Watchers watchers;
    private final Sweeper sweeper;

    Ends(Env env, Bounds bounds, CloudCalls calls, Watchers watchers, Sweeper sweeper) {
        this.env = env;
        this.bounds = bounds;
        this.calls = calls;
        this.watchers = watchers;
        this.sweeper = sweeper;
    }

    /** When its last interface is seen unattached. */
    long unattached(Moving each) {
        if (each.phase() == AllocationPhase.DETACHING) {
            return through(each, Call.DETACH);
        }
        boolean attached = each.phase() == AllocationPhase.BOUND;
        if (!attached) {
            return env.ticks();
        }
        long last = env.ticks();
        for (Part part : each.parts()) {
            last = Math.max(last, seenAway(part));
        }
        return last;
    }

    /** When it is seen unattached that a bound interface is detached now, or that it was already. */
    private long seenAway(Part part) {
        if (part.progress().away()) {
            return env.ticks();
        } else if (part.progress().call() == Call.OBSERVE) {
            return look(part);
        }
        long called = detaches();
        return seen(called, share(Call.DETACH, called));
    }

    /** When a detach leaves the limiter that is asked for now, whoever serves the interface. */
    long detaches() {
        long first = FAR;
        for (String api : watchers.detaches()) {
            first = Math.min(
                    first, calls.throttle().leavesAt(api, calls.throttle().place(api)));
        }
        return first;
    }

    /** When its last interface is gone: twice not seen, or not known to the call that is to delete it. */
    long gone(Moving each) {
        return each.phase() == AllocationPhase.DELETING ? through(each, Call.DELETE) : unattached(each);
    }

    /** When this change is seen to be done for all interfaces. */
    long through(Moving each, Call change) {
        long last = env.ticks();
        for (Part part : each.parts()) {
            last = Math.max(last, change == Call.DELETE ? gone(each, part) : changed(each, part, change));
        }
        return last;
    }

    long changed(Moving each, Part part, Call change) {
        Progress progress = part.progress();
        if (change == Call.DETACH && progress.away()) {
            return env.ticks();
        }
        if (progress.call() == Call.OBSERVE) {
            return look(part);
        }
        if (progress.call() == change && !progress.failed()) {
            long called = called(each, part);
            return seen(called, share(change, called));
        }
        return progress.call() == null ? idle(part) : called(each, part);
    }

    /** When the record goes although its pod is there: all its interfaces are gone. */
    long lost(Moving each) {
        long last = env.ticks();
        for (Part part : each.parts()) {
            boolean missed = part.progress().gone() || part.progress().absentSince() != Progress.NONE;
            last = Math.max(last, missed ? gone(each, part) : FAR);
        }
        return last;
    }

    long gone(Moving each, Part part) {
        Progress progress = part.progress();
        if (progress.gone() || !part.made()) {
            return env.ticks();
        }
        if (progress.absentSince() != Progress.NONE) {
            return Math.max(progress.absentSince() + bounds.lag(), look(part));
        }
        if (progress.call() == Call.OBSERVE) {
            long asked = Math.min(part.lookAt(), sweeper.nextAt());
            return progress.failed() ? look(part) : Math.max(env.ticks(), asked + bounds.lag());
        }
        return progress.call() == null ? idle(part) : called(each, part);
    }

    /** When anything that is done for this record can change what is said of it. */
    long moves(Moving each) {
        long first = answered(each.pod(), each);
        for (Part part : each.parts()) {
            first = Math.min(first, moves(part));
        }
        return first;
    }

    private long moves(Part part) {
        Progress progress = part.progress();
        if (progress.call() == Call.OBSERVE) {
            return look(part);
        }
        // What is seen then may make its call superfluous.
        long swept = part.made() ? Math.max(sweeper.nextAt(), env.ticks()) : FAR;
        boolean tried = progress.call() == null && progress.notBefore() != Progress.NONE;
        return tried ? Math.min(idle(part), swept) : swept;
    }

    /** When a call for it can be answered: now once it was sent, else when it leaves the limiter. */
    long answered(PodRef pod, @Nullable Moving each) {
        if (each == null) {
            return FAR;
        }
        List<Held> held = calls.allHeld(pod);
        long out = each.parts().stream()
                .filter(part ->
                        part.progress().call() != null && part.progress().call() != Call.OBSERVE)
                .count();
        if (held.size() < out) {
            return env.ticks();
        }
        long first = FAR;
        for (Held one : held) {
            first = Math.min(first, one.parked() ? FAR : calls.throttle().leavesAt(one.api(), one.place()));
        }
        return first;
    }

    /** When its call was sent, or leaves the limiter. */
    long called(Moving each, Part part) {
        Held held = calls.held(each.pod());
        if (held == null) {
            return part.since();
        }
        return held.parked() ? FAR : Math.max(part.since(), calls.throttle().leavesAt(held.api(), held.place()));
    }

    long idle(Part part) {
        long at = part.progress().notBefore();
        return Math.max(env.ticks(), part.made() ? Math.min(at, sweeper.nextAt()) : at);
    }

    long look(Part part) {
        long at = watchers.asksAt(part.lookAt());
        return Math.max(env.ticks(), Math.min(at, sweeper.nextAt()));
    }

    /** A change that was asked for shows at the look for it, or in a sweep. */
    long seen(long called, long takes) {
        return Math.max(called, Math.min(called + takes, sweeper.nextAt()));
    }

    /** How long a change takes that is asked for then: what is expected now, less what may be learnt until then. */
    long share(Call change, long called) {
        long lessons = 1 + Math.max(called - env.ticks(), 0) / LESSON;
        return (long) (watchers.expected(change) * Math.pow(SHARE, lessons));
    }
}
