package dev.podnetwork.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.capacity.NodeCapacity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityCalculatorTest {
    private static InstanceTypeLimits type(int enis, int ipv4, int ipv6, int total, boolean trunk, int eri) {
        return new InstanceTypeLimits("ecs.test", enis, total, ipv4, ipv6, trunk, eri);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            ecs.g7.large,         3,  6,  12,  2
            ecs.g7.xlarge,        4, 15,  45,  3
            ecs.g7.3xlarge,       8, 15, 105,  7
            ecs.g7.4xlarge,       8, 30, 210,  7
            ecs.g7.32xlarge,     15, 30, 420, 14
            ecs.g7ne.large,       3, 10,  20,  2
            ecs.g7ne.2xlarge,     6, 15,  75,  5
            ecs.g7ne.24xlarge,   15, 50, 700, 14
            ecs.g6.large,         2,  6,   6,  1
            ecs.g6.xlarge,        3, 10,  20,  2
            ecs.g6.2xlarge,       4, 10,  30,  3
            ecs.g6.3xlarge,       6, 10,  50,  5
            ecs.g6.4xlarge,       8, 20, 140,  7
            ecs.g6.13xlarge,      7, 20, 120,  6
            ecs.g6.26xlarge,     15, 20, 280, 14
            ecs.ebmg5.24xlarge,  32, 10, 310, 31
            ecs.g8m.small,        2,  3,   3,  1
            """)
    void sharedAndExclusivePods(String name, int enis, int ipv4, int shared, int exclusive) {
        InstanceTypeLimits limits = new InstanceTypeLimits(name, enis, enis, ipv4, 0, false, 0);
        assertThat(CapacityCalculator.capacity(limits, NetworkMode.SHARED).sharedPods())
                .isEqualTo(shared);
        NodeCapacity own = CapacityCalculator.capacity(limits, NetworkMode.EXCLUSIVE);
        assertThat(own.exclusivePods()).isEqualTo(exclusive);
        assertThat(own.sharedPods()).isZero();
        assertThat(own.resource(ExtendedResources.ENI)).isEqualTo(exclusive);
        assertThat(own.resource(ExtendedResources.MEMBER_ENI)).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            ecs.g7.xlarge,         4, 15, 15,  20, true,  45, 16, true
            ecs.g6.large,          2,  6,  1,   2, false,  6,  0, false
            ecs.g6.16xlarge,       8, 20,  1,  60, true, 140, 52, false
            ecs.g6nv.8xlarge,      8, 20,  1,   8, false, 140, 0, false
            ecs.u1-c1m4.xlarge,    3, 10,  1,   6, true,  20,  3, false
            ecs.ic5.large,         2,  6,  0,   2, false,  6,  0, false
            ecs.ebmre7p.32xlarge, 32, 15,  1, 110, true, 465, 78, false
            fixture,               4,  5,  5,   6, true,  15,  2, true
            """)
    void trunkMembersAndDualStack(
            String name,
            int enis,
            int ipv4,
            int ipv6,
            int total,
            boolean trunk,
            int shared,
            int members,
            boolean dual) {
        InstanceTypeLimits limits = new InstanceTypeLimits(name, enis, total, ipv4, ipv6, trunk, 0);
        NodeCapacity capacity = CapacityCalculator.capacity(limits, NetworkMode.TRUNK);
        assertThat(capacity.sharedPods()).isEqualTo(shared);
        assertThat(capacity.memberPods()).isEqualTo(members);
        assertThat(capacity.resource(ExtendedResources.MEMBER_ENI)).isEqualTo(members);
        assertThat(CapacityCalculator.capacity(limits, NetworkMode.SHARED).memberPods())
                .isZero();
        assertThat(CapacityCalculator.trunkFits(limits)).isEqualTo(members > 0);
        assertThat(CapacityCalculator.dualStackFits(limits)).isEqualTo(dual);
    }

    @Test
    void rdmaInterfacesTakeTheirSlots() {
        InstanceTypeLimits limits = type(8, 30, 30, 8, false, 2);
        assertThat(CapacityCalculator.usableErdma(limits)).isEqualTo(2);
        NodeCapacity two = CapacityCalculator.capacity(limits, NetworkMode.SHARED, 2);
        assertThat(two.sharedPods()).isEqualTo(150);
        assertThat(two.erdmaPods()).isEqualTo(60);
        NodeCapacity one = CapacityCalculator.capacity(limits, NetworkMode.SHARED, 1);
        assertThat(one.sharedPods()).isEqualTo(180);
        assertThat(one.resource(ExtendedResources.ERDMA)).isEqualTo(30);
        NodeCapacity exclusive = CapacityCalculator.capacity(limits, NetworkMode.EXCLUSIVE, 2);
        assertThat(exclusive.exclusivePods()).isEqualTo(5);
        assertThat(exclusive.erdmaPods()).isEqualTo(2);
        assertThat(CapacityCalculator.capacity(type(1, 30, 0, 1, false, 2), NetworkMode.SHARED, 5)
                        .erdmaPods())
                .isZero();
    }

    @Test
    void noMoreRdmaInterfacesCountThanTheTypeCanUse() {
        assertThat(CapacityCalculator.capacity(type(8, 30, 0, 8, false, 2), NetworkMode.SHARED, 5)
                        .erdmaPods())
                .isEqualTo(60);
        assertThat(CapacityCalculator.capacity(type(8, 30, 0, 8, false, 0), NetworkMode.SHARED, 1)
                        .erdmaPods())
                .isZero();
        assertThat(CapacityCalculator.capacity(type(2, 30, 0, 2, false, 4), NetworkMode.EXCLUSIVE, 1)
                        .exclusivePods())
                .isEqualTo(1);
    }

    @Test
    void figuresBeyondAnIntStayAtItsEnd() {
        InstanceTypeLimits huge = type(1_000_000_000, 1_000_000_000, 0, 1_000_000_000, false, 0);
        assertThat(CapacityCalculator.capacity(huge, NetworkMode.SHARED).sharedPods())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(CapacityCalculator.prefixPods(huge)).isEqualTo(Integer.MAX_VALUE);
        assertThat(CapacityReport.of(huge, NetworkMode.TRUNK, NodeOptions.PLAIN, JoinThresholds.STRICT)
                        .maxPods())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 0", "3, 2, 1", "7, 2, 1", "8, 1, 1", "8, 2, 2", "8, 4, 2", "8, 0, 0"})
    void usableRdmaInterfacesFollowTheSize(int enis, int eri, int usable) {
        assertThat(CapacityCalculator.usableErdma(type(enis, 10, 0, enis, false, eri)))
                .isEqualTo(usable);
    }

    @Test
    void prefixesAndCaps() {
        assertThat(CapacityCalculator.prefixPods(type(8, 30, 0, 8, false, 0))).isEqualTo(3248);
        assertThat(CapacityCalculator.advertisedPrefixPods(type(8, 30, 0, 8, false, 0)))
                .isEqualTo(3248);
        assertThat(CapacityCalculator.advertisedPrefixPods(type(4, 15, 0, 20, true, 0)))
                .isEqualTo(14 * 16 * 19);
        assertThat(CapacityCalculator.prefixPods(type(4, 15, 0, 20, true, 0))).isEqualTo(14 * 16 * 3);
        assertThat(CapacityCalculator.cappedEnis(type(8, 30, 0, 8, false, 0), 0.5, 1))
                .isEqualTo(4);
        assertThat(CapacityCalculator.cappedEnis(type(8, 30, 0, 8, false, 0), 0.5, 0))
                .isEqualTo(3);
        assertThat(CapacityCalculator.cappedEnis(type(8, 30, 0, 8, false, 0), 0, 0))
                .isEqualTo(7);
        assertThat(CapacityCalculator.cappedEnis(type(2, 30, 0, 2, false, 0), 1, -5))
                .isZero();
    }
}
