package dev.podnetwork.fake.wire;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small account behind a server on loopback; key {@code ak}, secret {@code sk}. */
final class WireScene implements AutoCloseable {
    final WallClock clock = new WallClock();
    final FakeCloud cloud;
    final FakeOpenApiServer server;
    final RawClient client;
    final List<WireCall> calls = new CopyOnWriteArrayList<>();

    WireScene(FakeCloudConfig config) {
        cloud = new FakeCloud(config, clock, 5)
                .addVSwitch(FakeVSwitch.of("vsw-a", "vpc-1", "zone-a", "10.0.0.0/24")
                        .withIpv6("fd00:0:0:1::/64"))
                .addVSwitch(FakeVSwitch.of("vsw-b", "vpc-1", "zone-b", "10.0.1.0/24"))
                .addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"))
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
                .addInstance(InstanceId.of("i-a"), "ecs.g7.xlarge", VSwitchId.of("vsw-a"));
        server = FakeOpenApiServer.of(cloud)
                .key(FakeAccessKey.of("ak", "sk"))
                .metadata(InstanceId.of("i-a"), "node-role")
                .log(calls::add)
                .start();
        client = new RawClient(server.port());
    }

    @Override
    public void close() {
        server.close();
        clock.close();
    }
}
