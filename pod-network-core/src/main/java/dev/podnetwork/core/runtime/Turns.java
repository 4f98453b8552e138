package dev.podnetwork.core.runtime;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.Throttle;
import dev.podnetwork.core.cloud.WaitLine;
import dev.podnetwork.core.runtime.Outlook.Moving;
import dev.podnetwork.core.runtime.Outlook.Part;
import dev.podnetwork.spi.Env;
import java.util.List;
import java.util.stream.LongStream;

/**
 * When it is the turn of a pod that waits in a line, as a tick before which it is not: whoever holds what it waits for gives
 * it back, or does not come to hold it after all. Safe for any thread.
 */
final class Turns {
    private static final long NEVER = Ends.FAR;
    private static final String CREATE = "CreateNetworkInterface";
    private static final String ATTACH = "AttachNetworkInterface";

    private final Env env;
    private final Outlook outlook;
    private final Throttle throttle;
    private final SharedResources shared;
    private final Ends ends;

    Turns(Env env, Outlook outlook, Throttle throttle, SharedResources shared, Ends ends) {
        this.env = env;
        this.outlook = outlook;
        this.throttle = throttle;
        this.shared = shared;
        this.ends = ends;
    }

    /** A holder lets go, or does not come to hold it after all; nobody who begins to let go now is through sooner. */
    long slot(PodRef pod, NodeRef node) {
        if (shared.slots.line(node).isAnybodyCalled() || shared.isOpening(node)) {
            return env.ticks();
        }
        long[] through = outlook.all().stream()
                .filter(each -> each.node().equals(node))
                .flatMapToLong(this::slotsFreed)
                .filter(at -> at < NEVER)
                .sorted()
                .toArray();
        if (through.length == 0) {
            return NEVER;
        }
        long call = ends.detaches();
        long fresh = call + ends.share(Call.DETACH, call);
        boolean inTurn = isAllElsePlentiful()
                && shared.wide.isEmpty()
                && shared.work.line().isEmpty()
                && binding() <= shared.work.total() / 2;
        int needed = inTurn ? ahead(shared.slots.line(node), pod) : 0;
        return needed < through.length ? Math.min(through[needed], fresh) : fresh;
    }

    /** When each of its slots is free. */
    private LongStream slotsFreed(Moving each) {
        long at = slotFreed(each);
        return LongStream.generate(() -> at).limit(Math.max(each.parts().size(), 1));
    }

    private long slotFreed(Moving each) {
        if (outlook.isWriting(each.pod())) {
            return env.ticks();
        }
        if (each.leaving()) {
            return each.phase() == AllocationPhase.DELETING ? NEVER : ends.unattached(each);
        }
        return isUnsettled(each) ? refused(each) : ends.lost(each);
    }

    /** How many go first, although one may give up, and a few of a long line. */
    private static int ahead(WaitLine line, PodRef pod) {
        int ahead = line.countBefore(pod);
        return Math.max(ahead - 1 - Math.min(ahead / 20, 4), 0);
    }

    /** Whether all else is plentiful: else who is called may leave it for the next and wait for that. */
    private boolean isAllElsePlentiful() {
        return !shared.quotas.anyUsedUp() && !shared.ledger.isAnyDoubtful();
    }

    private long binding() {
        return outlook.all().stream().filter(Moving::binds).count();
    }

    /** Whether a create of it may yet be refused, after which it gives back what it holds at once: nothing is attached. */
    private static boolean isUnsettled(Moving each) {
        return !each.leaving() && each.phase() == AllocationPhase.REQUESTED;
    }

    /** Whether it would be no surprise if the cloud refused to make its interfaces. */
    private boolean isDoubtful(Moving each) {
        return isUnsettled(each)
                && (shared.quotas.anyUsedUp()
                        || each.vSwitches().stream().anyMatch(shared.ledger::isDoubtful)
                        || each.parts().stream()
                                .anyMatch(part -> part.progress().failed()));
    }

    private long refused(Moving each) {
        return each.parts().stream()
                .filter(part -> !part.made())
                .mapToLong(part -> part.progress().call() == null ? ends.idle(part) : ends.called(each, part))
                .min()
                .orElse(env.ticks());
    }

    /** The pods before it must be bound first, but for some that give up; so many more must then be created. */
    long work(PodRef pod) {
        if (shared.work.line().isAnybodyCalled()) {
            return env.ticks();
        }
        long[] through = outlook.all().stream()
                .filter(Moving::binds)
                .mapToLong(this::bound)
                .sorted()
                .toArray();
        int needed = isAllElsePlentiful() ? ahead(shared.work.line(), pod) : 0;
        if (needed < through.length) {
            return through[needed];
        }
        long called = throttle.leavesAt(CREATE, throttle.place(CREATE) + needed - through.length);
        boolean doubt = outlook.all().stream().anyMatch(this::isDoubtful);
        return doubt ? called : ends.seen(called, ends.share(Call.ATTACH, called));
    }

    /** When this one is bound, or refused. */
    private long bound(Moving each) {
        if (each.phase() == AllocationPhase.ATTACHING) {
            return ends.through(each, Call.ATTACH);
        }
        if (isDoubtful(each)) {
            return refused(each);
        }
        long called = Math.max(refused(each), throttle.leavesAt(ATTACH, throttle.place(ATTACH)));
        return ends.seen(called, ends.share(Call.ATTACH, called));
    }

    /** A holder gives its address back, or does not come to hold one; {@link Ends#FAR} when nobody is about to. */
    long address(List<VSwitchId> ids) {
        if (shared.ledger.isAnybodyCalled(ids) || ids.stream().anyMatch(shared::isOpening)) {
            return env.ticks();
        }
        long first = NEVER;
        for (Moving each : outlook.all()) {
            if (each.vSwitches().stream().anyMatch(ids::contains)) {
                first = Math.min(first, addressFreed(each));
            }
        }
        return first;
    }

    private long addressFreed(Moving each) {
        if (outlook.isWriting(each.pod())) {
            return env.ticks();
        }
        if (each.leaving()) {
            return each.kept() ? NEVER : ends.gone(each);
        }
        return isUnsettled(each) ? refused(each) : ends.lost(each);
    }

    /** Another's delete or create tells that there is room again. */
    long quota(String quota) {
        if (shared.quotas.isAnybodyCalled(quota)) {
            return env.ticks();
        }
        return outlook.all().stream().mapToLong(this::quotaFreed).min().orElse(NEVER);
    }

    private long quotaFreed(Moving each) {
        if (outlook.isWriting(each.pod())) {
            return env.ticks();
        } else if (each.leaving()) {
            return ends.gone(each);
        }
        return each.parts().stream().allMatch(Part::made) ? NEVER : refused(each);
    }
}
