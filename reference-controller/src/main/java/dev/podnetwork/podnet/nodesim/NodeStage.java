package dev.podnetwork.podnet.nodesim;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.NodeIpams;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.node.FleetUnderTest;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Our pools on a simulated stage, and the measuring of what happens on it. */
final class NodeStage {
    /** Addresses of an IPv4 prefix. */
    static final int PREFIX = 16;

    private static final Duration SAMPLE = Duration.ofSeconds(1);

    final NodeScene scene;
    final PoolPolicy policy;
    final NodeSim sim;
    private final UnaryOperator<NodeSpec.Times> times;
    private final Map<String, String> findings = new LinkedHashMap<>();
    private int peak;
    private int need;
    private int inDoubt;

    NodeStage(NodeScene scene, PoolPolicy policy) {
        this(scene, policy, UnaryOperator.identity());
    }

    NodeStage(NodeScene scene, PoolPolicy policy, UnaryOperator<NodeSpec.Times> times) {
        this.scene = scene;
        this.policy = policy;
        this.times = times;
        this.sim = new NodeSim(scene, this::fleet);
    }

    private FleetUnderTest fleet(dev.podnetwork.spi.Env env, dev.podnetwork.spi.CloudNetwork cloud) {
        NodeIpams pools = NodeIpams.builder(cloud).env(env).build();
        NodeShape shape = NodeShape.secondaries(
                scene.type().secondaryEniLimit(), scene.type().ipv4PerEni());
        NodeSpec.Place place =
                NodeSpec.Place.of(ZoneId.of(NodeSim.ZONE), NodeSim.vSwitches(scene), List.of(NodeSim.GROUP));
        NodeSpec.Times usual = NodeSpec.Times.DEFAULT.withCooldown(scene.cooldown());
        return (instance, journal) -> pools.open(
                NodeSpec.of("node-sim", instance, place, shape, policy).withTimes(times.apply(usual)), journal);
    }

    /** Starts and lets the nodes compare themselves with the cloud. */
    NodeStage started() {
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));
        return this;
    }

    /** Lets time pass, and measures each second. */
    void run(Duration time) {
        long end = sim.world().nanos() + time.toNanos();
        while (sim.world().nanos() < end) {
            sim.world().runFor(SAMPLE);
            sample();
        }
    }

    /** The same until every pod has what it wants, or the time is over. */
    boolean runUntilSettled(Duration atMost) {
        long end = sim.world().nanos() + atMost.toNanos();
        while (!sim.settled() && sim.world().nanos() < end) {
            sim.world().runUntil(sim::settled, SAMPLE);
            sample();
        }
        return sim.settled();
    }

    void sample() {
        int there = addresses();
        boolean most = there > peak;
        peak = Math.max(peak, there);
        if (scene.nodes() == 1 && policy.prefixes() == null && sim.serving()) {
            NodeIpamSnapshot now = sim.snapshot(0);
            int target = Math.max(policy.minIdle(), policy.warmUp());
            inDoubt = most ? now.unusable() : inDoubt;
            need = Math.max(need, sim.kubelet(0).wanted().size() + now.cooling() + target);
        }
    }

    /** On all nodes; the primary interfaces are not counted. */
    private int addresses() {
        return sim.cloud().inspect().enis().stream()
                .filter(eni -> eni.type() != EniType.PRIMARY && eni.attachment() != null)
                .mapToInt(eni -> eni.ipv4().size() + PREFIX * eni.ipv4Prefixes().size())
                .sum();
    }

    /** How many of the most addresses served nobody, because the cloud did not show them. */
    int inDoubt() {
        return inDoubt;
    }

    int prefixes() {
        return sim.attached(0).stream()
                .map(EniDescription::ipv4Prefixes)
                .mapToInt(List::size)
                .sum();
    }

    void finding(String name, Object value) {
        findings.put(name, String.valueOf(value));
    }

    NodeReport report(String name, String title) {
        List<Long> latencies = new ArrayList<>();
        int pods = 0;
        for (int node = 0; node < scene.nodes(); node++) {
            latencies.addAll(sim.kubelet(node).latencies());
            pods += sim.kubelet(node).asked();
        }
        Map<String, Long> calls = new LinkedHashMap<>();
        long throttled = 0;
        for (var seen : sim.cloud().inspect().calls()) {
            calls.put(seen.api(), seen.calls());
            throttled += seen.throttled();
        }
        double seconds = sim.world().nanos() / 1e9;
        return new NodeReport(
                name,
                title,
                scene.seed(),
                seconds,
                pods,
                latencies.size(),
                latencies,
                calls,
                throttled,
                Math.max(peak, addresses()),
                addresses(),
                need == 0 ? 0 : Math.max(peak - need, 0),
                findings);
    }
}
