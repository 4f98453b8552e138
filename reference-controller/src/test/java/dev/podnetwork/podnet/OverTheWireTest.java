package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.aliyun.AliyunCloudNetwork;
import dev.podnetwork.aliyun.AliyunConfig;
import dev.podnetwork.aliyun.RamPolicy;
import dev.podnetwork.aliyun.call.Feature;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.core.DeclaredPods;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.Latency;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.WallClock;
import dev.podnetwork.fake.wire.WireTrouble;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The whole way in real time: the core, the Aliyun backend, HTTP with faults, the fake cloud; and nothing leaks. */
final class OverTheWireTest {
    private static final int PODS = 12;

    @Test
    void podsAreBoundThroughFaultsOnTheWireAndEveryInterfaceBelongsToOne() throws Exception {
        Latency quick = Latency.millis(1, 3);
        Latency effect = Latency.millis(20, 60);
        FakeLatencies latencies = new FakeLatencies(
                Latency.ZERO, Latency.ZERO, quick, quick, effect, effect, effect, Latency.millis(0, 20));
        try (WallClock clock = new WallClock()) {
            FakeCloud cloud = new FakeCloud(FakeCloudConfig.lenient().withLatencies(latencies), clock, 3)
                    .addVSwitch(FakeVSwitch.of("vsw-1", "vpc-1", "zone-a", "10.0.0.0/24"))
                    .addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"))
                    .addInstanceType(InstanceTypes.G7_XLARGE)
                    .addInstance(InstanceId.of("i-1"), "ecs.g7.xlarge", VSwitchId.of("vsw-1"));
            EniId trunk = cloud.inspect().trunkOf(InstanceId.of("i-1")).orElseThrow();
            int before = cloud.inspect().eniCount();
            FakeAccessKey key =
                    FakeAccessKey.of("ak", "sk").allowing(RamPolicy.actions(EnumSet.of(Feature.ENI, Feature.FACTS)));
            try (FakeOpenApiServer server = FakeOpenApiServer.of(cloud).key(key).start();
                    AliyunCloudNetwork network = new AliyunCloudNetwork(config(server))) {
                server.faults().on("CreateNetworkInterface").nth(2).inject(new WireTrouble.Reset(true));
                server.faults().on("CreateNetworkInterface").nth(5).inject(WireTrouble.wrongJson());
                server.faults().on("AttachNetworkInterface").nth(3).inject(new WireTrouble.Truncated());
                server.faults()
                        .on("AttachNetworkInterface")
                        .nth(4)
                        .inject(new WireTrouble.Throttle("Throttling.Api", Duration.ofMillis(300)));

                Set<String> addresses = bind(network, trunk);

                assertThat(addresses).hasSize(PODS);
                assertThat(cloud.inspect().eniCount()).isEqualTo(before + PODS);
                assertThat(server.faults().struck()).isEqualTo(4);
            }
        }
    }

    private static AliyunConfig config(FakeOpenApiServer server) {
        return AliyunConfig.builder("cn-hangzhou", CredentialSource.of(new Credential("ak", "sk", null, null)))
                .endpoint(server.endpoint())
                .scheme("http")
                .timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .concurrency(8, 1_000)
                .build();
    }

    private static Set<String> bind(AliyunCloudNetwork network, EniId trunk) throws Exception {
        DeclaredPods pods = DeclaredPods.on(NodeFacts.trunk("node-1", "i-1", "zone-a", trunk, 16));
        Set<String> addresses = new LinkedHashSet<>();
        try (var allocator = PodNetworkAllocators.builder(ClusterId.of("c-1"), network, pods)
                .env(PodNetworkAllocators.systemEnv(2))
                .build()) {
            List<CompletionStage<Binding>> stages = new ArrayList<>();
            for (int i = 0; i < PODS; i++) {
                var eth0 =
                        InterfaceRequest.elastic(List.of(VSwitchId.of("vsw-1")), List.of(SecurityGroupId.of("sg-1")));
                stages.add(allocator.allocate(new AllocationRequest(
                        PodRef.of("default", "web-" + i), PodUid.of("uid-" + i), NodeRef.of("node-1"), List.of(eth0))));
            }
            for (CompletionStage<Binding> stage : stages) {
                Binding bound = stage.toCompletableFuture().get(90, TimeUnit.SECONDS);
                var eni = bound.interfaces().get(0).eni();
                assertThat(eni).isNotNull();
                addresses.add(eni.ipv4());
            }
        }
        return addresses;
    }
}
