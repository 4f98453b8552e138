package dev.podnetwork.podnet.nodesim;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import dev.podnetwork.fake.sim.node.NodeScene;
import java.time.Duration;
import java.util.List;

/**
 * Short stories of create, attach, assign, lease, give back, unassign and delete, each told once for every one of its events,
 * after which the process dies and comes back; then rest, and a judgement. The seed decides what the pods are made of: IPv4,
 * pairs, prefixes, pairs from prefixes.
 */
final class CrashPoints {
    private static final int KINDS = 4;
    private static final Duration STORY = Duration.ofMinutes(4);
    private static final Duration REST = Duration.ofMinutes(10);
    private static final Duration ORPHAN_GRACE = Duration.ofMinutes(3);

    private int leaked;
    private int loose;
    private int duplicated;
    private int withoutAddress;
    private int openIntents;
    private String firstFailure = "none";

    private CrashPoints() {}

    static NodeReport play(NodeScenario scenario, long seed, int points, NodeScenarios.Progress progress) {
        CrashPoints all = new CrashPoints();
        NodeStage last = all.story(seed, Long.MAX_VALUE, new long[1]);
        int told = 0;
        for (long next = seed; told < points; next++) {
            long[] events = {0};
            all.story(next, Long.MAX_VALUE, events);
            for (long at = 1; at <= events[0] && told < points; at++, told++) {
                last = all.story(next, at, new long[1]);
                progress.told("crash points", told + 1, points);
            }
        }
        last.finding("crashPoints", told);
        last.finding("leakedAddresses", all.leaked);
        last.finding("looseInterfaces", all.loose);
        last.finding("duplicatedAddresses", all.duplicated);
        last.finding("podsWithoutAddress", all.withoutAddress);
        last.finding("openIntents", all.openIntents);
        last.finding("firstFailure", all.firstFailure);
        return last.report(scenario.name(), scenario.title + " (the figures are those of the last story)");
    }

    private NodeStage story(long seed, long crashAt, long[] events) {
        NodeStage stage = stage(seed);
        boolean[] over = {false};
        stage.sim.world().afterEvent(() -> {
            if (!over[0] && ++events[0] == crashAt) {
                stage.sim.crash(Duration.ofMillis(200 + Math.floorMod(seed, 7) * 300L));
            }
        });
        String where = "seed " + seed + ", crash after event " + crashAt;
        try {
            tell(stage);
            over[0] = true;
            stage.sim.world().runFor(REST);
            judge(stage, where);
        } catch (InvariantViolation e) {
            duplicated++;
            failed(where + ": " + e.getMessage());
        }
        return stage;
    }

    private static NodeStage stage(long seed) {
        int kind = Math.floorMod(seed, KINDS);
        IpStack stack = kind % 2 == 0 ? IpStack.DUAL : IpStack.IPV4;
        PoolPolicy policy = PoolPolicy.idle(0, 1).withStack(stack);
        if (kind >= 2) {
            policy = policy.withPrefixes(PoolPolicy.Prefixes.atLeast(0));
        }
        NodeScene scene = NodeScene.of(2, 4, seed)
                .withFamilies(stack)
                .withCooldown(Math.floorMod(seed, 3) == 0 ? Duration.ZERO : Duration.ofSeconds(5));
        return new NodeStage(scene, policy, CrashPoints::shorter);
    }

    /** What takes long takes less, so that a story is over soon; nothing else is different. */
    private static NodeSpec.Times shorter(NodeSpec.Times usual) {
        NodeSpec.Times times = usual.withPeriods(Duration.ofSeconds(30), Duration.ofMinutes(1));
        return new NodeSpec.Times(
                times.cooldown(),
                times.linger(),
                times.maintenance(),
                times.sync(),
                times.lag(),
                times.tombstone(),
                times.tokenLife(),
                ORPHAN_GRACE);
    }

    private static void tell(NodeStage stage) {
        stage.sim.start();
        LeaseOwner first = stage.sim.kubelet(0).add();
        stage.sim.kubelet(0).add();
        stage.sim.world().runFor(Duration.ofSeconds(9));
        for (int i = 0; i < 3; i++) {
            stage.sim.kubelet(0).add();
        }
        stage.sim.world().runFor(Duration.ofSeconds(9));
        List<LeaseOwner> all = stage.sim.kubelet(0).wanted();
        stage.sim.kubelet(0).delete(first);
        for (LeaseOwner each : all.subList(2, all.size())) {
            stage.sim.kubelet(0).delete(each);
        }
        stage.sim.kubelet(0).add();
        stage.sim.world().runFor(STORY.minusSeconds(18));
    }

    private void judge(NodeStage stage, String where) {
        NodeIpamSnapshot now = stage.sim.snapshot(0);
        int known = now.leased() + now.idle() + now.cooling() + now.unusable();
        int there = 0;
        for (EniDescription eni : stage.sim.attached(0)) {
            there += eni.ipv4().size() + NodeStage.PREFIX * eni.ipv4Prefixes().size();
        }
        int lost = Math.abs(there - known);
        int alone = stage.sim.loose().size();
        int hungry = stage.sim.kubelet(0).wanted().size()
                - Math.min(now.leased(), stage.sim.kubelet(0).running());
        int open = stage.sim.disk(0).state().openIntents().size();
        leaked += lost;
        loose += alone;
        withoutAddress += hungry;
        openIntents += open;
        if (lost + alone + hungry + open > 0) {
            failed(where + ": the cloud has " + there + " addresses, " + alone + " loose interfaces; " + now);
        }
    }

    private void failed(String what) {
        if (firstFailure.equals("none")) {
            firstFailure = what;
        }
    }
}
