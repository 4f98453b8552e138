package dev.podnetwork.core.node;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.api.pool.PoolCondition;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.FrozenPrefix;
import dev.podnetwork.core.plan.NodeReading;
import dev.podnetwork.core.plan.PlanStep;
import dev.podnetwork.core.plan.PoolPlan;
import dev.podnetwork.core.plan.PoolPlanner;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.core.retry.RetryPolicy;
import dev.podnetwork.spi.Env;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the node, has it planned, and starts what the plan asks for. It looks when something has changed, and when the
 * time of something has come that nobody will report: the end of a pause, of a block, of a cooldown (spec: node-ipam §2.7).
 */
final class PlanRunner {
    private static final long READ_AGAIN = 10_000_000_000L;
    /** A prefix that does not empty for so long was the wrong one to freeze. */
    private static final long FREEZE = 1_800_000_000_000L;

    private static final long NO_BLOCK_PAUSE = 60_000_000_000L;

    private final NodeCore node;
    private final Map<VSwitchId, Long> fragmentedUntil = new LinkedHashMap<>();
    private final NodeReader reader;
    private final boolean keepsSome;
    private long touchedAt;
    private @Nullable Long reclaimAt;
    private boolean shrinking;
    private int picks;
    private long createsPausedUntil = Long.MIN_VALUE;
    private String createTrouble = "";
    private int refusedCreates;
    private long nextAt;

    private Env.@Nullable Timer timer;
    private @Nullable PoolPlan last;

    PlanRunner(NodeCore node) {
        this.node = node;
        this.reader = new NodeReader(node);
        this.keepsSome = node.spec.policy().minIdle() > 0;
    }

    void start() {
        touchedAt = node.now();
        lookSoon(0);
        maintainLater();
    }

    /** What is too much is looked at now and then only, so that a pod that goes and one that comes cost no call. */
    private void maintainLater() {
        long period = node.times().maintenance().toNanos();
        long jitter = (node.fleet.env.nextLong() >>> 1) % Math.max(period, 1);
        node.after(period + jitter, () -> {
            shrinking = true;
            node.fleet.refreshVSwitches();
            lookSoon(0);
            maintainLater();
        });
    }

    /** A lease was given from what was idle: the minimum may be short now. */
    void poolUsed() {
        if (node.spec.policy().reclaim() != null) {
            touchedAt = node.now();
            reclaimAt = null;
        }
        if (keepsSome) {
            lookSoon(node.times().linger().toNanos());
        }
    }

