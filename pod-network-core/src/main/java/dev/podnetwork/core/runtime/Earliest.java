package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Throttle;
import dev.podnetwork.core.cloud.WaitLine;
import dev.podnetwork.core.runtime.Outlook.Moving;
import dev.podnetwork.core.runtime.Outlook.Part;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.List;

/**
 * When a wait can end at the earliest, from what is under way at the moment of asking: the line of the limiter, timers, looks
 * that are due, and how long the cloud takes for a change. A lower bound: what could happen at any moment counts as
 * happening now, and a time is named only when something that the allocator does itself can end the wait. What others may do
 * meanwhile, such as deleting a pod, is not foreseen. Safe for any thread.
 */
final class Earliest {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long FAR = Ends.FAR;
    private static final String CREATE = "CreateNetworkInterface";
    private static final String ATTACH = "AttachNetworkInterface";
    private static final String DETACH = Ends.DETACH;

    private final Env env;
    private final Outlook outlook;
    private final CloudCalls calls;
    private final VSwitchReader vSwitches;
    private final SharedResources shared;
    private final Sweeper sweeper;
    private final Ends ends;

    /**
     * What it looks at.
     *
     * @param outlook the records on their way
     * @param calls calls that have not left
     * @param watcher when interfaces are looked at
     * @param vSwitches when vSwitches are read
     * @param shared who waits in which line
     * @param sweeper when everything is looked at
     */
    record Sources(
            Outlook outlook,
            CloudCalls calls,
            InterfaceWatcher watcher,
            VSwitchReader vSwitches,
            SharedResources shared,
            Sweeper sweeper) {}

    Earliest(Env env, Bounds bounds, Sources sources) {
        this.env = env;
        this.outlook = sources.outlook();
        this.calls = sources.calls();
        this.vSwitches = sources.vSwitches();
        this.shared = sources.shared();
        this.sweeper = sources.sweeper();
        this.ends = new Ends(env, bounds, calls, sources.watcher(), sweeper);
    }

    /** What was said of a pod, as it is now. */
    Explanation now(PodRef pod, Wishes.Said said) {
        Explanation explanation = said.explanation();
        Held held = calls.held(pod);
        boolean moves =
                explanation.state() == Explanation.State.WORKING || explanation.state() == Explanation.State.RELEASING;
        if (held != null && moves) {
            return held(explanation, held);
        }
        ScarceResource scarce = explanation.waitsFor();
        long at = scarce == null ? NEVER : at(pod, scarce, said);
        Duration left = explanation.atLeast() == null ? null : left(said);
        Duration earliest = at >= FAR ? left : Duration.ofNanos(Math.max(at - env.ticks(), 0));
        return new Explanation(explanation.state(), explanation.message(), scarce, earliest);
    }

    private Duration left(Wishes.Said said) {
        Duration stated = said.explanation().atLeast();
        long left = (stated == null ? 0 : stated.toNanos()) - (env.ticks() - said.at());
        return Duration.ofNanos(Math.max(left, 0));
    }

    /** A timer, unless a sweep or another interface of the pod changes what is said before. */
    private long retried(PodRef pod, Wishes.Said said) {
        Moving record = outlook.of(pod);
        if (record == null) {
            return NEVER;
        }
        boolean calls = record.parts().stream().anyMatch(part -> part.progress().call() != null);
        long now = env.ticks();
        return calls ? now : Math.min(timer(said), Math.max(sweeper.nextAt(), now));
    }

    private long timer(Wishes.Said said) {
        return env.ticks() + left(said).toNanos();
    }

    private Explanation held(Explanation said, Held held) {
        Explanation.State state = said.state() == Explanation.State.WORKING ? Explanation.State.WAITING : said.state();
        if (held.parked()) {
            String level = calls.degradation().name();
            ScarceResource scarce = new ScarceResource(ScarceResource.Kind.DEGRADATION, level);
            return new Explanation(state, said.message() + "; its call " + held.api() + " is held back", scarce, null);
        }
        long at = throttle().leavesAt(held.api(), held.place());
        return new Explanation(
                state,
                said.message() + "; its call " + held.api() + " waits for the rate limit, "
                        + throttle().ahead(held.api(), held.place()) + " call(s) ahead",
                new ScarceResource(ScarceResource.Kind.RATE_LIMIT, held.api()),
                Duration.ofNanos(Math.max(at - env.ticks(), 0)));
    }

    private Throttle throttle() {
        return calls.throttle();
    }

    /** The tick before which the wait does not end; {@link #NEVER} to leave what was said. */
    private long at(PodRef pod, ScarceResource scarce, Wishes.Said said) {
        return switch (scarce.kind()) {
            case NODE_SLOT -> said.explanation().atLeast() != null ? NEVER : slot(pod, NodeRef.of(scarce.id()));
            case PARALLEL_WORK -> work(pod);
            case VSWITCH_ADDRESS -> address(ids(scarce), said);
            case EARLIER_RECORD -> earlier(pod);
            case FACT -> fact(scarce, said);
            case CLOUD -> retried(pod, said);
            case QUOTA -> quota(said);
            case ZONE, DEGRADATION, RATE_LIMIT -> NEVER;
        };
    }

    private static List<VSwitchId> ids(ScarceResource scarce) {
        return List.of(scarce.id().split(",")).stream().map(VSwitchId::of).toList();
    }

