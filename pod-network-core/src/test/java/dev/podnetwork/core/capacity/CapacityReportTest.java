package dev.podnetwork.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.config.ClusterIpStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdicts on types of the worked table (spec: node-ipam §4.5). */
final class CapacityReportTest {
    private static InstanceTypeLimits type(int enis, int total, int ipv4, int ipv6, boolean trunk) {
        return new InstanceTypeLimits("ecs.test", enis, total, ipv4, ipv6, trunk, 2);
    }

    private static CapacityReport report(InstanceTypeLimits limits, NetworkMode mode) {
        return CapacityReport.of(limits, mode, NodeOptions.PLAIN, JoinThresholds.STRICT);
    }

    @Test
    void theSmallestSharedTypeJoinsByOnePodAndSaysWhatWouldEndIt() {
        CapacityReport report = report(type(3, 3, 6, 0, false), NetworkMode.SHARED);

        assertThat(report.joins()).isTrue();
        assertThat(report.verdicts()).extracting(CapacityVerdict::id).containsExactly("SH-01");
        assertThat(report.verdicts().get(0).margin()).isZero();
        assertThat(report.verdicts().get(0).flips())
                .containsExactly(
                        new LimitChange("EniQuantity", 3, 2), new LimitChange("EniPrivateIpAddressQuantity", 6, 5));
    }

    @Test
    void aTypeThatIsTooSmallSaysWhichSingleLimitWouldDo() {
        CapacityReport report = report(type(2, 2, 6, 1, false), NetworkMode.SHARED);

        assertThat(report.joins()).isFalse();
        assertThat(report.verdicts().get(0).text()).isEqualTo("shared pods are 6, more than 11 are needed");
        assertThat(report.verdicts().get(0).margin()).isEqualTo(-6);
        assertThat(report.verdicts().get(0).flips())
                .containsExactly(
                        new LimitChange("EniQuantity", 2, 3), new LimitChange("EniPrivateIpAddressQuantity", 6, 12));
    }

    @Test
    void sevenEnisAreTheBoundaryOfTwoDocuments() {
        InstanceTypeLimits seven = type(7, 7, 20, 0, false);
        CapacityReport strict = report(seven, NetworkMode.EXCLUSIVE);
        CapacityReport byEnis =
                CapacityReport.of(seven, NetworkMode.EXCLUSIVE, NodeOptions.PLAIN, JoinThresholds.BY_ENIS);

        assertThat(strict.joins()).isFalse();
        assertThat(byEnis.joins()).isTrue();
        assertThat(strict.notes()).singleElement().asString().startsWith("boundary: 6 exclusive pods");
        assertThat(byEnis.notes()).singleElement().asString().startsWith("boundary: ");
        assertThat(report(type(8, 8, 20, 0, false), NetworkMode.EXCLUSIVE).notes())
                .isEmpty();
        assertThat(strict.verdicts().get(0).flips()).containsExactly(new LimitChange("EniQuantity", 7, 8));
    }

    @Test
    void trunkNeedsMembers() {
        CapacityReport without = report(type(8, 8, 20, 1, false), NetworkMode.TRUNK);
        CapacityReport with = report(type(4, 20, 15, 15, true), NetworkMode.TRUNK);

        assertThat(without.joins()).isFalse();
        assertThat(with.joins()).isTrue();
        assertThat(with.capacity().memberPods()).isEqualTo(16);
        assertThat(with.annotations())
                .isEqualTo(Map.of("k8s.aliyun.com/max-available-ip", "45", "k8s.aliyun.com/max-member-eni-ip", "16"));
        assertThat(report(type(4, 20, 15, 15, false), NetworkMode.TRUNK)
                        .verdicts()
                        .get(1)
                        .flips())
                .contains(new LimitChange("EniTrunkSupported", 0, 1));
    }

    @Test
    void dualStackNeedsAsManyOfBoth() {
        NodeOptions dual = NodeOptions.PLAIN.withStack(ClusterIpStack.DUAL);
        CapacityReport equal =
                CapacityReport.of(type(4, 4, 15, 15, false), NetworkMode.SHARED, dual, JoinThresholds.STRICT);
        CapacityReport one =
                CapacityReport.of(type(8, 8, 20, 1, false), NetworkMode.SHARED, dual, JoinThresholds.STRICT);
        CapacityReport rdma = CapacityReport.of(
                type(8, 8, 20, 20, false), NetworkMode.SHARED, dual.withErdma(1), JoinThresholds.STRICT);

        assertThat(equal.joins()).isTrue();
        assertThat(one.joins()).isFalse();
        assertThat(one.verdicts().get(1).flips())
                .containsExactly(
                        new LimitChange("EniPrivateIpAddressQuantity", 20, 1),
                        new LimitChange("EniIpv6AddressQuantity", 1, 20));
        assertThat(rdma.verdicts())
                .filteredOn(v -> !v.passes())
                .extracting(CapacityVerdict::id)
                .containsExactly("DS-04");
    }