    /** Looks after so long, or before. */
    void lookSoon(long delay) {
        long at = node.now() + delay;
        if (timer != null && nextAt - at <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        nextAt = at;
        timer = node.fleet.loop.postAfter(delay, this::look);
    }

    /** No new interface for a while, because the cloud refused one for a reason that lasts. */
    void pauseCreates(long nanos, String why) {
        createsPausedUntil = node.now() + nanos;
        createTrouble = why;
    }

    /** The same, each time for longer until one succeeds. */
    void refusedCreate(CloudFault fault) {
        refusedCreates++;
        long pause = RetryPolicy.decide(fault, refusedCreates, node.fleet.env.nextLong())
                .nanos();
        pauseCreates(pause, fault.code() + ": " + fault.message());
    }

    /** A new interface serves. */
    void created() {
        refusedCreates = 0;
    }

    /** This vSwitch has no free block: prefixes are not asked of it for a while. */
    void noBlock(VSwitchId vSwitch) {
        fragmentedUntil.put(vSwitch, node.now() + NO_BLOCK_PAUSE);
    }

    private void look() {
        timer = null;
        if (!node.ready || node.stopped() != null) {
            return;
        }
        long now = node.now();
        fragmentedUntil.values().removeIf(until -> until - now <= 0);
        PoolPlan plan = PoolPlanner.plan(
                node.spec.shape(),
                node.spec.policy(),
                reader.read(shrinking, quiet(now), picks, List.copyOf(fragmentedUntil.keySet())));
        last = plan;
        reclaimAt = plan.reclaimAt() == null ? reclaimAt : plan.reclaimAt();
        boolean gives = false;
        for (PlanStep step : plan.steps()) {
            gives |= run(step, now);
        }
        boolean busy = node.enis.stream().anyMatch(eni -> eni.busy instanceof GiveBackWork);
        shrinking = shrinking && (gives || busy);
        readVSwitches(plan);
        wake(plan, now);
    }

    private NodeReading.@Nullable Quiet quiet(long now) {
        PoolPolicy.Reclaim reclaim = node.spec.policy().reclaim();
        if (reclaim == null) {
            return null;
        }
        double chance = (node.fleet.env.nextLong() >>> 11) * 0x1.0p-53;
        return new NodeReading.Quiet(now, touchedAt, reclaimAt, chance * reclaim.jitter());
    }

    /** Starts one step; whether it gives something back. */
    private boolean run(PlanStep step, long now) {
        if (step instanceof PlanStep.Create create) {
            create(create, now);
        } else if (step instanceof PlanStep.Assign assign) {
            assign(assign.eni(), new AssignWork.Ask(assign.ipv4(), assign.ipv6(), false, assign.urgent()));
        } else if (step instanceof PlanStep.AssignPrefixes assign) {
            assign(assign.eni(), new AssignWork.Ask(assign.ipv4(), assign.ipv6(), true, assign.urgent()));
        } else if (step instanceof PlanStep.Thaw thaw) {
            freeze(thaw.eni(), thaw.cidrs(), false);
        } else {
            return giveBack(step, now);
        }
        return false;
    }

    private boolean giveBack(PlanStep step, long now) {
        if (step instanceof PlanStep.Unassign unassign) {
            unassign(unassign, now);
        } else if (step instanceof PlanStep.UnassignPrefixes unassign) {
            new GiveBackWork(node, eni(unassign.eni()), unassign.cidrs(), true).start();
        } else if (step instanceof PlanStep.Freeze freeze) {
            freeze(freeze.eni(), freeze.cidrs(), true);
        } else if (step instanceof PlanStep.Delete delete) {
            new DeleteWork(node, eni(delete.eni())).start();
        }
        return true;
    }

    private void create(PlanStep.Create step, long now) {
        if (createsPausedUntil != Long.MIN_VALUE && now - createsPausedUntil < 0) {
            return;
        }
        picks++;
        NodeEni eni = new NodeEni(step.kind(), step.vSwitch());
        node.enis.add(eni);
        new CreateWork(node, eni, step).start();
    }

    private void assign(EniId id, AssignWork.Ask ask) {
        new AssignWork(node, eni(id), ask).start();
    }

    private void unassign(PlanStep.Unassign step, long now) {
        NodeEni eni = eni(step.eni());
        List<String> taken = new ArrayList<>();
        for (LeaseAddress address : step.addresses()) {
            if (node.pool.condemn(eni, address, now)) {
                if (address.ipv4() != null) {
                    taken.add(address.ipv4());
                }
                if (address.ipv6() != null) {
                    taken.add(address.ipv6());
                }
            }
        }
        if (!taken.isEmpty()) {
            new GiveBackWork(node, eni, taken, false).start();
        }
    }

    private void freeze(EniId id, List<String> cidrs, boolean frozen) {
        NodeEni eni = eni(id);
        for (String cidr : cidrs) {
            NodePrefix prefix = eni.prefixes.get(cidr);
            if (prefix != null) {
                node.pool.freeze(eni, prefix, frozen);
                prefix.frozenUntil = frozen ? node.now() + FREEZE : null;
            }
        }
        if (frozen) {
            node.after(FREEZE, this::endFreezes);
        }
        node.leases.serve();
        lookSoon(0);
    }

    /** A prefix whose pods did not leave serves again; the next maintenance freezes what is emptiest then (scenario I14). */
    private void endFreezes() {
        for (NodeEni eni : node.enis) {
            for (NodePrefix prefix : eni.prefixes.values()) {
                FrozenPrefix was = new FrozenPrefix(prefix.cidr, prefix.state, prefix.frozenUntil);
                FrozenPrefix is = was.at(node.now());
                if (is.state() != was.state()) {
                    prefix.frozenUntil = is.frozenUntil();
                    node.pool.freeze(eni, prefix, false);
                }
            }
        }
        node.leases.serve();
    }

    private NodeEni eni(EniId id) {
        return Objects.requireNonNull(node.eni(id), () -> id + " was planned for and is not there");
    }

    private void readVSwitches(PoolPlan plan) {
        node.fleet.readVSwitches(plan.unread(), plan.unplaced() > 0 ? Priority.POD : Priority.WARM_UP);
    }

    /** Looks again when the time of something has come. */
    private void wake(PoolPlan plan, long now) {
        for (PoolPlan.Lack lack : plan.lacks()) {
            Long retryAt = lack.retryAt();
            if (lack.kind() == PoolPlan.Kind.NO_VSWITCH_ADDRESS) {
                readAgain(retryAt == null ? READ_AGAIN : Math.max(retryAt - now, 0));
            } else if (retryAt != null) {
                lookSoon(Math.max(retryAt - now, 0));
            }
        }
        for (NodeEni eni : node.enis) {
            if (eni.pausedUntil != Long.MIN_VALUE && eni.pausedUntil - now > 0) {
                lookSoon(eni.pausedUntil - now);
            }
        }
        if (createsPausedUntil != Long.MIN_VALUE && createsPausedUntil - now > 0) {
            lookSoon(createsPausedUntil - now);
        }
    }

    private boolean readingAgain;

    /** Others may have given addresses back. */
    private void readAgain(long delay) {
        if (!readingAgain) {
            readingAgain = true;
            node.after(delay, () -> {
                readingAgain = false;
                node.fleet.readVSwitches(node.spec.place().vSwitches(), Priority.WARM_UP);
                lookSoon(0);
            });
        }
    }

    /** What is said of the node and its interfaces now. */
    List<PoolCondition> conditions() {
        return reader.conditions(List.copyOf(fragmentedUntil.keySet()));
    }

    /** Why a pod waits. */
    LeaseStory why(int ahead, @Nullable String exact, @Nullable Long cooledAt) {
        List<String> reasons = new ArrayList<>();
        Long retryAt = cooledAt;
        if (!node.ready) {
            reasons.add("the node compares what it remembers with what is attached");
        }
        if (exact != null) {
            reasons.add("it may take only " + exact + ", which is not free on this node");
        }
        long now = node.now();
        if (createsPausedUntil - now > 0 && createsPausedUntil != Long.MIN_VALUE) {
            reasons.add("no new interface for now, after " + createTrouble);
            retryAt = sooner(retryAt, createsPausedUntil);
        }
        if (last != null && exact == null) {
            for (PoolPlan.Lack lack : last.lacks()) {
                reasons.add(lack.text());
                retryAt = sooner(retryAt, lack.retryAt());
            }
        }
        for (NodeEni eni : node.enis) {
            if (eni.busy != null) {
                reasons.add(eni.busy.describe());
            } else if (eni.pausedUntil - now > 0 && eni.pausedUntil != Long.MIN_VALUE) {
                reasons.add(eni + " pauses after " + eni.trouble);
                retryAt = sooner(retryAt, eni.pausedUntil);
            }
        }
        if (cooledAt != null && cooledAt - now > 0) {
            reasons.add("an address cools down for "
                    + NodeCore.nanos(cooledAt - now).toSeconds() + " s more");
        }
        if (reasons.isEmpty()) {
            reasons.add("it asked just now");
        }
        return new LeaseStory(null, ahead, reasons, retryAt == null ? null : NodeCore.nanos(retryAt - now));
    }

    private static @Nullable Long sooner(@Nullable Long a, @Nullable Long b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a - b <= 0 ? a : b;
    }
}
