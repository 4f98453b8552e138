package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.pool.PoolCondition;
import dev.podnetwork.api.pool.PoolCondition.Type;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolConditionsTest {
    private static final VSwitchId VSW = VSwitchId.of("vsw-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CloudFault SHORT =
            CloudFault.of(Kind.ADDRESS_EXHAUSTED, Scope.VSWITCH, "InvalidVSwitchId.IpNotEnough", "the vSwitch is full");
    private static final CloudFault OTHER =
            CloudFault.of(Kind.FORBIDDEN, Scope.ACCOUNT, "Forbidden.RAM", "not permitted");

    private static List<PoolCondition> after(List<PoolCondition> before, Instant now, CloudFault... errors) {
        return PoolConditions.ofEni(before, "eni-1", VSW, List.of(errors), now);
    }

    @Test
    void anInterfaceHasAConditionForEachKindOfError_H49() {
        assertThat(after(List.of(), NOW)).isEmpty();
        assertThat(after(List.of(), NOW, SHORT)).singleElement().satisfies(each -> {
            assertThat(each.type().text()).isEqualTo("InsufficientIP");
            assertThat(each.message()).isEqualTo("vsw-1 ip is not enough");
        });
        assertThat(after(List.of(), NOW, OTHER)).singleElement().satisfies(each -> {
            assertThat(each.type().text()).isEqualTo("OperationErr");
            assertThat(each.message()).contains("Forbidden.RAM");
        });
        List<PoolCondition> both = after(List.of(), NOW, SHORT, OTHER);
        assertThat(both).extracting(PoolCondition::type).containsExactly(Type.INSUFFICIENT_IP, Type.OPERATION_ERR);
        assertThat(after(both, NOW.plusSeconds(1))).as("cleared").isEmpty();
    }

    /** Weakness W17: the time of a condition made every failed attempt look like a change. */
    @Test
    void whatIsSaidAgainIsNoChangeForFiveMinutes_H49() {
        List<PoolCondition> first = after(List.of(), NOW, SHORT, OTHER);

        assertThat(after(first, NOW.plus(Duration.ofMinutes(4)), SHORT, OTHER)).isEqualTo(first);
        Instant later = NOW.plus(Duration.ofMinutes(5));
        assertThat(after(first, later, SHORT, OTHER)).allSatisfy(each -> {
            assertThat(each.observedAt()).isEqualTo(later);
            assertThat(each.since()).isEqualTo(NOW);
        });
    }

    @Test
    void theTextIsCutAt256BytesAndNotWithinALetter_H49() {
        CloudFault wordy = CloudFault.of(Kind.UNAVAILABLE, Scope.ACCOUNT, "x", "网".repeat(200));

        String text = after(List.of(), NOW, wordy).get(0).message();

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(253, 256);
        assertThat(text).matches("x: 网+");
    }

    @Test
    void whetherANodeHasAddresses_H50() {
        NodeShape none = NodeShape.secondaries(0, 4);
        NodeShape one = NodeShape.secondaries(1, 4);

        assertThat(holds(new PlanScene().shape(none))).as("no options").isFalse();
        assertThat(holds(new PlanScene().shape(one))).as("one empty new slot").isTrue();
        assertThat(holds(new PlanScene().shape(one).free(0)))
                .as("of an empty vSwitch")
                .isFalse();
        assertThat(holds(new PlanScene().shape(one).eni(PlanScene.unschedulable(PlanScene.secondary("a", 2, 0)))))
                .as("only unschedulable capacity")
                .isFalse();
        assertThat(holds(new PlanScene().shape(one).free(0).eni(PlanScene.secondary("a", 1, 3))))
                .as("a free address")
                .isTrue();
        assertThat(holds(new PlanScene().shape(one).eni(PlanScene.secondary("a", 0, 3))))
                .as("room")
                .isTrue();
        assertThat(holds(new PlanScene().shape(one).free(0).eni(PlanScene.secondary("a", 0, 3))))
                .as("room and no address for it")
                .isFalse();
        assertThat(holds(new PlanScene().shape(one).eni(PlanScene.secondary("a", 0, 4))))
                .as("full")
                .isFalse();
        assertThat(holds(new PlanScene().shape(one).eni(PlanScene.leaving("a", 1))))
                .as("the last slot leaves")
                .isFalse();
    }

    /** Weakness W29: it looked at IPv4 only, and at capacity that does not exist. */
    @Test
    void halfAPairAndTheSlotsOfOthersAreNoCapacity_H50_W29() {
        NodeShape one = NodeShape.secondaries(1, 4);
        PoolPolicy dual = PoolPolicy.idle(0, 5).withStack(IpStack.DUAL);
        PlanScene half = new PlanScene().shape(one).policy(dual).free(0).eni(PlanScene.secondary("a", 1, 3));
        PlanScene rdma = new PlanScene().shape(new NodeShape(new NodeShape.Flavor(0, 1, 0), 4, 4, NodeShape.Calls.ECS));
        PlanScene unread = new PlanScene().shape(one);
        unread.readings.clear();
        PlanScene failed = new PlanScene().shape(one);
        failed.readings.put(PlanScene.VSW, new VSwitchReading.Failed("not permitted"));

        assertThat(holds(half)).isFalse();
        assertThat(holds(rdma)).isFalse();
        assertThat(holds(unread)).as("nothing is known against it").isTrue();
        assertThat(holds(failed)).isFalse();
    }

    @Test
    void prefixesWithAFreeAddressAreEnough_H50() {
        PlanScene scene = new PlanScene()
                .shape(NodeShape.secondaries(1, 2))
                .policy(PoolPolicy.idle(0, 5).withPrefixes(PoolPolicy.Prefixes.atLeast(0)))
                .free(0)
                .eni(PlanScene.prefixed("a", 1, 1, false));

        assertThat(holds(scene)).isTrue();
    }

    private static boolean holds(PlanScene scene) {
        return SufficientIp.holds(scene.shape, scene.policy, scene.reading());
    }

    @Test
    void anOlderConditionIsReplacedAndOthersStay_H50() {
        List<PoolCondition> before = new ArrayList<>(after(List.of(), NOW, OTHER));
        before.addAll(PoolConditions.ofNode(List.of(), "i-1", false, NOW));
        before.addAll(PoolConditions.ofNode(List.of(), "i-1", false, NOW));
        Instant later = NOW.plusSeconds(60);

        List<PoolCondition> after = PoolConditions.ofNode(before, "i-1", true, later);

        assertThat(after).extracting(PoolCondition::type).containsExactly(Type.OPERATION_ERR, Type.SUFFICIENT_IP);
        assertThat(after.get(1).status()).isTrue();
        assertThat(after.get(1).reason()).isEqualTo("SufficientIP");
        assertThat(after.get(1).message()).isEqualTo("node has sufficient IP");
        assertThat(after.get(1).since()).isEqualTo(later);
        assertThat(PoolConditions.ofNode(after, "i-1", true, later.plusSeconds(299)))
                .as("a heartbeat at most every five minutes")
                .isEqualTo(after);
        assertThat(PoolConditions.ofNode(after, "i-1", true, later.plusSeconds(300))
                        .get(1))
                .satisfies(each -> assertThat(each.since()).isEqualTo(later));
        assertThat(PoolConditions.ofNode(after, "i-1", false, later).get(1).message())
                .isEqualTo("node has insufficient IP");
    }
}
