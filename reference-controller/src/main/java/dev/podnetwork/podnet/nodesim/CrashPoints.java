package dev.podnetwork.podnet.nodesim;

import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import dev.podnetwork.fake.sim.node.NodeScene;
import java.time.Duration;

/** One short story, told once for each of its events, after which the process dies and comes back. */
final class CrashPoints {
    private int leaked;
    private int loose;
    private int duplicated;

    private CrashPoints() {}

    static NodeReport play(String name, String title, long seed, int points) {
        CrashPoints all = new CrashPoints();
        NodeStage last = all.story(seed, Long.MAX_VALUE);
        int told = 0;
        for (long next = seed; told < points; next++) {
            long[] events = {0};
            all.story(next, Long.MAX_VALUE, events);
            for (long at = 1; at <= events[0] && told < points; at++, told++) {
                last = all.story(next, at);
            }
        }
        last.finding("crashPoints", told);
        last.finding("leakedAddresses", all.leaked);
        last.finding("looseInterfaces", all.loose);
        last.finding("duplicatedAddresses", all.duplicated);
        return last.report(name, title);
    }

    private NodeStage story(long seed, long crashAt) {
        return story(seed, crashAt, new long[1]);
    }

    private NodeStage story(long seed, long crashAt, long[] events) {
        NodeStage stage =
                new NodeStage(NodeScene.of(2, 4, seed).withCooldown(Duration.ofSeconds(5)), PoolPolicy.idle(0, 1));
        boolean[] over = {false};
        stage.sim.world().afterEvent(() -> {
            if (!over[0] && ++events[0] == crashAt) {
                stage.sim.crash(Duration.ofMillis(500));
            }
        });
        try {
            tell(stage);
            over[0] = true;
            stage.sim.world().runFor(Duration.ofMinutes(25));
            judge(stage);
        } catch (InvariantViolation e) {
            duplicated++;
            stage.finding("violation", String.valueOf(e.getMessage()));
        }
        return stage;
    }

    private static void tell(NodeStage stage) {
        stage.sim.start();
        LeaseOwner first = stage.sim.kubelet(0).add();
        stage.sim.kubelet(0).add();
        stage.sim.world().runFor(Duration.ofSeconds(9));
        stage.sim.kubelet(0).add();
        stage.sim.kubelet(0).add();
        stage.sim.world().runFor(Duration.ofSeconds(9));
        stage.sim.kubelet(0).delete(first);
        stage.sim.world().runFor(Duration.ofMinutes(5));
    }

    private void judge(NodeStage stage) {
        var now = stage.sim.snapshot(0);
        int known = now.leased() + now.idle() + now.cooling() + now.unusable();
        leaked += Math.abs(stage.sim.cloudAddresses(0) - known);
        loose += stage.sim.loose().size();
    }
}
