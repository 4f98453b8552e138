package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One short story of create, attach, assign, lease, give back, unassign and delete; the process dies after each of its
 * events in turn, and comes back. At rest nothing is leaked and nothing is there twice (spec: node-ipam §9.3, S5).
 */
class CrashAtEveryStepSim {
    private static final boolean NIGHTLY = "nightly".equals(System.getProperty("podnetwork.profile"));
    private static final int POINTS = NIGHTLY ? 100_000 : 3_000;
    private static final Duration STORY = Duration.ofMinutes(6);

    @Test
    void nothingIsLeakedAndNothingIsThereTwice() {
        List<String> failures = new ArrayList<>();
        int points = 0;
        for (long seed = 1; points < POINTS; seed++) {
            long events = story(seed, Long.MAX_VALUE, failures);
            for (long at = 1; at <= events && points < POINTS; at++) {
                story(seed, at, failures);
                points++;
            }
        }
        assertThat(failures).as("of %d crash points", points).isEmpty();
    }

    /** Tells the story once; the number of events until it has come to rest the first time. */
    private static long story(long seed, long crashAt, List<String> failures) {
        IpStack stack = seed % 3 == 0 ? IpStack.DUAL : IpStack.IPV4;
        NodeScene scene = NodeScene.of(2, 4, seed)
                .withFamilies(stack)
                .withCooldown(seed % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(10));
        NodeSim sim = NodeFixture.sim(scene, CrashAtEveryStepSim::spec);
        long[] seen = {0};
        boolean[] over = {false};
        sim.world().afterEvent(() -> {
            if (!over[0] && ++seen[0] == crashAt) {
                sim.crash(Duration.ofMillis(200 + seed % 7 * 300));
            }
        });
        try {
            act(sim);
            over[0] = true;
            sim.world().runFor(Duration.ofMinutes(25));
            judge(sim, seed, crashAt, failures);
        } catch (RuntimeException e) {
            failures.add("seed " + seed + " crash " + crashAt + ": " + e);
        }
        return seen[0];
    }

    private static NodeSpec spec(NodeSpec plain) {
        NodeSpec.Times times = plain.times().withPeriods(Duration.ofSeconds(30), Duration.ofMinutes(2));
        return plain.withPolicy(PoolPolicy.idle(0, 1).withStack(plain.policy().stack()))
                .withTimes(times);
    }

    private static void act(NodeSim sim) {
        sim.start();
        LeaseOwner first = sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(9));
        sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(9));
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        sim.kubelet(0).delete(first);
        for (int i = 2; i < all.size(); i++) {
            sim.kubelet(0).delete(all.get(i));
        }
        sim.kubelet(0).add();
        sim.world().runFor(STORY.minusSeconds(18));
    }

    private static void judge(NodeSim sim, long seed, long crashAt, List<String> failures) {
        NodeIpamSnapshot now = sim.snapshot(0);
        int known = now.leased() + now.idle() + now.cooling() + now.unusable();
        List<String> wrong = new ArrayList<>();
        if (now.leased() != 2 || sim.kubelet(0).running() != 2) {
            wrong.add("two pods run, " + sim.kubelet(0).running() + " have an address");
        }
        if (sim.cloudAddresses(0) != known || now.unusable() > 0 || now.idle() > 2) {
            wrong.add("the cloud has " + sim.cloudAddresses(0) + " addresses");
        }
        if (!sim.loose().isEmpty() || !sim.disk(0).state().openIntents().isEmpty()) {
            wrong.add("left over: " + sim.loose() + sim.disk(0).state().openIntents());
        }
        if (!wrong.isEmpty()) {
            failures.add("seed " + seed + " crash " + crashAt + ": " + wrong + " " + now);
        }
    }
}
