package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.fake.contract.CloudScene;
import dev.podnetwork.spi.CloudNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A small account: two zones, one instance of 4 interfaces and 16 members in each. */
final class FakeScene implements CloudScene {
    static final VpcId VPC = VpcId.of("vpc-1");
    static final VSwitchId VSW = VSwitchId.of("vsw-a");
    static final VSwitchId VSW_B = VSwitchId.of("vsw-b");
    static final SecurityGroupId SG = SecurityGroupId.of("sg-1");
    static final InstanceId NODE = InstanceId.of("i-a");
    static final InstanceId NODE_B = InstanceId.of("i-b");

    final VirtualTime time = new VirtualTime();
    final VirtualTime.Process process = time.process();
    final FaultPlan plan = FaultPlan.scripted(3);
    final FakeCloud cloud;
    private final FakeCloudNetwork network;
    private int tokens;

    FakeScene(FakeCloudConfig config) {
        cloud = new FakeCloud(config, time, 11)
                .addVSwitch(FakeVSwitch.of("vsw-a", "vpc-1", "zone-a", "10.0.0.0/24")
                        .withIpv6("fd00:0:0:1::/64"))
                .addVSwitch(FakeVSwitch.of("vsw-b", "vpc-1", "zone-b", "10.0.1.0/24"))
                .addSecurityGroup(SG, VPC)
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
                .addInstanceType(InstanceTypes.G7_XLARGE)
                .addInstanceType(InstanceTypes.G6_LARGE)
                .addInstance(NODE, "ecs.g7.xlarge", VPC, ZoneId.of("zone-a"))
                .addInstance(NODE_B, "ecs.g7.xlarge", VPC, ZoneId.of("zone-b"));
        network = new FakeCloudNetwork(cloud, process, plan, config.latencies());
    }

    /** No limits and nothing takes time but the asynchronous effects: a second each. */
    static FakeScene quick() {
        Latency second = Latency.millis(1_000, 1_000);
        Latency zero = Latency.ZERO;
        return new FakeScene(FakeCloudConfig.lenient()
                .withLatencies(new FakeLatencies(zero, zero, zero, zero, second, second, second, zero)));
    }

    CloudOp.CreateEni creation() {
        return creation(freshToken(), Map.of());
    }

    CloudOp.CreateEni creation(String token, Map<String, String> tags) {
        return new CloudOp.CreateEni(VSW, List.of(SG), 0, true, null, TrafficMode.STANDARD, tags, token);
    }

    EniId created() {
        return ((CloudReply.EniCreated) cloud.call(creation())).eni().id();
    }

    EniId attached(InstanceId instance, @Nullable EniId trunk) {
        EniId id = created();
        accepted(new CloudOp.AttachEni(id, instance, trunk, null));
        pass(Duration.ofSeconds(1));
        return id;
    }

    void accepted(CloudOp op) {
        CloudReply reply = cloud.call(op);
        if (!(reply instanceof CloudReply.Accepted)) {
            throw new AssertionError(op + " answered " + reply);
        }
    }

    CloudFault refused(CloudOp op) {
        CloudReply reply = cloud.call(op);
        if (reply instanceof CloudReply.Failed failed) {
            return failed.fault();
        }
        throw new AssertionError(op + " answered " + reply);
    }

    String codeOf(CloudOp op) {
        return refused(op).code();
    }

    EniStatus status(EniId id) {
        return cloud.inspect().eni(id).orElseThrow().status();
    }

    List<EniDescription> describe(EniFilter filter) {
        CloudOp op = new CloudOp.DescribeEnis(filter, null, CloudOp.DescribeEnis.MAX_PAGE);
        return ((CloudReply.EniPage) cloud.call(op)).enis();
    }

    @Override
    public CloudNetwork network() {
        return network;
    }

    @Override
    public CloudReply await(CompletionStage<CloudReply> stage) {
        return time.await(stage);
    }

    @Override
    public void pass(Duration duration) {
        time.pass(duration);
    }

    @Override
    public VpcId vpc() {
        return VPC;
    }

    @Override
    public VSwitchId vSwitch() {
        return VSW;
    }

    @Override
    public SecurityGroupId securityGroup() {
        return SG;
    }

    @Override
    public InstanceId instance() {
        return NODE;
    }

    @Override
    public EniId trunk() {
        return cloud.inspect().trunkOf(NODE).orElseThrow();
    }

    @Override
    public InstanceId instanceElsewhere() {
        return NODE_B;
    }

    @Override
    public String freshToken() {
        return "token-" + ++tokens;
    }
}
