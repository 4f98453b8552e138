package dev.podnetwork.aliyun;

import dev.podnetwork.aliyun.call.Feature;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.aliyun.metadata.MetadataClient;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.Latency;
import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.WallClock;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The backend against a fake over the wire, in real time at a hundredth of the usual waits. */
final class WireCloud implements CloudScene, AutoCloseable {
    private static final AtomicLong TOKENS = new AtomicLong();

    final WallClock clock = new WallClock();
    final FakeCloud cloud;
    final FakeOpenApiServer server;
    final AliyunCloudNetwork network;

    WireCloud() {
        this(RamPolicy.actions(EnumSet.allOf(Feature.class)), Duration.ofSeconds(2));
    }

    WireCloud(List<String> allowed, Duration callTimeout) {
        cloud = new FakeCloud(FakeCloudConfig.lenient().withLatencies(latencies()), clock, 9)
                .addVSwitch(FakeVSwitch.of("vsw-a", "vpc-1", "zone-a", "10.0.0.0/24")
                        .withIpv6("fd00:0:0:1::/64"))
                .addVSwitch(FakeVSwitch.of("vsw-b", "vpc-1", "zone-b", "10.0.1.0/24"))
                .addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"))
                .addInstanceType(InstanceTypes.G7_XLARGE)
                .addBandwidthPackage("cbwp-1")
                .addLingjunNode(
                        new LingjunNode(
                                InstanceId.of("e01-1"),
                                ZoneId.of("zone-a"),
                                VpcId.of("vpc-1"),
                                List.of(VSwitchId.of("vsw-a")),
                                3,
                                2),
                        new LingjunNodeType("efg1.nvga1", 16, 10, 10, 0))
                .addInstance(InstanceId.of("i-a"), "ecs.g7.xlarge", VSwitchId.of("vsw-a"))
                .addInstance(InstanceId.of("i-b"), "ecs.g7.xlarge", VSwitchId.of("vsw-b"));
        server = FakeOpenApiServer.of(cloud)
                .key(FakeAccessKey.of("ak", "sk").allowing(allowed))
                .metadata(InstanceId.of("i-a"), null)
                .start();
        network = new AliyunCloudNetwork(
                config().timeouts(Duration.ofSeconds(1), callTimeout).build());
    }

    AliyunConfig.Builder config() {
        return config(CredentialSource.of(new Credential("ak", "sk", null, null)));
    }

    AliyunConfig.Builder config(CredentialSource credentials) {
        return AliyunConfig.builder("cn-hangzhou", credentials)
                .endpoint(server.endpoint())
                .scheme("http")
                .metadata(new MetadataClient("http://" + server.endpoint(), true, System::nanoTime))
                .concurrency(8, 1_000);
    }

    /** A port for crowds: a machine that is busy with other things is no reason to give a call up. */
    AliyunCloudNetwork patient() {
        return new AliyunCloudNetwork(config().timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60))
                .build());
    }

    private static FakeLatencies latencies() {
        Latency zero = Latency.ZERO;
        Latency end = Latency.millis(15, 40);
        return new FakeLatencies(zero, zero, zero, zero, end, end, end, zero);
    }

    CloudOp.CreateEni creation() {
        return new CloudOp.CreateEni(
                vSwitch(), List.of(securityGroup()), 0, true, null, TrafficMode.STANDARD, Map.of(), freshToken());
    }

    CloudReply call(CloudOp op) {
        return await(network.call(op));
    }

    @Override
    public AliyunCloudNetwork network() {
        return network;
    }

    @Override
    public CloudReply await(CompletionStage<CloudReply> stage) {
        try {
            return stage.toCompletableFuture().get(90, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the stage did not complete with a reply", e);
        }
    }

    @Override
    public void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos() / 100);
    }

    @Override
    public VpcId vpc() {
        return VpcId.of("vpc-1");
    }

    @Override
    public VSwitchId vSwitch() {
        return VSwitchId.of("vsw-a");
    }

    @Override
    public SecurityGroupId securityGroup() {
        return SecurityGroupId.of("sg-1");
    }

    @Override
    public InstanceId instance() {
        return InstanceId.of("i-a");
    }

    @Override
    public EniId trunk() {
        return cloud.inspect().trunkOf(instance()).orElseThrow();
    }

    @Override
    public InstanceId instanceElsewhere() {
        return InstanceId.of("i-b");
    }

    @Override
    public String freshToken() {
        return "token-" + TOKENS.incrementAndGet();
    }

    @Override
    public void close() {
        network.close();
        server.close();
        clock.close();
    }
}