    @Test
    void capsLowerAndNeverRaise() {
        InstanceTypeLimits type = type(8, 60, 30, 30, true);
        NodeOptions half = NodeOptions.PLAIN.withCap(new EniCap(0.5, 1, 0));
        NodeOptions more = NodeOptions.PLAIN.withCap(new EniCap(2, 5, 0));
        NodeOptions most = NodeOptions.PLAIN.withCap(new EniCap(1, 0, 2));

        assertThat(CapacityReport.of(type, NetworkMode.SHARED, half, JoinThresholds.STRICT)
                        .pods())
                .isEqualTo(120);
        assertThat(CapacityReport.of(type, NetworkMode.SHARED, more, JoinThresholds.STRICT)
                        .pods())
                .isEqualTo(210);
        assertThat(CapacityReport.of(type, NetworkMode.EXCLUSIVE, most, JoinThresholds.STRICT)
                        .pods())
                .isEqualTo(2);
        assertThat(CapacityReport.of(type, NetworkMode.TRUNK, most, JoinThresholds.STRICT)
                        .capacity()
                        .memberPods())
                .isEqualTo(52);
    }

    @Test
    void maxPodsIsWhatHasAPlaceAndTheHostNetwork() {
        InstanceTypeLimits g74xlarge = type(8, 8, 30, 30, false);
        CapacityReport report = CapacityReport.of(
                g74xlarge, NetworkMode.SHARED, NodeOptions.PLAIN.withKubelet(250, 3), JoinThresholds.STRICT);

        assertThat(report.maxPods()).isEqualTo(213);
        assertThat(report.notes()).singleElement().asString().contains("up to 37 pods here that never get an address");
    }

    @Test
    void scenarioJ2() {
        CapacityReport report = CapacityReport.of(
                type(4, 5, 10, 0, true),
                NetworkMode.EXCLUSIVE,
                NodeOptions.PLAIN.withCap(new EniCap(1, 0, 2)),
                JoinThresholds.STRICT);

        assertThat(report.capacity().extendedResources()).isEqualTo(Map.of("aliyun/eni", 2));
        assertThat(report.annotations()).isEqualTo(Map.of("k8s.aliyun.com/max-available-ip", "2"));
    }

    @Test
    void lingjunNodesOfScenariosJ4ToJ7() {
        assertThat(LingjunReading.of(new LingjunLimits(false, 20, 10, 0), false, null, null))
                .isEqualTo(new LingjunReading.Known(20, 10, ""));
        assertThat(LingjunReading.of(new LingjunLimits(true, 4, 10, 8), true, null, null))
                .isEqualTo(new LingjunReading.Known(4, 10, "ecs"));
        assertThat(LingjunReading.of(new LingjunLimits(false, 1, 10, 16), true, null, null))
                .isEqualTo(new LingjunReading.Known(16, 1, "hdeni"));
        assertThat(LingjunReading.of(new LingjunLimits(true, 4, 10, 8), true, "ecs-hdeni", null))
                .isEqualTo(new LingjunReading.Known(8, 1, "ecs-hdeni"));
        assertThat(LingjunReading.of(new LingjunLimits(true, 1, 10, 8), false, null, null))
                .isEqualTo(new LingjunReading.Rejected("exclusive ENI mode must be enabled for EFLO nodes"));
        assertThat(LingjunReading.of(new LingjunLimits(true, 4, 10, 8), true, "ecs-hdeni", "ecs"))
                .isInstanceOf(LingjunReading.Rejected.class);
        assertThat(LingjunReading.of(new LingjunLimits(false, 1, 10, 16), false, null, null))
                .isEqualTo(new LingjunReading.Known(1, 10, ""));
    }

    @Test
    void lingjunPods() {
        assertThat(new LingjunReading.Known(8, 10, "").exclusivePods()).isEqualTo(7);
        assertThat(new LingjunReading.Known(12, 10, "ecs").sharedPods()).isEqualTo(110);
        assertThat(new LingjunReading.Known(20, 1, "hdeni").exclusivePods()).isEqualTo(20);
        assertThat(new LingjunReading.Known(20, 1, "hdeni").sharedPods()).isZero();
    }

    @Test
    void scenarioJ8() {
        Map<String, String> both = Map.of("leni_primary", "true", "acs:ecs:support_eni", "true");
        assertThat(LingjunReading.hasEcsLink(List.of(false, true), List.of(Map.of(), Map.of())))
                .isTrue();
        assertThat(LingjunReading.hasEcsLink(List.of(false, false), List.of(Map.of(), both)))
                .isTrue();
        assertThat(LingjunReading.hasEcsLink(List.of(false), List.of(Map.of("leni_primary", "true"))))
                .isFalse();
        assertThat(LingjunReading.hasEcsLink(
                        List.of(false), List.of(Map.of("leni_primary", "true", "acs:ecs:support_eni", "false"))))
                .isFalse();
        assertThat(LingjunReading.hasEcsLink(List.of(), List.of())).isFalse();
    }
}
