package dev.podnetwork.k8s.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Who deletes the record of a living pod is told on the record, again each half hour, and not once the pod is gone. */
class HeldRecordsTest {
    private static final PodRef POD = PodRef.of("shop", "till-0");
    private static final PodUid UID = PodUid.of("u-1");
    private static final String RECORD = """
            {"apiVersion":"network.alibabacloud.com/v1beta1","kind":"PodENI",
             "metadata":{"name":"till-0","namespace":"shop","annotations":{"k8s.aliyun.com/pod-uid":"u-1"},"labels":{"k8s.aliyun.com/node":"node-1"}},
             "spec":{"zone":"zone-a","allocations":[{"interface":"eth0","allocationType":{"type":"Fixed","releaseStrategy":"Never"},"ipv4":"10.0.0.7",
               "eni":{"id":"eni-1","mac":"00:16:3e:00:00:01","zone":"zone-a","vSwitchID":"vsw-1","securityGroupIDs":["sg-1"]}}]},
             "status":{"phase":"Bind","instanceID":"i-1","eniInfos":{"eni-1":{"id":"eni-1","status":"Bind","type":"Member","vid":4}}}}
            """;

    private final SimWorld world = new SimWorld(5);
    private final SimProcess process = world.start("reporter");
    private final List<EventWriter.Words> said = new ArrayList<>();
    private PodAnswer pod = new PodAnswer.Scheduled(UID, NodeRef.of("node-1"));
    private boolean leads = true;
    private boolean there = true;
    private final HeldRecords held =
            new HeldRecords(process, new View(), () -> leads, key -> read(), (about, words) -> {
                assertThat(about).isEqualTo(Subject.podEni(POD, "record-1"));
                said.add(words);
            });

    /** The cluster, as far as this pod goes. */
    private final class View implements ClusterView {
        @Override
        public PodAnswer pod(PodRef ref) {
            return pod;
        }

        @Override
        public NodeAnswer node(NodeRef ref) {
            return NodeAnswer.Unknown.INSTANCE;
        }

        @Override
        public CompletionStage<PodAnswer> read(PodRef ref) {
            return CompletableFuture.completedFuture(pod);
        }

        @Override
        public void listen(Listener listener) {}
    }

    private CompletionStage<Void> read() {
        if (there) {
            Doc.Fields object = (Doc.Fields) Json.parse(RECORD, new Position("record", 1));
            Allocation record = AllocationHalves.join(PodEniCodec.decodeHead(object), PodEniCodec.decodeStatus(object));
            held.accept(new Stored<>(POD, "record-1", new Version("7"), true, record));
        }
        return CompletableFuture.completedFuture(null);
    }

    private void deleted() {
        assertThat(read()).isCompleted();
    }

    private void pass(int minutes) {
        world.runFor(Duration.ofMinutes(minutes));
    }

    @Test
    void itIsSaidAndSaidAgainEachHalfHourForAsLongAsThePodLives() {
        deleted();
        deleted();
        pass(1);
        deleted();
        pass(1);
        assertThat(said).hasSize(1);
        pass(95);
        assertThat(said).hasSize(4);
        assertThat(said.stream().distinct()).hasSize(1);
        assertThat(said.get(0).warning()).isTrue();
        assertThat(said.get(0).reason()).isEqualTo("PodENIInUse");
        assertThat(said.get(0).note())
                .contains("pod shop/till-0", "node node-1", "the address is not kept", "delete the pod");
        there = false;
        pass(65);
        assertThat(said).hasSize(4);
    }

    @Test
    void nothingIsSaidOnceThePodIsGoneAndWhoDoesNotKnowYetLooksAgain() {
        pod = PodAnswer.Unknown.INSTANCE;
        deleted();
        pass(1);
        assertThat(said).isEmpty();
        pod = new PodAnswer.Scheduled(UID, NodeRef.of("node-1"));
        pass(1);
        assertThat(said).hasSize(1);
        pod = PodAnswer.Absent.INSTANCE;
        pass(65);
        pod = new PodAnswer.Scheduled(PodUid.of("u-2"), NodeRef.of("node-1"));
        deleted();
        pass(1);
        assertThat(said).hasSize(1);
    }

    @Test
    void aPodThatIsDeletedTogetherWithItsRecordIsNoReasonForAWord() {
        deleted();
        world.runFor(Duration.ofSeconds(1));
        pod = new PodAnswer.Terminating(UID, NodeRef.of("node-1"));
        pass(2);
        assertThat(said).isEmpty();
        pod = PodAnswer.Absent.INSTANCE;
        pass(65);
        assertThat(said).isEmpty();
    }

    @Test
    void whoDoesNotLeadSaysItWhenItDoes() {
        leads = false;
        deleted();
        pass(2);
        assertThat(said).isEmpty();
        leads = true;
        pass(1);
        assertThat(said).hasSize(1);
    }
}
