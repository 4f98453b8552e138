package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.cloud.Throttle;
import dev.podnetwork.core.runtime.Outlook.Moving;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a wait can end at the earliest, from what is under way at the moment of asking: the line of the limiter, timers, looks
 * that are due, and how long the cloud takes for a change. A lower bound: what could happen at any moment counts as
 * happening now, and a time is named only when something that the allocator does itself can end the wait. What others may do
 * meanwhile, such as deleting a pod, is not foreseen. Safe for any thread.
 */
final class Earliest {
    private static final long NEVER = Long.MAX_VALUE;

    private final Env env;
    private final Outlook outlook;
    private final CloudCalls calls;
    private final VSwitchReader vSwitches;
    private final Wishes wishes;
    private final Turns turns;
    private final Ends ends;

    /**
     * What it looks at.
     *
     * @param outlook the records on their way
     * @param calls calls that have not left
     * @param watchers when interfaces are looked at
     * @param vSwitches when vSwitches are read
     * @param shared who waits in which line
     * @param sweeper when everything is looked at
     * @param wishes what was asked for and is not looked at yet
     */
    record Sources(
            Outlook outlook,
            CloudCalls calls,
            Watchers watchers,
            VSwitchReader vSwitches,
            SharedResources shared,
            Sweeper sweeper,
            Wishes wishes) {}

    Earliest(Env env, Bounds bounds, Sources sources) {
        this.env = env;
        this.outlook = sources.outlook();
        this.calls = sources.calls();
        this.vSwitches = sources.vSwitches();
        this.wishes = sources.wishes();
        this.ends = new Ends(env, bounds, calls, sources.watchers(), sources.sweeper());
        this.turns = new Turns(env, outlook, calls.throttle(), sources.shared(), ends);
    }

    /** What was said of a pod, as it is now. */
    Explanation now(PodRef pod, Wishes.Said said) {
        Explanation explanation = said.explanation();
        Held held = calls.held(pod);
        if (held != null && waitsForTheCloud(explanation)) {
            return held(pod, explanation, held);
        }
        ScarceResource scarce = explanation.waitsFor();
        long at = scarce == null ? NEVER : at(pod, scarce, said);
        if (at >= Ends.FAR) {
            Duration left = explanation.atLeast() == null ? null : until(timer(said));
            return new Explanation(explanation.state(), explanation.message(), scarce, left);
        }
        return new Explanation(explanation.state(), explanation.message(), scarce, until(at));
    }

    private Duration until(long tick) {
        return Duration.ofNanos(Math.max(tick - env.ticks(), 0));
    }

    /** Whether nothing stands in its way but the calls for it: then one that has not left yet is what it waits for. */
    private static boolean waitsForTheCloud(Explanation said) {
        ScarceResource scarce = said.waitsFor();
        return said.state() == Explanation.State.WORKING
                || said.state() == Explanation.State.RELEASING
                || (scarce != null && scarce.kind() == ScarceResource.Kind.CLOUD);
    }

    /** The tick that was stated when it was said. */
    private static long timer(Wishes.Said said) {
        Duration stated = said.explanation().atLeast();
        return said.at() + (stated == null ? 0 : stated.toNanos());
    }

    private Explanation held(PodRef pod, Explanation said, Held held) {
        Explanation.State state =
                said.state() == Explanation.State.RELEASING ? Explanation.State.RELEASING : Explanation.State.WAITING;
        if (held.parked()) {
            String level = calls.degradation().name();
            ScarceResource scarce = new ScarceResource(ScarceResource.Kind.DEGRADATION, level);
            return new Explanation(state, said.message() + "; its call " + held.api() + " is held back", scarce, null);
        }
        Throttle throttle = calls.throttle();
        return new Explanation(
                state,
                said.message() + "; its call " + held.api() + " waits for the rate limit, "
                        + throttle.ahead(held.api(), held.place()) + " call(s) ahead",
                new ScarceResource(ScarceResource.Kind.RATE_LIMIT, held.api()),
                until(leaves(pod, held)));
    }

    /** When a call for the pod leaves the limiter, unless what was asked of it or is seen of it makes another wait of it before. */
    private long leaves(PodRef pod, Held held) {
        Moving record = outlook.of(pod);
        long leaves = calls.throttle().leavesAt(held.api(), held.place());
        if (wishes.isNews(pod)) {
            return env.ticks();
        }
        return record == null ? leaves : Math.min(leaves, ends.moves(record));
    }

    /** The tick before which the wait does not end; {@link #NEVER} to leave what was said. */
    private long at(PodRef pod, ScarceResource scarce, Wishes.Said said) {
        if (wishes.isNews(pod)) {
            return env.ticks();
        }
        Moving record = outlook.of(pod);
        long others = switch (scarce.kind()) {
            case EARLIER_RECORD -> earlier(record);
            case CLOUD -> record == null ? NEVER : timed(record, said);
            case NODE_SLOT -> record == null ? turns.slot(pod, NodeRef.of(scarce.id())) : timed(record, said);
            case PARALLEL_WORK -> turns.work(pod);
            case VSWITCH_ADDRESS -> address(ids(scarce), record, said);
            case QUOTA -> quota(scarce.id(), record, said);
            case FACT -> fact(scarce, said);
            case ZONE, DEGRADATION, RATE_LIMIT -> NEVER;
        };
        return others;
    }

    private static List<VSwitchId> ids(ScarceResource scarce) {
        return List.of(scarce.id().split(",")).stream().map(VSwitchId::of).toList();
    }

    /** Its own timer, unless another interface of the pod changes what is said before. */
    private long timed(Moving record, Wishes.Said said) {
        long moves = ends.moves(record);
        return said.explanation().atLeast() == null ? NEVER : Math.min(moves, timer(said));
    }

    private long earlier(@Nullable Moving record) {
        if (record == null || outlook.isWriting(record.pod())) {
            return env.ticks();
        }
        return record.kept() ? ends.unattached(record) : ends.gone(record);
    }

    /** A holder gives its address back, or the cloud shows that it has. */
    private long address(List<VSwitchId> ids, @Nullable Moving record, Wishes.Said said) {
        long own = record == null ? NEVER : ends.moves(record);
        long first = Math.min(turns.address(ids), own);
        long timer = said.explanation().atLeast() == null ? NEVER : timer(said);
        long known = Math.min(first, timer);
        return known >= Ends.FAR ? NEVER : Math.min(known, read(ids));
    }

    /** Its own timer, unless another's delete or create tells before that there is room again. */
    private long quota(String quota, @Nullable Moving record, Wishes.Said said) {
        if (said.explanation().atLeast() == null) {
            return NEVER;
        }
        long own = record == null ? NEVER : ends.moves(record);
        return Math.min(Math.min(turns.quota(quota), own), timer(said));
    }

    /** A vSwitch that could not be read is read again; of an answer that is on its way nothing is known. */
    private long fact(ScarceResource scarce, Wishes.Said said) {
        List<VSwitchId> ids = ids(scarce);
        boolean answered = ids.stream().allMatch(id -> vSwitches.wasReadBefore(id, said.at()));
        return answered ? read(ids) : NEVER;
    }

    private long read(List<VSwitchId> ids) {
        return ids.stream().mapToLong(vSwitches::nextReadAt).min().orElse(NEVER);
    }
}
