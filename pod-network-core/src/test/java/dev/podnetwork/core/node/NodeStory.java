package dev.podnetwork.core.node;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.List;

/** A whole story of one node from one seed: pods come and go, the cloud fails, the process crashes; then rest, and a judgement. */
final class NodeStory {
    private static final Duration ACTION = Duration.ofMinutes(8);
    private static final Duration REST = Duration.ofMinutes(90);

    private final boolean prefixes;
    private final SimRandom random;
    private final FaultPlan faults;
    private final PoolPolicy policy;
    private final NodeScene scene;
    final NodeSim sim;

    NodeStory(long seed, double intensity) {
        this(seed, intensity, false);
    }

    NodeStory(long seed, double intensity, boolean fromPrefixes) {
        prefixes = fromPrefixes;
        random = new SimRandom(seed * 31 + 7);
        faults = faults(seed, intensity);
        int max = random.below(6);
        IpStack stack = random.chance(0.3) ? IpStack.DUAL : IpStack.IPV4;
        PoolPolicy single =
                PoolPolicy.idle(random.below(max + 1), max).withStack(stack).withWarmUp(random.chance(0.2) ? 7 : 0);
        policy = prefixes ? single.withWarmUp(0).withPrefixes(PoolPolicy.Prefixes.atLeast(random.below(3))) : single;
        scene = scene(seed, stack);
        sim = NodeFixture.sim(scene, this::spec);
        sim.world().limitEvents(2_000_000);
    }

    private NodeScene scene(long seed, IpStack stack) {
        List<String> blocks = random.chance(0.3) && !prefixes ? List.of("10.0.0.0/28") : List.of("10.0.0.0/24");
        return NodeScene.of(1 + random.below(3), 3 + random.below(9), seed)
                .withBlocks(blocks)
                .withFamilies(stack)
                .withCooldown(random.chance(0.3) ? Duration.ZERO : Duration.ofSeconds(30))
                .withFaults(faults);
    }

    private NodeSpec spec(NodeSpec plain) {
        return plain.withPolicy(policy);
    }

    private static FaultPlan faults(long seed, double p) {
        FaultPlan plan = FaultPlan.scripted(seed);
        if (p > 0) {
            plan.onAny().withProbability(p).inject(new Fault.LoseReply(null));
            plan.onAny().withProbability(p).inject(new Fault.LoseReply(Duration.ofSeconds(3)));
            plan.onAny().withProbability(p).inject(new Fault.Reset());
            plan.onAny().withProbability(p).inject(new Fault.Throttle(Duration.ofSeconds(2)));
            plan.onAny().withProbability(p).inject(new Fault.LateApply(Duration.ofSeconds(6), true));
            plan.onAny().withProbability(p).inject(new Fault.StaleDescribe(Duration.ofSeconds(3)));
            plan.onAny().withProbability(p).inject(new Fault.AttachFallsBack());
            plan.onAny().withProbability(p).inject(new Fault.SlowAttach(Duration.ofSeconds(40)));
            plan.onAny().withProbability(p).inject(new Fault.Stuck());
        }
        return plan;
    }

    /** Everything until the judgement; throws what does not hold on the way. */
    void tell(double crashes) {
        sim.start();
        long until = ACTION.toNanos();
        while (sim.world().nanos() < until) {
            act(crashes);
            sim.world().runFor(Duration.ofMillis(random.between(1, random.chance(0.2) ? 30_000 : 2_000)));
        }
        faults.stop();
        sim.world().runFor(REST);
    }

    private void act(double crashes) {
        List<LeaseOwner> wanted = sim.kubelet(0).wanted();
        if (random.chance(crashes)) {
            sim.crash(Duration.ofMillis(random.between(1, 4_000)));
        } else if (random.chance(0.5)) {
            int burst = 1 + random.below(random.chance(0.2) ? 12 : 3);
            for (int i = 0; i < burst; i++) {
                sim.kubelet(0).add();
            }
        } else if (!wanted.isEmpty()) {
            int burst = 1 + random.below(random.chance(0.2) ? wanted.size() : 2);
            for (int i = 0; i < burst && i < wanted.size(); i++) {
                sim.kubelet(0).delete(wanted.get(random.below(wanted.size())));
            }
        }
    }

    /** What is wrong at rest; empty when nothing is. */
    String judgement() {
        NodeIpamSnapshot now = sim.snapshot(0);
        int wanted = sim.kubelet(0).wanted().size();
        int enis = scene.type().secondaryEniLimit();
        int slots = enis * scene.type().ipv4PerEni();
        int node = prefixes ? 16 * (slots - enis) + enis : slots;
        int place = NodeSim.vSwitches(scene).stream()
                .mapToInt(id -> sim.cloud().inspect().use(id).capacity())
                .sum();
        int able = Math.min(wanted, Math.min(node, place));
        StringBuilder wrong = new StringBuilder();
        check(
                wrong,
                now.leased() == sim.kubelet(0).running(),
                "leases are not those of the pods "
                        + sim.disk(0).state().leases().keySet() + sim.kubelet(0).wanted());
        check(wrong, sim.kubelet(0).running() == able, "of " + wanted + " pods " + able + " could run");
        int known = now.leased() + now.idle() + now.cooling() + now.unusable();
        check(wrong, sim.cloudAddresses(0) == known, "the cloud has " + sim.cloudAddresses(0));
        check(wrong, sim.loose().isEmpty(), "attached nowhere: " + sim.loose());
        check(wrong, prefixes || now.unusable() == 0, "unusable addresses");
        int mostIdle = prefixes ? 16 * slots : Math.max(policy.maxIdle(), enis);
        check(wrong, now.idle() <= mostIdle, "too many are idle, " + policy.maxIdle());
        boolean full = known >= node || known >= place;
        check(wrong, full || now.idle() >= policy.minIdle(), "too few idle, " + policy.minIdle());
        check(
                wrong,
                sim.disk(0).state().openIntents().isEmpty(),
                "open intents " + sim.disk(0).state().openIntents());
        return wrong.isEmpty() ? "" : wrong + " " + now + " scene " + scene.type() + " policy " + policy;
    }

    private static void check(StringBuilder wrong, boolean holds, String what) {
        if (!holds) {
            wrong.append(what).append("; ");
        }
    }
}