    /** A holder lets go, or does not come to hold it after all; nobody who begins to let go now is through sooner. */
    private long slot(PodRef pod, NodeRef node) {
        long[] through = outlook.all().stream()
                .filter(each -> each.node().equals(node) && (letsGo(each) || refusable(each)))
                .mapToLong(each -> letsGo(each) ? ends.unattached(each) : refused(each))
                .filter(at -> at < FAR)
                .sorted()
                .toArray();
        long call = throttle().leavesAt(DETACH, throttle().place(DETACH));
        long fresh = call + ends.share(Call.DETACH, call);
        if (shared.slots.line(node).isAnybodyCalled()) {
            return env.ticks();
        }
        int needed = slotsAreAllThatLacks() ? ahead(shared.slots.line(node), pod) : 0;
        if (through.length == 0) {
            return NEVER;
        }
        return needed < through.length ? Math.min(through[needed], fresh) : fresh;
    }

    /** How many go first, although one may give up, and a few of a long line. */
    private static int ahead(WaitLine line, PodRef pod) {
        int ahead = line.countBefore(pod);
        return Math.max(ahead - 1 - Math.min(ahead / 20, 4), 0);
    }

    /** Whether all else is plentiful: else who is called for a slot may leave it for the next and wait for that. */
    private boolean slotsAreAllThatLacks() {
        long binding = outlook.all().stream().filter(Moving::binds).count();
        boolean addresses = !shared.quotas.anyUsedUp() && !shared.ledger.isAnyDoubtful();
        return addresses
                && binding <= shared.work.total() / 2
                && shared.work.line().isEmpty();
    }

    private static boolean letsGo(Moving each) {
        return each.leaving() && each.phase() != AllocationPhase.DELETING;
    }

    /** Whether it holds nothing yet, so that a refused create gives everything back at once. */
    private boolean refusable(Moving each) {
        return !each.leaving()
                && each.phase() == AllocationPhase.REQUESTED
                && each.parts().stream().noneMatch(Part::made)
                && doubtful(each);
    }

    /** Whether anything tells that the cloud may refuse to make its interfaces. */
    private boolean doubtful(Moving each) {
        return shared.quotas.anyUsedUp()
                || each.vSwitches().stream().anyMatch(shared.ledger::isDoubtful)
                || each.parts().stream().anyMatch(part -> part.progress().failed());
    }

    private long refused(Moving each) {
        return each.parts().stream()
                .filter(part -> !part.made())
                .mapToLong(part -> part.progress().call() == null ? ends.idle(part) : ends.called(each, part))
                .min()
                .orElse(env.ticks());
    }

    /** The pods before it must be bound first, but for some that give up; so many more must then be created. */
    private long work(PodRef pod) {
        long[] through = outlook.all().stream()
                .filter(Moving::binds)
                .mapToLong(this::bound)
                .sorted()
                .toArray();
        if (shared.work.line().isAnybodyCalled()) {
            return env.ticks();
        }
        int needed = ahead(shared.work.line(), pod);
        if (needed < through.length) {
            return through[needed];
        }
        long called = throttle().leavesAt(CREATE, throttle().place(CREATE) + needed - through.length);
        boolean doubt = outlook.all().stream().anyMatch(this::refusable);
        return doubt ? called : ends.seen(called, ends.share(Call.ATTACH, called));
    }

    /** When this one is bound, or refused. */
    private long bound(Moving each) {
        if (each.phase() == AllocationPhase.ATTACHING) {
            return ends.through(each, Call.ATTACH);
        }
        if (refusable(each)) {
            return refused(each);
        }
        long called =
                Math.max(refused(each), throttle().leavesAt(ATTACH, throttle().place(ATTACH)));
        return ends.seen(called, ends.share(Call.ATTACH, called));
    }

    private long earlier(PodRef pod) {
        Moving record = outlook.of(pod);
        if (record == null) {
            return env.ticks();
        }
        return record.kept() ? ends.unattached(record) : ends.gone(record);
    }

    /** A holder gives its address back, or the cloud shows that it has. */
    private long address(List<VSwitchId> ids, Wishes.Said said) {
        if (shared.ledger.isAnybodyCalled(ids)) {
            return env.ticks();
        }
        long first = NEVER;
        for (Moving each : outlook.all()) {
            if (each.vSwitches().stream().anyMatch(ids::contains)) {
                if (each.leaving() && !each.kept()) {
                    first = Math.min(first, ends.gone(each));
                } else if (refusable(each)) {
                    first = Math.min(first, refused(each));
                }
            }
        }
        if (first >= FAR) {
            return NEVER;
        }
        long next = Math.min(first, read(ids));
        return said.explanation().atLeast() == null ? next : Math.min(next, timer(said));
    }

    /** Its own timer, unless another's delete or create tells before that there is room again. */
    private long quota(Wishes.Said said) {
        if (said.explanation().atLeast() == null) {
            return NEVER;
        }
        long first = outlook.all().stream()
                .mapToLong(each -> each.leaving() ? ends.gone(each) : created(each))
                .min()
                .orElse(FAR);
        return Math.min(first, timer(said));
    }

    private long created(Moving each) {
        return each.parts().stream().allMatch(Part::made) ? FAR : refused(each);
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
