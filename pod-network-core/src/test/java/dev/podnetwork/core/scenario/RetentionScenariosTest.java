package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More of the same kind: what is kept when a pod goes, where it comes back, and when it ends. */
class RetentionScenariosTest {
    private static final Duration TTL = Duration.ofMinutes(10);

    private static SmallWorld world() {
        return new SmallWorld()
                .trunkNode("a1", "a", 10)
                .trunkNode("a2", "a", 10)
                .trunkNode("b1", "b", 10)
                .start();
    }

    private static SmallWorld cordonedTo(SmallWorld w, String node) {
        for (String each : new String[] {"a1", "a2", "b1"}) {
            w.cluster.cordon(NodeRef.of(each), !each.equals(node));
        }
        return w;
    }

    private static SmallWorld boundOnA1(Wish wish) {
        return cordonedTo(world(), "a1")
                .run(SmallWorld.statefulSet("db", 1), wish.one())
                .untilBound("db-0");
    }

    private static void movedTo(SmallWorld w, String node) {
        PodUid old = w.cluster.pod(SmallWorld.ref("db-0")).orElseThrow().uid();
        cordonedTo(w, node).cluster.deletePod(SmallWorld.ref("db-0"));
        w.until(
                () -> w.cluster
                        .pod(SmallWorld.ref("db-0"))
                        .filter(pod -> !pod.uid().equals(old) && pod.node().isPresent())
                        .isPresent(),
                Duration.ofMinutes(3),
                "the next pod has a node");
    }

    @Test
    void aFixedAddressFollowsItsPodToAnotherNodeOfTheZone() {
        SmallWorld w = boundOnA1(Wish.ttl(TTL));
        String address = w.address("db-0");
        movedTo(w, "a2");
        w.until(() -> w.isBound("db-0"), Duration.ofMinutes(1), "bound on a2");
        assertThat(w.address("db-0")).isEqualTo(address);
        assertThat(w.recorded("db-0").node()).isEqualTo(NodeRef.of("a2"));
        assertThat(w.calls("CreateNetworkInterface")).isEqualTo(1);
    }

