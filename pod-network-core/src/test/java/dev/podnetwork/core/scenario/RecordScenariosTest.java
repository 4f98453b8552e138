package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.FakeEni;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.StoreWrites;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.fake.state.WireFault;
import dev.podnetwork.spi.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sections E and F: records through their phases, and their interfaces in the cloud. */
class RecordScenariosTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static SmallWorld oneNode() {
        return new SmallWorld().trunkNode("n1", "a", 10).start();
    }

    private static SmallWorld bound(Wish wish) {
        return oneNode().run(SmallWorld.bare("one", "n1"), wish.one()).untilBound("one");
    }

    private static EniId eni(SmallWorld w, int index) {
        return w.recorded("one").interfaces().get(index).eni().id();
    }

    @Test
    void e1_releasingAPodWithoutARecordIsDoneAtOnce() {
        SmallWorld w = oneNode();
        CompletableFuture<Void> done =
                w.allocator().release(SmallWorld.ref("nobody"), PodUid.of("u")).toCompletableFuture();
        w.runFor(Duration.ofSeconds(5));
        assertThat(done).isCompleted();
        assertThat(w.store.writes()).isEqualTo(StoreWrites.NONE);
    }

    @Test
    void e2_aBoundRecordNamesTheInstanceOfItsNode() {
        SmallWorld w = bound(Wish.elastic()).runFor(Duration.ofSeconds(1));
        assertThat(w.recorded("one").instance()).isEqualTo(InstanceId.of("i-n1"));
        assertThat(w.recorded("one").trunk()).isEqualTo(w.facts("n1").trunk());
        assertThat(w.bindings.get(SmallWorld.ref("one"))).isEqualTo(Binding.of(w.recorded("one")));
    }

    @Test
    void e4_aPodWithoutInterfacesIsRefused() {
        assertThatThrownBy(
                        () -> new AllocationRequest(SmallWorld.ref("one"), PodUid.of("u"), NodeRef.of("n1"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> {
                    Allocation some = bound(Wish.elastic()).recorded("one");
                    new Allocation(
                            some.pod(),
                            some.podUid(),
                            some.node(),
                            some.zone(),
                            null,
                            null,
                            AllocationPhase.REQUESTED,
                            false,
                            false,
                            null,
                            List.of());
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void e5_nothingIsDoneForARecordAtRest() {
        SmallWorld w = bound(Wish.never());
        StoreWrites before = w.store.writes();
        w.runFor(Duration.ofMinutes(30));
        assertThat(w.store.writes()).isEqualTo(before);
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", AllocationPhase.RETAINED);
        StoreWrites retained = w.store.writes();
        long detaches = w.calls("DetachNetworkInterface");
        w.runFor(Duration.ofMinutes(30));
        assertThat(w.store.writes()).isEqualTo(retained);
        assertThat(w.calls("DetachNetworkInterface")).isEqualTo(detaches);
    }

    @Test
    void e7_aRecordInDeletingIsRemoved() {
        SmallWorld w = bound(Wish.elastic());
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.until(() -> w.calls("DeleteNetworkInterface") == 1, HOUR, "delete sent");
        assertThat(w.record("one")).as("kept until the interface is gone").isNotNull();
        w.untilPhase("one", null);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void e8_aRecordWhoseDeletionIsAskedForGoesWithItsInterfaces() {
        SmallWorld w = oneNode()
                .run(SmallWorld.bare("one", "n1"), Wish.each(Wish.never(), Wish.never()))
                .untilBound("one");
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", AllocationPhase.RETAINED);
        assertThat(w.podEnis()).isEqualTo(2);
        w.store.requestDeletion(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void e10_aPodOnANodeWithoutATrunkWaitsForItAndSaysSo() {
        SmallWorld w = oneNode();
        NodeFacts with = w.facts("n1");
        NodeFacts without = new NodeFacts(with.node(), with.instance(), with.zone(), false, null, 10, 0);
        w.cluster.changeNode(SmallWorld.spec(without));
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).runFor(Duration.ofMinutes(1));
        assertThat(w.explained("one")).contains("trunk eni id not found");
        assertThat(w.store.size()).isZero();
        w.cluster.changeNode(SmallWorld.spec(with));
        w.until(() -> w.isBound("one"), Duration.ofMinutes(1), "bound when the trunk is there");
    }

    @Test
    void e11_anOwnInterfaceOnASharedNodeIsRejectedWithTheChoiceToMake() {
        SmallWorld w = oneNode();
        w.run(
                SmallWorld.bare("one", "n1"),
                Wish.elastic().as(AttachMode.SECONDARY).one());
        w.runFor(Duration.ofMinutes(1));
        assertThat(w.explained("one"))
                .contains("trunk eni is not allowed for eniOnly pod")
                .contains("n1");
        assertThat(w.failures.get(SmallWorld.ref("one"))).hasMessageContaining("eniOnly");
        assertThat(w.calls("CreateNetworkInterface")).isZero();
    }

    @Test
    void e13_onAnExclusiveNodeInterfacesAreSecondary() {
        SmallWorld w = new SmallWorld().exclusiveNode("n1", "a", 3).start();
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
        assertThat(w.recorded("one").mode()).isEqualTo(AttachMode.SECONDARY);
        assertThat(w.recorded("one").trunk()).isNull();
        assertThat(w.cloud.inspect().eni(eni(w, 0)).orElseThrow().type()).isEqualTo(EniType.SECONDARY);
    }

    @Test
    void e14_aBoundFixedRecordSaysWhenItsPodWasSeen() {
        assertThat(bound(Wish.ttl(HOUR)).recorded("one").lastSeen()).isNotNull();
        assertThat(bound(Wish.elastic()).recorded("one").lastSeen()).isNull();
    }

    @Test
    void e16_threeInterfacesAreAttachedAtTheSameTimeAndKeepTheirOrder() {
        SmallWorld w = oneNode();
        Duration slow = Duration.ofSeconds(20);
        w.faults.on("AttachNetworkInterface").inject(new Fault.SlowAttach(slow));
        w.run(
                SmallWorld.bare("one", "n1"),
                Wish.each(Wish.elastic(), Wish.elastic().from("vsw-a"), Wish.elastic()));
        w.untilPhase("one", AllocationPhase.ATTACHING);
        long from = w.world.nanos();
        w.untilBound("one");
        assertThat(Duration.ofNanos(w.world.nanos() - from)).isLessThan(slow.multipliedBy(2));
        assertThat(w.recorded("one").interfaces())
                .extracting(each -> each.spec().name())
                .containsExactly("eth0", "eth1", "eth2");
        assertThat(w.recorded("one").instance()).isEqualTo(InstanceId.of("i-n1"));
        w.runFor(Duration.ofSeconds(1));
        assertThat(w.bindings.get(SmallWorld.ref("one")).interfaces()).hasSize(3);
    }

    @Test
    void e17_aPodWhoseNodeIsNotThereWaitsAndSaysSo() {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
        boolean[] there = {false};
        w.start(ports -> CoreSystem.real()
                .start(new SimPorts(
                        ports.env(),
                        ports.store(),
                        new ViewWithoutNodes(ports.view(), there),
                        ports.cloud(),
                        ports.leadership(),
                        ports.trace())));
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).runFor(Duration.ofMinutes(1));
        assertThat(w.explained("one")).contains("n1").contains("there is no such node");
        assertThat(w.store.size()).isZero();
        there[0] = true;
        w.until(() -> w.isBound("one"), Duration.ofMinutes(6), "bound when the node is there");
    }

    private record ViewWithoutNodes(ClusterView real, boolean[] there) implements ClusterView {
        @Override
        public PodAnswer pod(PodRef pod) {
            return real.pod(pod);
        }

        @Override
        public NodeAnswer node(NodeRef node) {
            return there[0] ? real.node(node) : NodeAnswer.Absent.INSTANCE;
        }

        @Override
        public CompletionStage<PodAnswer> read(PodRef pod) {
            return real.read(pod);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(listener);
        }
    }

    @Test
    void e19_anEditThatChangesNothingOfTheRecordCausesNoCallAndNoWrite() {
        SmallWorld w = bound(Wish.ttl(HOUR));
        StoreWrites before = w.store.writes();
        long attaches = w.calls("AttachNetworkInterface");
        Allocation record = w.recorded("one");
        w.store.touch(SmallWorld.ref("one"));
        w.runFor(Duration.ofSeconds(10));
        w.store.put(SmallWorld.ref("one"), record.seenAt(Instant.parse("2026-01-01T00:00:05Z")));
        w.runFor(Duration.ofSeconds(10));
        assertThat(w.store.writes()).isEqualTo(before);
        assertThat(w.calls("AttachNetworkInterface")).isEqualTo(attaches);
        assertThat(w.isBound("one")).isTrue();
    }

    @Test
    void e20_anOrphanBoundRecordGoesOneTtlAfterItsPodIsFoundGone() {
        SmallWorld w = bound(Wish.ttl(Duration.ofMinutes(1))).crash();
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.runFor(Duration.ofMinutes(10)).start();
        w.untilPhase("one", AllocationPhase.RETAINED);
        w.until(() -> w.phase("one") == null, Duration.ofMinutes(3), "removed one TTL later");
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void e22_aFixedRecordWhosePodLivesIsKeptHoweverLongAgoItWasSeen() {
        SmallWorld w = bound(Wish.ttl(HOUR)).runFor(Duration.ofHours(2)).crash();
        w.start().runFor(Duration.ofHours(4));
        assertThat(w.isBound("one")).isTrue();
        assertThat(w.recorded("one").lastSeen()).isAfter(w.world.storeTime().minus(Duration.ofHours(4)));
    }

    @Test
    void e23_aPodThatHasEndedNeedsNoRecord() {
        SmallWorld w = bound(Wish.elastic());
        w.cluster.succeed(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(w.cluster.pod(SmallWorld.ref("one")))
                .as("the pod is still listed")
                .isPresent();
        w.crash().start().runFor(Duration.ofMinutes(5));
        assertThat(w.store.size()).isZero();
        assertThat(w.calls("CreateNetworkInterface")).isEqualTo(1);
    }

    private static SmallWorld leaked(String id, @Nullable String instance, boolean member) {
        SmallWorld w = bound(Wish.never());
        w.cloud.addEni(new FakeEni(
                EniId.of(id),
                SmallWorld.VSW_A,
                List.of(SmallWorld.GROUP),
                null,
                List.of(),
                Map.of("ack.aliyun.com", "c-sim", "creator", "terway-controller"),
                false,
                instance == null ? null : InstanceId.of(instance),
                member));
        return w;
    }

    @Test
    void e25_anUnreferencedInterfacePastTheGraceIsDeletedOnce() {
        SmallWorld w = leaked("eni-leaked", null, false).runFor(Duration.ofMinutes(9));
        assertThat(w.cloud.inspect().eni(EniId.of("eni-leaked")))
                .as("inside the grace")
                .isPresent();
        w.runFor(Duration.ofMinutes(11));
        assertThat(w.cloud.inspect().eni(EniId.of("eni-leaked"))).isEmpty();
        assertThat(w.calls("DeleteNetworkInterface")).isEqualTo(1);
    }

    @Test
    void e26_anUnreferencedMemberIsDetachedInOnePassAndDeletedInALaterOne() {
        SmallWorld w = leaked("eni-leaked", "i-n1", true);
        w.until(() -> w.calls("DetachNetworkInterface") == 1, Duration.ofMinutes(20), "detached");
        w.runFor(Duration.ofSeconds(30));
        assertThat(w.cloud.inspect().eni(EniId.of("eni-leaked")).orElseThrow().status())
                .isEqualTo(EniStatus.AVAILABLE);
        assertThat(w.calls("DeleteNetworkInterface")).isZero();
        w.runFor(Duration.ofMinutes(10));
        assertThat(w.cloud.inspect().eni(EniId.of("eni-leaked"))).isEmpty();
        assertThat(w.calls("DetachNetworkInterface")).isEqualTo(1);
    }

    @Test
    void e28_aReferencedInterfaceIsNotTouchedByTheSweep() {
        SmallWorld w = bound(Wish.never());
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", AllocationPhase.RETAINED).runFor(Duration.ofHours(3));
        assertThat(w.podEnis()).isEqualTo(1);
        assertThat(w.calls("DeleteNetworkInterface")).isZero();
    }

    @Test
    void e29_aSweepThatFailsOrSeesNothingDeletesNothing() {
        for (Fault fault :
                List.of(new Fault.EmptyDescribe(), new Fault.Refuse(WireFault.of(500, "InternalError", "no")))) {
            SmallWorld w = bound(Wish.never());
            w.faults
                    .on("DescribeNetworkInterfaces")
                    .matching(op -> op instanceof CloudOp.DescribeEnis ask
                            && ask.filter().ids().isEmpty())
                    .inject(fault);
            w.runFor(HOUR);
            assertThat(w.isBound("one")).isTrue();
            assertThat(w.calls("DeleteNetworkInterface") + w.calls("DetachNetworkInterface"))
                    .isZero();
        }
    }

    @Test
    void f4_aRetainedInterfaceIsDetachedOnceAndNotDeleted() {
        SmallWorld w = bound(Wish.ttl(HOUR));
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", AllocationPhase.RETAINED);
        assertThat(w.calls("DetachNetworkInterface")).isEqualTo(1);
        assertThat(w.calls("DeleteNetworkInterface")).isZero();
        Allocation record = w.recorded("one");
        assertThat(record.instance()).isNull();
        assertThat(record.interfaces())
                .extracting(InterfaceAllocation::attached)
                .containsOnlyNulls();
    }

    @Test
    void f5_aBoundInterfaceSaysHowItSitsOnTheNode() {
        SmallWorld w = bound(Wish.elastic());
        Attached attached = w.recorded("one").interfaces().get(0).attached();
        var seen = w.cloud.inspect().eni(eni(w, 0)).orElseThrow();
        assertThat(seen.status()).isEqualTo(EniStatus.IN_USE);
        assertThat(attached).isNotNull();
        assertThat(attached.mode()).isEqualTo(AttachMode.TRUNK_MEMBER);
        assertThat(attached.vid()).isEqualTo(seen.attachment().deviceIndex()).isPositive();
    }

    @Test
    void f8_aDeleteThatFailsKeepsTheRecordUntilItSucceeds() {
        SmallWorld w = bound(Wish.elastic());
        w.faults
                .on("DeleteNetworkInterface")
                .times(5)
                .inject(new Fault.Refuse(WireFault.of(500, "InternalError", "no")));
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.until(() -> w.calls("DeleteNetworkInterface") == 3, HOUR, "tried three times");
        assertThat(w.record("one")).isNotNull();
        w.untilPhase("one", null);
        assertThat(w.calls("DeleteNetworkInterface")).isEqualTo(6);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void f14_oneInterfacesFailuresDoNotSlowAnotherPodDown() {
        SmallWorld w = oneNode();
        w.faults
                .on("AttachNetworkInterface")
                .times(8)
                .inject(new Fault.Refuse(WireFault.of(503, "ServiceUnavailable", "no")));
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one());
        List<Long> at = new ArrayList<>();
        for (int tries = 1; tries <= 8; tries++) {
            int sent = tries;
            w.until(() -> w.calls("AttachNetworkInterface") == sent, HOUR, sent + " attaches");
            at.add(w.world.nanos());
        }
        assertThat(at.get(7) - at.get(6)).as("the last wait and the first").isGreaterThan(3 * (at.get(1) - at.get(0)));
        w.run(SmallWorld.bare("two", "n1"), Wish.elastic().one());
        w.until(() -> w.isBound("two"), Duration.ofSeconds(10), "another pod is bound meanwhile");
        w.untilBound("one");
    }

    @Test
    void f16_aDetachWhileTheAttachIsUnderWayWaitsForItsEnd() {
        SmallWorld w = oneNode();
        w.faults.on("AttachNetworkInterface").inject(new Fault.SlowAttach(Duration.ofSeconds(30)));
        w.run(SmallWorld.bare("one", "n1"), Wish.ttl(HOUR).one());
        w.until(() -> w.calls("AttachNetworkInterface") == 1, HOUR, "attach sent");
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.runFor(Duration.ofSeconds(20));
        assertThat(w.phase("one")).isEqualTo(AllocationPhase.DETACHING);
        assertThat(w.calls("DetachNetworkInterface")).isZero();
        w.untilPhase("one", AllocationPhase.RETAINED);
        assertThat(w.calls("DetachNetworkInterface")).isEqualTo(1);
    }
}
