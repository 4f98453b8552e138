package dev.podnetwork.podnet.nodesim;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scenarios of a node's pool (spec: node-ipam §9.3). */
public enum NodeScenario {
    /** 110 pods at once on an empty node of 7 interfaces of 30 addresses beside its primary one. */
    S1("burst: 110 pods at once on an empty 8 × 30 node") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            NodeStage stage = new NodeStage(NodeScene.of(7, 30, seed), PoolPolicy.idle(0, 5)).started();
            ShortestPlan shortest = new ShortestPlan(stage);
            add(stage, 110);
            stage.runUntilSettled(LONG);
            NodeReport so = stage.report(name(), title);
            stage.finding("shortestPlanMillis", shortest.millis());
            stage.finding("lastPodServedMillis", so.millis(100));
            stage.finding("ratio", Math.round(so.millis(100) / shortest.millis() * 1_000) / 1_000.0);
            stage.run(Duration.ofMinutes(1));
            return stage.report(name(), title);
        }
    },
    /** Pods come at a steady rate and live 30 seconds. */
    S2("churn: 10 pods/s for 10 minutes, each lives 30 s, cooldown 30 s") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            NodeStage stage = new NodeStage(NodeScene.of(24, 30, seed), PoolPolicy.idle(5, 20)).started();
            for (int i = 0; i < 6_000; i++) {
                stage.sim
                        .world()
                        .schedule(i * 100_000_000L, () -> stage.sim.kubelet(0).addFor(Duration.ofSeconds(30)));
            }
            stage.run(Duration.ofMinutes(15));
            return stage.report(name(), title);
        }
    },
    /** Many nodes start at the same time and share the account's limits. */
    S3("cold cluster: 500 nodes × 20 pods at once") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            int nodes = size > 0 ? size : 500;
            NodeScene scene = NodeScene.of(3, 20, seed).withNodes(nodes).withBlocks(blocks(nodes));
            NodeStage stage = new NodeStage(scene, PoolPolicy.idle(0, 5)).started();
            for (int node = 0; node < nodes; node++) {
                for (int i = 0; i < 20; i++) {
                    stage.sim.kubelet(node).add();
                }
            }
            stage.runUntilSettled(Duration.ofMinutes(30).plusSeconds(nodes / 5));
            stage.finding("nodes", nodes);
            return stage.report(name(), title);
        }
    },
    /** More pods than addresses; who cannot run is told why. */
    S4("a vSwitch with 50 free addresses and 200 pods") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            NodeScene scene = NodeScene.of(7, 30, seed).withBlocks(List.of("10.0.0.0/26"));
            NodeStage stage = new NodeStage(scene, PoolPolicy.idle(0, 5));
            occupyAllBut(stage, 50);
            stage.sim.world().runFor(Duration.ofSeconds(5));
            stage.started();
            add(stage, 200);
            stage.run(Duration.ofMinutes(5));
            List<String> reasons = new ArrayList<>();
            LeaseOwner last = stage.sim.kubelet(0).wanted().get(199);
            stage.sim.ipam(0).describe(last).thenAccept(story -> reasons.addAll(story.reasons()));
            stage.run(Duration.ofSeconds(1));
            stage.finding("whyTheLastPodWaits", String.join("; ", reasons));
            return stage.report(name(), title);
        }
    },
    /** The process dies after each event of a short story in turn. */
    S5("crash at every step of create, attach, record") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            return CrashPoints.play(this, seed, size > 0 ? size : 400, progress);
        }
    },
    /** Every read of the cloud is half a minute old. */
    S6("stale reads: what the cloud shows is 30 s old") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            FaultPlan stale = FaultPlan.scripted(seed);
            stale.on("DescribeNetworkInterfaces").inject(new Fault.StaleDescribe(Duration.ofSeconds(30)));
            NodeStage stage =
                    new NodeStage(NodeScene.of(7, 30, seed).withFaults(stale), PoolPolicy.idle(2, 6)).started();
            for (int i = 0; i < 300; i++) {
                stage.sim
                        .world()
                        .schedule(i * 2_000_000_000L, () -> stage.sim.kubelet(0).addFor(Duration.ofMinutes(2)));
            }
            stage.run(Duration.ofMinutes(15));
            stale.stop();
            stage.run(Duration.ofMinutes(15));
            leaks(stage);
            stage.finding("ofThemInDoubtAtThePeak", stage.inDoubt());
            return stage.report(name(), title);
        }
    },
    /** Prefixes are given back when their pods are gone. */
    S7("prefixes: 29 × 16 pods, then 90 % of them go") {
        @Override
        NodeReport play(long seed, int size, NodeScenarios.Progress progress) {
            PoolPolicy policy = PoolPolicy.idle(0, 16).withPrefixes(PoolPolicy.Prefixes.atLeast(0));
            NodeStage stage = new NodeStage(NodeScene.of(3, 30, seed), policy).started();
            add(stage, 464);
            stage.runUntilSettled(LONG);
            int before = stage.prefixes();
            List<LeaseOwner> all = stage.sim.kubelet(0).wanted();
            // Pods that go as a rollout does: in the order of their addresses nine of ten, so that some prefixes keep
            // one.
            for (int i = 0; i < all.size(); i++) {
                if (i % 10 != 0 || i % 3 == 0) {
                    stage.sim.kubelet(0).delete(all.get(i));
                }
            }
            stage.run(Duration.ofMinutes(10));
            int early = stage.prefixes();
            for (int i = 0; i < 120; i++) {
                stage.sim.kubelet(0).addFor(Duration.ofMinutes(1));
                LeaseOwner oldest = stage.sim.kubelet(0).wanted().get(0);
                stage.sim.kubelet(0).delete(oldest);
                stage.run(Duration.ofSeconds(10));
            }
            stage.run(Duration.ofMinutes(20));
            stage.finding("prefixesAtPeak", before);
            stage.finding("prefixesReturnedAfterTenMinutes", before - early);
            stage.finding("prefixesReturnedAtTheEnd", before - stage.prefixes());
            stage.finding("podsAtTheEnd", stage.sim.kubelet(0).running());
            return stage.report(name(), title);
        }
    };

    /** Nodes of S3 at most: more would not be a story any more but a test of this machine. */
    public static final int MOST_NODES = 5_000;

    private static final Duration LONG = Duration.ofMinutes(10);

    final String title;

    NodeScenario(String title) {
        this.title = title;
    }

    /**
     * Plays it.
     *
     * @param size how many nodes (S3) or crash points (S5); 0 for the usual number, others take no notice
     * @param progress hears how far a long one is
     */
    abstract NodeReport play(long seed, int size, NodeScenarios.Progress progress);

    /** Whether a size means something to it. */
    public boolean hasSize() {
        return this == S3 || this == S5;
    }

    /** Enough addresses for 20 pods a node: vSwitches of the largest size there is once one does not do. */
    private static List<String> blocks(int nodes) {
        if (nodes <= 800) {
            return List.of("10.0.0.0/18");
        }
        List<String> blocks = new ArrayList<>();
        for (int left = 20 * nodes; left > 0; left -= 65_000) {
            blocks.add("10." + blocks.size() + ".0.0/16");
        }
        return blocks;
    }

    private static void add(NodeStage stage, int pods) {
        for (int i = 0; i < pods; i++) {
            stage.sim.kubelet(0).add();
        }
    }

    private static void occupyAllBut(NodeStage stage, int free) {
        VSwitchId vSwitch = NodeSim.vSwitches(stage.scene).get(0);
        int left = stage.sim.cloud().inspect().use(vSwitch).free() - free;
        CloudOp create = new CloudOp.CreateEni(
                vSwitch,
                List.of(NodeSim.GROUP),
                AddressCounts.addresses(left - 1, 0),
                EniType.SECONDARY,
                true,
                null,
                TrafficMode.STANDARD,
                Map.of("owner", "somebody-else"),
                "somebody-else");
        stage.sim.cloud().call(create);
    }

    /** What the cloud has and nobody knows, and what is leased twice; the checks throw on the latter. */
    static void leaks(NodeStage stage) {
        NodeIpamSnapshot now = stage.sim.snapshot(0);
        int known = now.leased() + now.idle() + now.cooling() + now.unusable();
        stage.finding("leakedAddresses", stage.sim.cloudAddresses(0) - known);
        stage.finding("looseInterfaces", stage.sim.loose().size());
        stage.finding("duplicatedAddresses", 0);
    }
}
