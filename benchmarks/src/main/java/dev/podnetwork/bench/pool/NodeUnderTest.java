package dev.podnetwork.bench.pool;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.node.NodeFleet;
import dev.podnetwork.core.plan.NodeShape;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A node of ten interfaces with 30 addresses each, half of them leased, on real clocks, a cloud without latency, a cooldown
 * of zero and a journal that keeps its last entry in memory.
 */
final class NodeUnderTest implements AutoCloseable {
    private static final int ENIS = 10;
    private static final int PER_ENI = 30;
    private static final int SPARE = 1_024;
    private static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");
    private static final VSwitchId V_SWITCH = VSwitchId.of("vsw-1");
    private static final VpcId VPC = VpcId.of("vpc-1");
    private static final ZoneId ZONE = ZoneId.of("z-1");
    private static final InstanceId INSTANCE = InstanceId.of("i-1");

    private final NodeFleet fleet;
    private final NodeIpam node;
    private final List<LeaseRequest> requests = new ArrayList<>();
    private final int held = ENIS * PER_ENI / 2;
    private long random = 88_172_645_463_325_252L;

    NodeUnderTest() {
        Env env = PodNetworkAllocators.systemEnv(2);
        FakeCloud cloud = new FakeCloud(FakeCloudConfig.lenient(), CloudClock.on(env, Instant.now()), 1);
        InstanceTypeLimits type = new InstanceTypeLimits("ecs.bench", ENIS + 1, ENIS + 1, PER_ENI, PER_ENI, false, 0);
        cloud.addInstanceType(type)
                .addSecurityGroup(GROUP, VPC, 65_536)
                .addVSwitch(FakeVSwitch.of(V_SWITCH.value(), VPC.value(), ZONE.value(), "10.0.0.0/16"))
                .addInstance(INSTANCE, type.instanceType(), VPC, ZONE);
        fleet = new NodeFleet(
                env,
                new FakeCloudNetwork(cloud, env, FaultPlan.none(), FakeLatencies.ZERO),
                MetricsSink.none(),
                ApiLimits.published(),
                Duration.ofSeconds(8));
        NodeSpec spec = NodeSpec.of(
                        "benchmark",
                        INSTANCE,
                        NodeSpec.Place.of(ZONE, List.of(V_SWITCH), List.of(GROUP)),
                        NodeShape.secondaries(ENIS, PER_ENI),
                        PoolPolicy.idle(0, ENIS * PER_ENI))
                .withTimes(NodeSpec.Times.DEFAULT.withCooldown(Duration.ZERO));
        node = fleet.open(spec, new MemoryJournal());
        fill();
    }

    private void fill() {
        Random seeded = new Random(1);
        for (int i = 0; i < held + SPARE; i++) {
            String uid = new UUID(seeded.nextLong(), seeded.nextLong()).toString();
            requests.add(LeaseRequest.of(LeaseOwner.of(PodUid.of(uid), "eth0"), "sandbox-" + uid, IpStack.IPV4));
        }
        List<CompletableFuture<Lease>> first = new ArrayList<>();
        for (LeaseRequest request : requests.subList(0, 2 * held)) {
            first.add(acquire(request));
        }
        first.forEach(CompletableFuture::join);
        requests.subList(held, 2 * held).forEach(this::release);
    }

    private CompletableFuture<Lease> acquire(LeaseRequest request) {
        return node.acquire(request, Duration.ofMinutes(10)).toCompletableFuture();
    }

    private void release(LeaseRequest request) {
        node.release(request.owner(), request.containerId())
                .toCompletableFuture()
                .join();
    }

    /** One pair: a lease for an owner that has none, then the return of another owner's. */
    Lease pair() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        int next = held + (int) (random & SPARE - 1);
        int place = (int) ((random >>> 32) * held >>> 32);
        LeaseRequest coming = requests.get(next);
        LeaseRequest going = requests.get(place);
        Lease lease = acquire(coming).join();
        release(going);
        requests.set(next, going);
        requests.set(place, coming);
        return lease;
    }

    @Override
    public void close() {
        fleet.close();
    }

    private static final class MemoryJournal implements LeaseJournal {
        private static final CompletionStage<JournalReply> DURABLE =
                CompletableFuture.completedFuture(JournalReply.Durable.INSTANCE);
        private final AtomicReference<List<JournalEntry>> last = new AtomicReference<>(List.of());

        @Override
        public JournalState recovered() {
            return new JournalFold().state(List.of());
        }

        @Override
        public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
            last.lazySet(entries);
            return DURABLE;
        }

        @Override
        public void close() {}
    }
}
