package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.fake.sim.RecordChange;
import dev.podnetwork.fake.sim.StoreWrites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Section D: what the pods of a cluster make of their records. */
class PodControllerScenariosTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static SmallWorld twoNodes() {
        return new SmallWorld()
                .trunkNode("n1", "a", 10)
                .trunkNode("n2", "a", 10)
                .start();
    }

    private static List<Allocation> history(SmallWorld w) {
        List<Allocation> all = new ArrayList<>();
        w.store.onChange(new RecordChange<>() {
            @Override
            public void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
                if (after != null) {
                    all.add(after);
                }
            }
        });
        return all;
    }

    @Test
    void d1_aPodWithoutANodeIsNotActedOn() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.bare("one", "no-such-node"), Wish.elastic().one()).runFor(Duration.ofMinutes(2));
        assertThat(w.store.size()).isZero();
        assertThat(w.calls("CreateNetworkInterface")).isZero();
    }

    @Test
    void d4_anAllocationKeepsItsTypeStrategyAndTime() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.statefulSet("db", 1), Wish.ttl(Duration.ofMinutes(20)).one())
                .untilBound("db-0");
        assertThat(w.recorded("db-0").interfaces().get(0).spec().release())
                .isEqualTo(ReleasePolicy.Ttl.of(Duration.ofMinutes(20)))
                .hasToString("Fixed(TTL 20m0s)");
    }

    @Test
    void d7_aRetainedRecordNamesTheNewNodeAndUidBeforeItIsAttachedThere() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.statefulSet("db", 1), Wish.ttl(HOUR).one()).untilBound("db-0");
        Allocation first = w.recorded("db-0");
        w.cluster.cordon(first.node(), true);
        long attaches = w.calls("AttachNetworkInterface");
        List<Allocation> history = history(w);
        w.cluster.deletePod(SmallWorld.ref("db-0"));
        w.until(() -> w.phase("db-0") == AllocationPhase.ATTACHING, Duration.ofMinutes(3), "on its way back");
        assertThat(w.calls("AttachNetworkInterface")).isEqualTo(attaches);
        Allocation next = w.recorded("db-0");
        assertThat(next.node()).isNotEqualTo(first.node());
        assertThat(next.podUid()).isNotEqualTo(first.podUid());
        w.untilBound("db-0");
        assertThat(w.address("db-0")).isEqualTo(Wish.address(first, 0));
        assertThat(history)
                .filteredOn(each ->
                        each.node().equals(first.node()) && each.podUid().equals(next.podUid()))
                .as("states that mix the two pods")
                .isEmpty();
    }

    @Test
    void d8_aFixedRecordBoundForAnotherUidDetachesFirst() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.statefulSet("db", 1), Wish.ttl(HOUR).one()).untilBound("db-0");
        PodUid old = w.recorded("db-0").podUid();
        List<Allocation> history = history(w);
        w.cluster.forceDelete(SmallWorld.ref("db-0"));
        w.until(() -> w.isBound("db-0"), Duration.ofMinutes(5), "bound for the next pod");
        List<AllocationPhase> phases =
                history.stream().map(Allocation::phase).distinct().toList();
        assertThat(phases)
                .containsSubsequence(AllocationPhase.DETACHING, AllocationPhase.ATTACHING, AllocationPhase.BOUND);
        assertThat(history)
                .filteredOn(each -> each.phase() == AllocationPhase.BOUND)
                .extracting(Allocation::podUid)
                .doesNotContain(old);
        assertThat(w.calls("DetachNetworkInterface")).isEqualTo(1);
        assertThat(w.calls("CreateNetworkInterface")).isEqualTo(1);
    }

    @Test
    void d11_theRecordOfAnElasticPodThatIsGoneIsDeleted() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
        List<Allocation> history = history(w);
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(history).extracting(Allocation::keep).containsOnly(false);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void d13_aRecordThatIsBeingDeletedIsLeftToItsDeletion() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.until(() -> w.calls("DeleteNetworkInterface") == 1, Duration.ofMinutes(3), "delete sent");
        StoreWrites before = w.store.writes();
        w.allocator().release(SmallWorld.ref("one"), w.recorded("one").podUid());
        w.store.touch(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(w.store.writes().since(before).statuses()).isZero();
        assertThat(w.calls("DeleteNetworkInterface")).isEqualTo(1);
    }

    @Test
    void d14_anElasticRecordThatIsBeingDetachedIsDeletedNotKept() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", AllocationPhase.DETACHING);
        assertThat(AllocationHalves.status(w.recorded("one")).wirePhase())
                .as("on the wire")
                .isEqualTo("Deleting");
        w.untilPhase("one", null);
        assertThat(w.calls("DeleteNetworkInterface")).isEqualTo(1);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void d14_anElasticRecordThatWasLeftDetachedServesNoOtherPod() {
        for (String left : List.of("Detaching", "Unbind")) {
            SmallWorld w = twoNodes();
            w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
            Allocation bound = w.recorded("one");
            w.crash();
            w.cluster.forceDelete(SmallWorld.ref("one"));
            Allocation record = left.equals("Detaching")
                    ? bound.detaching(true)
                    : bound.in(AllocationPhase.RETAINED).unattached();
            assertThat(AllocationHalves.status(record).wirePhase()).isEqualTo(left);
            w.store.put(SmallWorld.ref("one"), record);
            w.start().run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
            assertThat(w.recorded("one").podUid()).isNotEqualTo(bound.podUid());
            assertThat(w.recorded("one").interfaces().get(0).eni())
                    .as("the interface of its own, not that of the pod before it, %s", left)
                    .isNotEqualTo(bound.interfaces().get(0).eni());
            assertThat(w.podEnis()).isEqualTo(1);
        }
    }

    @Test
    void d19_anAllocatorThatIsClosedBeforeItHasReadItsRecordsDoesNothing() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.statefulSet("db", 3), Wish.ttl(HOUR).one()).untilBound(3);
        w.crash();
        List.copyOf(w.cluster.pods()).forEach(pod -> w.cluster.forceDelete(pod.ref()));
        w.cluster.remove(SmallWorld.ref("db"));
        StoreWrites writes = w.store.writes();
        long calls = w.cloud.inspect().calls().stream()
                .mapToLong(each -> each.calls())
                .sum();
        w.start().allocator().close();
        w.runFor(Duration.ofMinutes(30));
        assertThat(w.store.writes()).isEqualTo(writes);
        assertThat(w.cloud.inspect().calls().stream()
                        .mapToLong(each -> each.calls())
                        .sum())
                .isEqualTo(calls);
    }

    @Test
    void aDrainedNodesFixedPodComesBackWithItsAddressOnAnotherNodeOfTheZone() {
        SmallWorld w = twoNodes();
        w.run(SmallWorld.statefulSet("db", 4), Wish.never().one()).untilBound(4);
        List<String> before = addresses(w);
        w.cluster.drain(NodeRef.of("n1"));
        w.until(() -> onNode(w, "n2") == 4 && w.bound() == 4, Duration.ofMinutes(10), "all on n2");
        assertThat(addresses(w)).isEqualTo(before);
    }

    private static long onNode(SmallWorld w, String node) {
        return w.store.all().stream()
                .filter(each -> each.record().node().value().equals(node))
                .count();
    }

    private static List<String> addresses(SmallWorld w) {
        return w.store.all().stream()
                .map(each -> Wish.address(each.record(), 0))
                .toList();
    }
}
