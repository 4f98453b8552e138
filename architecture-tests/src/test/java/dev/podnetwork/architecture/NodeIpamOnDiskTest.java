package dev.podnetwork.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.NodeIpams;
import dev.podnetwork.core.PodNetworkAllocators;
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
import dev.podnetwork.journal.FileLeaseJournal;
import dev.podnetwork.spi.Env;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pool of a node as a daemon runs it: real threads, a journal on a real disk, several callers at once. What was
 * acknowledged is there after the process ends, and nothing else.
 */
class NodeIpamOnDiskTest {
    private static final int CALLERS = 4;
    private static final int PODS_EACH = 120;
    /** Of so many pods one stays. */
    private static final int ONE_STAYS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InstanceId NODE = InstanceId.of("i-1");
    private static final VSwitchId VSWITCH = VSwitchId.of("vsw-1");
    private static final SecurityGroupId GROUP = SecurityGroupId.of("sg-1");
    private static final ZoneId ZONE = ZoneId.of("z-1");

    @TempDir
    Path folder = Path.of("");

    private static FakeCloud cloud(Env machine) {
        VpcId vpc = VpcId.of("vpc-1");
        FakeCloudConfig quick = FakeCloudConfig.lenient().withLatencies(FakeLatencies.ZERO);
        return new FakeCloud(quick, CloudClock.on(machine, Instant.EPOCH), 1)
                .addVSwitch(FakeVSwitch.of(VSWITCH.value(), vpc.value(), ZONE.value(), "10.0.0.0/20"))
                .addSecurityGroup(GROUP, vpc, 65_536)
                .addInstanceType(new InstanceTypeLimits("ecs.t", 5, 5, 30, 30, false, 0))
                .addInstance(NODE, "ecs.t", vpc, ZONE);
    }

    private static NodeIpams pools(FakeCloud cloud) {
        Env own = PodNetworkAllocators.systemEnv(2);
        return NodeIpams.builder(new FakeCloudNetwork(cloud, own, FaultPlan.none(), FakeLatencies.ZERO))
                .env(own)
                .build();
    }

    private static NodeSpec spec() {
        NodeSpec.Place place = NodeSpec.Place.of(ZONE, List.of(VSWITCH), List.of(GROUP));
        return NodeSpec.of("daemon", NODE, place, NodeShape.secondaries(4, 30), PoolPolicy.idle(5, 20))
                .withTimes(NodeSpec.Times.DEFAULT.withCooldown(Duration.ZERO));
    }

    private static LeaseRequest request(LeaseOwner owner) {
        return LeaseRequest.of(owner, "sandbox-" + owner.podUid(), IpStack.IPV4);
    }

    /** Takes and gives back, one pod after the other; answers what it was told it keeps. */
    private static Map<LeaseOwner, LeaseAddress> churn(NodeIpam node, int caller) throws Exception {
        Map<LeaseOwner, LeaseAddress> kept = new LinkedHashMap<>();
        for (int i = 0; i < PODS_EACH; i++) {
            LeaseOwner owner = LeaseOwner.of(PodUid.of("pod-" + caller + "-" + i), "eth0");
            Lease lease = node.acquire(request(owner), PATIENCE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (i % ONE_STAYS == 0) {
                kept.put(owner, lease.address());
            } else {
                node.release(owner, lease.containerId())
                        .toCompletableFuture()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
        return kept;
    }

    private static Map<LeaseOwner, LeaseAddress> churn(NodeIpam node) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Map<LeaseOwner, LeaseAddress>>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                all.add(callers.submit(() -> churn(node, number)));
            }
            Map<LeaseOwner, LeaseAddress> kept = new LinkedHashMap<>();
            for (Future<Map<LeaseOwner, LeaseAddress>> each : all) {
                kept.putAll(each.get());
            }
            return kept;
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterTheProcessEndsAndNothingElse() throws Exception {
        FakeCloud cloud = cloud(PodNetworkAllocators.systemEnv(1));
        Map<LeaseOwner, LeaseAddress> kept;
        try (FileLeaseJournal journal = FileLeaseJournal.open(folder);
                NodeIpams pools = pools(cloud)) {
            kept = churn(pools.open(spec(), journal));
        }
        assertThat(kept).hasSize(CALLERS * PODS_EACH / ONE_STAYS);
        assertThat(kept.values()).doesNotHaveDuplicates();

        try (FileLeaseJournal journal = FileLeaseJournal.open(folder);
                NodeIpams pools = pools(cloud)) {
            Map<LeaseOwner, LeaseAddress> recovered = new LinkedHashMap<>();
            journal.recovered().leases().forEach((owner, lease) -> recovered.put(owner, lease.address()));
            assertThat(recovered).isEqualTo(kept);

            NodeIpam node = pools.open(spec(), journal);
            for (Map.Entry<LeaseOwner, LeaseAddress> each : kept.entrySet()) {
                Lease again =
                        node.acquire(request(each.getKey()), PATIENCE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(again.address()).isEqualTo(each.getValue());
            }
            LeaseOwner another = LeaseOwner.of(PodUid.of("another"), "eth0");
            Lease fresh = node.acquire(request(another), PATIENCE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(kept.values()).doesNotContain(fresh.address());
        }
    }
}
