package dev.podnetwork.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.TrafficMode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeCloudScaleTest {
    private static final int NODES = 2_000;
    private static final int PER_NODE = 100;
    private static final VpcId VPC = VpcId.of("vpc-1");
    private static final SecurityGroupId SG = SecurityGroupId.of("sg-1");

    @Test
    void anInterfaceCostsLessThanAKilobyteAndItsCycleIsCheap() {
        VirtualTime time = new VirtualTime();
        FakeCloud cloud = new FakeCloud(FakeCloudConfig.lenient(), time, 1)
                .addVSwitch(FakeVSwitch.of("vsw-1", "vpc-1", "zone-a", "10.0.0.0/8"))
                .addSecurityGroup(SG, VPC, Integer.MAX_VALUE)
                .addInstanceType(new InstanceTypeLimits("bench", 3, 103, 10, 10, true, 0));
        for (int n = 0; n < NODES; n++) {
            cloud.addInstance(InstanceId.of("i-" + n), "bench", VPC, ZoneId.of("zone-a"));
        }
        long before = usedHeap();

        for (int i = 0; i < NODES * PER_NODE; i++) {
            EniId id = ((CloudReply.EniCreated) cloud.call(create(i))).eni().id();
            InstanceId node = InstanceId.of("i-" + i % NODES);
            EniId trunk = cloud.inspect().trunkOf(node).orElseThrow();
            assertThat(cloud.call(new CloudOp.AttachEni(id, node, trunk, null)))
                    .isInstanceOf(CloudReply.Accepted.class);
            if (i % 1_000 == 0) {
                time.pass(Duration.ofMillis(100));
                cloud.call(new CloudOp.DescribeEnis(EniFilter.byIds(List.of(id)), null, 500));
            }
        }
        time.pass(Duration.ofSeconds(1));

        long each = (usedHeap() - before) / (NODES * PER_NODE);
        assertThat(cloud.inspect().eniCount()).isEqualTo(NODES * (PER_NODE + 1));
        assertThat(each).as("bytes of heap per interface").isLessThan(1_024);
    }

    private static CloudOp create(int i) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("ack.aliyun.com", "c1");
        tags.put("creator", "terway-controller");
        String token = String.format("%064x", i);
        tags.put("podnetwork.dev/intent", token);
        return new CloudOp.CreateEni(
                VSwitchId.of("vsw-1"), List.of(SG), 0, true, null, TrafficMode.STANDARD, tags, token);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
