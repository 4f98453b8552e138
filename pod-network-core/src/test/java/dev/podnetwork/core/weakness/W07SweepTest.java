package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.FakeEni;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * W7: the sweep lists the interfaces of the whole VPC and every cluster in it, deletes one after the other once in 10 to 21 minutes, and
 * never collects a leaked secondary interface that is attached. Weak variants: it lists the VPC; it takes other clusters' tags for ours;
 * one delete per pass; attached secondary interfaces are not looked at.
 */
class W07SweepTest {
    private static final Map<String, String> OURS = Map.of("ack.aliyun.com", "c-sim", "creator", "terway-controller");
    private static final Map<String, String> THEIRS =
            Map.of("ack.aliyun.com", "c-other", "creator", "terway-controller");

    private static SmallWorld world(SystemUnderTest system) {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10).exclusiveNode("n2", "a", 6);
        return w.start(system)
                .run(SmallWorld.bare("one", "n1"), Wish.elastic().one())
                .untilBound("one");
    }

    private static void leak(SmallWorld w, String id, Map<String, String> tags, @Nullable String instance) {
        w.cloud.addEni(new FakeEni(
                EniId.of(id),
                SmallWorld.VSW_A,
                List.of(SmallWorld.GROUP),
                null,
                List.of(),
                tags,
                false,
                instance == null ? null : InstanceId.of(instance),
                false));
    }

    private static boolean exists(SmallWorld w, String id) {
        return w.cloud.inspect().eni(EniId.of(id)).isPresent();
    }

    /** A system that sees other pages than the cloud's. */
    private static SystemUnderTest reading(UnaryOperator<@Nullable EniDescription> eyes) {
        return CoreSystem.withPorts(ports -> Weak.with(
                ports,
                Weak.between(ports.cloud(), cloud -> op -> cloud.call(op).thenApply(reply -> seen(reply, eyes)))));
    }

    private static CloudReply seen(CloudReply reply, UnaryOperator<@Nullable EniDescription> eyes) {
        if (!(reply instanceof CloudReply.EniPage page)) {
            return reply;
        }
        List<EniDescription> left = new ArrayList<>();
        for (EniDescription each : page.enis()) {
            EniDescription one = eyes.apply(each);
            if (one != null) {
                left.add(one);
            }
        }
        return new CloudReply.EniPage(left, page.nextToken(), page.cloudTime());
    }

    private static final SystemUnderTest BLIND_TO_ATTACHED_SECONDARIES =
            reading(eni -> eni.type() == EniType.SECONDARY && eni.status() == EniStatus.IN_USE ? null : eni);

    private static final SystemUnderTest EVERYTHING_IS_OURS = reading(eni -> {
        Map<String, String> tags = new LinkedHashMap<>(eni.tags());
        tags.computeIfPresent("ack.aliyun.com", (key, cluster) -> "c-sim");
        return new EniDescription(
                eni.id(),
                eni.type(),
                eni.status(),
                eni.mac(),
                eni.vpc(),
                eni.vSwitch(),
                eni.zone(),
                eni.securityGroups(),
                eni.resourceGroupId(),
                eni.ipv4(),
                eni.ipv6(),
                eni.attachment(),
                tags,
                eni.createdAt());
    });

    private static final SystemUnderTest ONE_PER_PASS = CoreSystem.withPorts(W07SweepTest::oneDeleteInTenMinutes);

    private static SimPorts oneDeleteInTenMinutes(SimPorts ports) {
        long[] last = {Long.MIN_VALUE / 2};
        CloudReply notNow = new CloudReply.Failed(
                CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "Serial", "one at a time"));
        return Weak.with(ports, Weak.between(ports.cloud(), cloud -> op -> {
            if (op instanceof CloudOp.DeleteEni) {
                if (ports.env().ticks() - last[0] < Duration.ofMinutes(10).toNanos()) {
                    return CompletableFuture.completedFuture(notNow);
                }
                last[0] = ports.env().ticks();
            }
            return cloud.call(op);
        }));
    }

    @Test
    void anAttachedLeakedSecondaryInterfaceIsDetachedAndDeleted_W7() {
        Weak.shows(
                system -> {
                    SmallWorld w = world(system);
                    leak(w, "eni-leaked", OURS, "i-n2");
                    w.runFor(Duration.ofMinutes(20));
                    assertThat(exists(w, "eni-leaked")).isFalse();
                    assertThat(w.isBound("one")).isTrue();
                },
                BLIND_TO_ATTACHED_SECONDARIES);
    }

    @Test
    void manyOrphansGoInOneSweep_W7() {
        Weak.shows(
                system -> {
                    SmallWorld w = world(system);
                    for (int i = 0; i < 30; i++) {
                        leak(w, "eni-leaked-" + i, OURS, null);
                    }
                    w.runFor(Duration.ofMinutes(15));
                    assertThat(w.podEnis()).as("the pod's own is left").isEqualTo(1);
                },
                ONE_PER_PASS);
    }

    @Test
    void whatIsNotOursIsNotTouched_W7() {
        Weak.shows(
                system -> {
                    SmallWorld w = world(system);
                    leak(w, "eni-theirs", THEIRS, null);
                    leak(w, "eni-users", Map.of(), null);
                    leak(w, "eni-attached-theirs", THEIRS, "i-n2");
                    w.runFor(Duration.ofHours(26));
                    assertThat(exists(w, "eni-theirs")).isTrue();
                    assertThat(exists(w, "eni-users")).isTrue();
                    assertThat(w.cloud
                                    .inspect()
                                    .eni(EniId.of("eni-attached-theirs"))
                                    .orElseThrow()
                                    .status())
                            .isEqualTo(EniStatus.IN_USE);
                },
                EVERYTHING_IS_OURS);
    }

    /** Asks for the whole VPC where the core asks for one vSwitch. */
    private static SystemUnderTest watched(List<CloudOp.DescribeEnis> asked, boolean wholeVpc) {
        return CoreSystem.withPorts(ports -> Weak.with(ports, Weak.between(ports.cloud(), cloud -> op -> {
            if (!(op instanceof CloudOp.DescribeEnis describe)) {
                return cloud.call(op);
            }
            CloudOp.DescribeEnis sent = wholeVpc && describe.filter().vSwitch() != null
                    ? new CloudOp.DescribeEnis(
                            EniFilter.inVpc(SmallWorld.VPC), describe.nextToken(), describe.maxResults())
                    : describe;
            asked.add(sent);
            return cloud.call(sent);
        })));
    }

    private static void asksForOurVSwitchesOnly(boolean weak) {
        List<CloudOp.DescribeEnis> asked = new ArrayList<>();
        SmallWorld w = world(watched(asked, weak));
        w.cloud.addVSwitch(FakeVSwitch.of("vsw-theirs", "vpc-1", "zone-a", "10.128.0.0/24"));
        w.runFor(Duration.ofHours(2));
        assertThat(asked).as("sweeps happen").hasSizeGreaterThan(20);
        assertThat(asked)
                .as("the whole VPC at most once a day")
                .filteredOn(each -> each.filter().vpc() != null)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(asked)
                .noneMatch(
                        each -> VSwitchId.of("vsw-theirs").equals(each.filter().vSwitch()));
    }

    @Test
    void aSweepListsOurVSwitchesAndNotTheVpc_W7() {
        asksForOurVSwitchesOnly(false);
        assertThatThrownBy(() -> asksForOurVSwitchesOnly(true)).isInstanceOf(AssertionError.class);
    }
}
