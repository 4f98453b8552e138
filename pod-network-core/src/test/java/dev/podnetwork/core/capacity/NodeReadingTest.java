package dev.podnetwork.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeReadingTest {
    private static final NodeRef NODE = NodeRef.of("node-1");
    private static final String PROVIDER = "provider.test-instance-id";

    private static Map<String, String> labels(String... more) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("topology.kubernetes.io/region", "cn-hangzhou");
        labels.put("node.kubernetes.io/instance-type", "ecs.g7.xlarge");
        labels.put("topology.kubernetes.io/zone", "cn-hangzhou-a");
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return labels;
    }

    private static NodeReading read(String provider, Map<String, String> labels) {
        return NodeReading.of(NODE, provider, labels, Map.of("k8s.aliyun.com/trunk-on", "eni-trunk"));
    }

    private static NodeIdentity known(NodeReading reading) {
        assertThat(reading).isInstanceOf(NodeReading.Known.class);
        return ((NodeReading.Known) reading).identity();
    }

    @Test
    void aNodeSaysWhatItIs_D20() {
        NodeIdentity identity = known(read(PROVIDER, labels()));
        assertThat(identity.instance()).isEqualTo(InstanceId.of("test-instance-id"));
        assertThat(identity.trunk()).isEqualTo(EniId.of("eni-trunk"));
        assertThat(identity.zone()).isEqualTo(ZoneId.of("cn-hangzhou-a"));
        assertThat(identity.instanceType()).isEqualTo("ecs.g7.xlarge");
        assertThat(identity.mode()).isEqualTo(NetworkMode.TRUNK);
        InstanceTypeLimits limits = new InstanceTypeLimits("ecs.g7.xlarge", 4, 20, 15, 15, true, 0);
        assertThat(identity.toFacts(limits).memberSlots()).isEqualTo(16);
    }

    @Test
    void theLegacyZoneLabelAndLingjunsWholeProviderIdCount_D20() {
        Map<String, String> legacy = labels("failure-domain.beta.kubernetes.io/zone", "cn-hangzhou-b");
        legacy.remove("topology.kubernetes.io/zone");
        assertThat(known(read(PROVIDER, legacy)).zone()).isEqualTo(ZoneId.of("cn-hangzhou-b"));
        Map<String, String> lingjun = labels("alibabacloud.com/lingjun-worker", "true");
        assertThat(known(read("e01-cn-1", lingjun)).instance()).isEqualTo(InstanceId.of("e01-cn-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "topology.kubernetes.io/region, region",
        "node.kubernetes.io/instance-type, instance type",
        "topology.kubernetes.io/zone, zone"
    })
    void aMissingLabelIsNamed_D20(String label, String named) {
        Map<String, String> labels = labels();
        labels.remove(label);
        assertThat(read(PROVIDER, labels))
                .isInstanceOfSatisfying(
                        NodeReading.Incomplete.class,
                        r -> assertThat(r.reason())
                                .startsWith("can not found " + named)
                                .contains(label));
    }

    @Test
    void aProviderIdWithoutADotHasNoInstance_D20() {
        assertThat(read("test-instance-id", labels())).isInstanceOf(NodeReading.Incomplete.class);
        assertThat(read("", labels())).isInstanceOf(NodeReading.Incomplete.class);
    }

    @Test
    void ignoredAndVirtualNodesAreNotOurs_D2() {
        assertThat(read(PROVIDER, labels("k8s.aliyun.com/ignore-by-terway", "true")))
                .isInstanceOf(NodeReading.NotOurs.class);
        assertThat(read(PROVIDER, labels("type", "virtual-kubelet"))).isInstanceOf(NodeReading.NotOurs.class);
    }

    @Test
    void theExclusiveLabelIgnoresCaseAndWinsOverATrunk() {
        NodeIdentity exclusive = known(read(PROVIDER, labels("k8s.aliyun.com/exclusive-mode-eni-type", "ENIOnly")));
        assertThat(exclusive.mode()).isEqualTo(NetworkMode.EXCLUSIVE);
        assertThat(exclusive
                        .toFacts(new InstanceTypeLimits("t", 4, 20, 15, 15, true, 0))
                        .memberSlots())
                .isZero();
        assertThat(known(read(PROVIDER, labels("k8s.aliyun.com/exclusive-mode-eni-type", "default")))
                        .mode())
                .isEqualTo(NetworkMode.TRUNK);
    }
}