    @Test
    void anElasticPodGetsANewInterface() {
        SmallWorld w = boundOnA1(Wish.elastic());
        var first = w.recorded("db-0").interfaces().get(0).eni();
        movedTo(w, "a2");
        w.untilBound("db-0");
        assertThat(w.recorded("db-0").interfaces().get(0).eni().id()).isNotEqualTo(first.id());
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void inAnotherZoneItWaitsWithBothZonesNamedAndComesBackToItsAddress() {
        SmallWorld w = boundOnA1(Wish.ttl(TTL));
        String address = w.address("db-0");
        movedTo(w, "b1");
        w.untilPhase("db-0", AllocationPhase.RETAINED).runFor(Duration.ofMinutes(5));
        assertThat(w.explained("db-0")).contains("zone-a").contains("zone-b");
        assertThat(w.allocator().explain(SmallWorld.ref("db-0")).waitsFor().kind())
                .isEqualTo(ScarceResource.Kind.ZONE);
        movedTo(w, "a2");
        w.untilBound("db-0");
        assertThat(w.address("db-0")).isEqualTo(address);
    }

    @Test
    void whileAPodWaitsInAnotherZoneItsAddressDoesNotExpire() {
        SmallWorld w = boundOnA1(Wish.ttl(TTL));
        movedTo(w, "b1");
        w.untilPhase("db-0", AllocationPhase.RETAINED).runFor(TTL.multipliedBy(5));
        assertThat(w.phase("db-0")).isEqualTo(AllocationPhase.RETAINED);
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void afterTheTtlTheAddressIsFreeAndTheNextPodGetsWhatThereIs() {
        SmallWorld w = boundOnA1(Wish.ttl(TTL));
        w.cluster.scale(SmallWorld.ref("db"), 0);
        w.untilPhase("db-0", AllocationPhase.RETAINED).runFor(TTL.minusMinutes(2));
        assertThat(w.phase("db-0")).isEqualTo(AllocationPhase.RETAINED);
        w.until(() -> w.phase("db-0") == null, Duration.ofMinutes(4), "expired");
        assertThat(w.podEnis()).isZero();
        cordonedTo(w, "b1").cluster.scale(SmallWorld.ref("db"), 1);
        w.untilBound("db-0");
        assertThat(w.address("db-0")).startsWith("10.64.");
    }

    @Test
    void aPodThatReturnsJustBeforeTheTtlStartsItAnew() {
        SmallWorld w = boundOnA1(Wish.ttl(TTL));
        String address = w.address("db-0");
        for (int round = 0; round < 3; round++) {
            w.cluster.scale(SmallWorld.ref("db"), 0);
            w.untilPhase("db-0", AllocationPhase.RETAINED).runFor(TTL.minusMinutes(1));
            w.cluster.scale(SmallWorld.ref("db"), 1);
            w.untilBound("db-0");
            assertThat(w.address("db-0")).isEqualTo(address);
        }
    }

    @Test
    void neverStaysUntilItsRecordIsDeleted() {
        SmallWorld w = boundOnA1(Wish.never());
        w.cluster.scale(SmallWorld.ref("db"), 0);
        w.untilPhase("db-0", AllocationPhase.RETAINED).runFor(Duration.ofDays(3));
        assertThat(w.podEnis()).isEqualTo(1);
        w.store.requestDeletion(SmallWorld.ref("db-0"));
        w.until(() -> w.phase("db-0") == null, Duration.ofMinutes(1), "freed");
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void aDeletionAskedForWhileThePodLivesTakesEffectWhenThePodIsGone() {
        SmallWorld w = boundOnA1(Wish.never());
        w.store.requestDeletion(SmallWorld.ref("db-0"));
        w.runFor(Duration.ofMinutes(20));
        assertThat(w.isBound("db-0")).isTrue();
        var first = w.recorded("db-0").interfaces().get(0).eni().id();
        w.cluster.scale(SmallWorld.ref("db"), 0);
        w.until(() -> w.phase("db-0") == null, Duration.ofMinutes(3), "gone, not retained");
        assertThat(w.cloud.inspect().eni(first)).isEmpty();
    }

    @Test
    void aBarePodsAddressIsKeptForTheNextPodOfItsName() {
        SmallWorld w =
                world().run(SmallWorld.bare("solo", "a1"), Wish.ttl(TTL).one()).untilBound("solo");
        String address = w.address("solo");
        w.cluster.deletePod(SmallWorld.ref("solo"));
        w.untilPhase("solo", AllocationPhase.RETAINED);
        w.run(SmallWorld.bare("solo", "a2"), Wish.ttl(TTL).one()).untilBound("solo");
        assertThat(w.address("solo")).isEqualTo(address);
    }

    @Test
    void aBarePodsAddressIsKeptOnExclusiveNodesToo() {
        SmallWorld w = new SmallWorld()
                .exclusiveNode("x1", "a", 2)
                .exclusiveNode("x2", "a", 2)
                .start();
        w.run(SmallWorld.bare("solo", "x1"), Wish.ttl(TTL).one()).untilBound("solo");
        String address = w.address("solo");
        w.cluster.deletePod(SmallWorld.ref("solo"));
        w.untilPhase("solo", AllocationPhase.RETAINED);
        w.run(SmallWorld.bare("solo", "x2"), Wish.ttl(TTL).one()).untilBound("solo");
        assertThat(w.address("solo")).isEqualTo(address);
        assertThat(w.recorded("solo").mode()).isEqualTo(AttachMode.SECONDARY);
    }

    @Test
    void aPodOfACustomStatefulKindKeepsItsAddressToo() {
        Workload set = new Workload(
                SmallWorld.ref("kv"), Workload.Controller.STATEFUL, "CloneSet", 2, true, SmallWorld.anywhere());
        SmallWorld w =
                world().run(set, Wish.ttl(TTL).from("vsw-a", "vsw-b").one()).untilBound(2);
        String address = w.address("kv-1");
        NodeRef node = w.recorded("kv-1").node();
        w.cluster.deletePod(SmallWorld.ref("kv-1"));
        for (String each : new String[] {"a1", "a2", "b1"}) {
            w.cluster.cordon(NodeRef.of(each), !NodeRef.of(each).equals(node));
        }
        w.until(() -> !w.isBound("kv-1"), Duration.ofMinutes(2), "gone").untilBound("kv-1");
        assertThat(w.address("kv-1")).isEqualTo(address);
    }

    @Test
    void twoInterfacesWithTwoPoliciesAreKeptTogetherForTheLongerTime() {
        SmallWorld w = cordonedTo(world(), "a1");
        w.run(SmallWorld.statefulSet("db", 1), Wish.each(Wish.elastic(), Wish.ttl(TTL)))
                .untilBound("db-0");
        var before = w.recorded("db-0").interfaces().stream()
                .map(each -> each.eni().id())
                .toList();
        movedTo(w, "a2");
        w.untilBound("db-0");
        assertThat(w.recorded("db-0").interfaces())
                .extracting(each -> each.eni().id())
                .isEqualTo(before);
    }

    @Test
    void theRetainedPodsNodeMayGoAway() {
        SmallWorld w = boundOnA1(Wish.ttl(TTL));
        String address = w.address("db-0");
        w.cluster.scale(SmallWorld.ref("db"), 0);
        w.untilPhase("db-0", AllocationPhase.RETAINED);
        w.cluster.deleteNode(NodeRef.of("a1"));
        w.cloud.releaseInstance(InstanceId.of("i-a1"));
        cordonedTo(w, "a2").cluster.scale(SmallWorld.ref("db"), 1);
        w.untilBound("db-0");
        assertThat(w.address("db-0")).isEqualTo(address);
    }

    private static SystemUnderTest switched(DegradationSwitch control) {
        return ports -> PodNetworkAllocators.builder(CoreSystem.CLUSTER, ports.cloud(), ports.view())
                .env(ports.env())
                .store(ports.store())
                .trace(ports.trace())
                .degradation(control)
                .build();
    }

    @Test
    void l1ReleasesNothingAndBindsOnAndSaysSo() {
        DegradationSwitch control = new DegradationSwitch();
        SmallWorld w = new SmallWorld().trunkNode("a1", "a", 10).start(switched(control));
        w.run(SmallWorld.bare("one", "a1"), Wish.elastic().one()).untilBound("one");
        control.set(Degradation.L1);
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.run(SmallWorld.bare("two", "a1"), Wish.elastic().one()).untilBound("two");
        w.runFor(Duration.ofHours(1));
        assertThat(w.calls("DetachNetworkInterface") + w.calls("DeleteNetworkInterface"))
                .isZero();
        assertThat(w.explained("one")).contains("L1");
        control.set(Degradation.OFF);
        w.untilPhase("one", null);
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void l0CallsTheCloudNotAtAllAndGoesOnAfterwards() {
        DegradationSwitch control = new DegradationSwitch();
        SmallWorld w = new SmallWorld().trunkNode("a1", "a", 10).start(switched(control));
        w.run(SmallWorld.bare("one", "a1"), Wish.elastic().one()).untilBound("one");
        w.runFor(Duration.ofMinutes(1));
        control.set(Degradation.L0);
        long calls = w.cloud.inspect().calls().stream()
                .mapToLong(each -> each.calls())
                .sum();
        w.run(SmallWorld.bare("two", "a1"), Wish.elastic().one());
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.runFor(Duration.ofHours(1));
        assertThat(w.cloud.inspect().calls().stream()
                        .mapToLong(each -> each.calls())
                        .sum())
                .isEqualTo(calls);
        assertThat(w.explained("two")).contains("L0");
        assertThat(w.allocator().snapshot().parked()).isPositive();
        assertThat(w.failures).isEmpty();
        control.set(Degradation.OFF);
        w.untilBound("two").untilPhase("one", null);
    }
}
