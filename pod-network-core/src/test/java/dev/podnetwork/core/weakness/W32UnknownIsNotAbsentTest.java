package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.fake.sim.cluster.ViewFault;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * W32: every failed read is taken for absence, so that a second interface is made, or a living pod's is given up. Weak variants: a failed
 * read of a pod is "no such pod"; a failed list of records is "no records".
 */
class W32UnknownIsNotAbsentTest {
    private static final SystemUnderTest UNREAD_POD_IS_GONE =
            CoreSystem.withPorts(ports -> Weak.with(ports, new BelievingView(ports.view())));

    private static final SystemUnderTest UNREAD_RECORDS_ARE_NONE =
            CoreSystem.withPorts(ports -> Weak.with(ports, new BelievingStore(ports.store())));

    @Test
    void aLivingPodKeepsItsInterfaceWhileNothingCanBeRead_W32() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    w.start(system)
                            .run(SmallWorld.bare("one", "n1"), Wish.elastic().one())
                            .untilBound("one");
                    String address = w.address("one");
                    w.crash();
                    w.cluster.faults().chance(ViewFault.READ_FAILS, 1).chance(ViewFault.STALL, 1);
                    w.start(system).runFor(Duration.ofSeconds(2));
                    w.run(SmallWorld.bare("two", "n1"), Wish.elastic().one()).runFor(Duration.ofMinutes(10));
                    assertThat(w.isBound("one")).isTrue();
                    assertThat(w.address("one")).isEqualTo(address);
                    assertThat(w.calls("DetachNetworkInterface")).isZero();
                },
                UNREAD_POD_IS_GONE);
    }

    @Test
    void anUnreadStoreMakesNoSecondInterfaceAndDeletesNone_W32() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    w.start(system)
                            .run(SmallWorld.bare("one", "n1"), Wish.never().one())
                            .untilBound("one");
                    w.run(SmallWorld.bare("two", "n1"), Wish.never().one()).untilBound("two");
                    w.cluster.forceDelete(SmallWorld.ref("one"));
                    w.runFor(Duration.ofMinutes(1)).crash();
                    w.store.faults().chance(StoreFault.LIST_FAILS, 1);
                    w.start(system).runFor(Duration.ofMinutes(40));
                    w.store.faults().off();
                    w.runFor(Duration.ofMinutes(5));
                    assertThat(w.podEnis()).isEqualTo(2);
                    assertThat(w.calls("CreateNetworkInterface")).isEqualTo(2);
                    assertThat(w.calls("DeleteNetworkInterface")).isZero();
                    assertThat(w.isBound("two")).isTrue();
                },
                UNREAD_RECORDS_ARE_NONE);
    }

    @Test
    void anEmptyDescribeOfTheCloudIsNotBelievedOnce_W32() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
                    w.faults.on("DescribeNetworkInterfaces").times(1).inject(new Fault.EmptyDescribe());
                    w.start(system)
                            .run(SmallWorld.bare("one", "n1"), Wish.elastic().one())
                            .untilBound("one");
                    w.runFor(Duration.ofMinutes(10));
                    assertThat(w.calls("CreateNetworkInterface")).isEqualTo(1);
                    assertThat(w.isBound("one")).isTrue();
                },
                CoreSystem.withMachine(machine -> new BelievesOneEmptyAnswer()));
    }

    /** A view that takes a failed read for "no such pod". */
    private record BelievingView(ClusterView real) implements ClusterView {
        @Override
        public PodAnswer pod(PodRef pod) {
            return believed(real.pod(pod));
        }

        @Override
        public NodeAnswer node(NodeRef node) {
            return real.node(node);
        }

        @Override
        public CompletionStage<PodAnswer> read(PodRef pod) {
            return real.read(pod).thenApply(BelievingView::believed);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(listener);
        }

        private static PodAnswer believed(PodAnswer answer) {
            return answer instanceof PodAnswer.Unknown ? PodAnswer.Absent.INSTANCE : answer;
        }
    }

    /** A store that takes a failed list for an empty one. */
    private record BelievingStore(RecordStore<Allocation> real) implements RecordStore<Allocation> {
        @Override
        public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
            return real.read(key);
        }

        @Override
        public CompletionStage<ListReply<Allocation>> list() {
            return real.list()
                    .thenApply(reply -> reply instanceof ListReply.Listed<Allocation>
                            ? reply
                            : new ListReply.Listed<>(List.of(), java.time.Instant.parse("2026-01-01T00:00:00Z")));
        }

        @Override
        public CompletionStage<CommitReply> create(PodRef key, Allocation record) {
            return real.create(key, record);
        }

        @Override
        public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
            return real.update(current, next);
        }

        @Override
        public CompletionStage<CommitReply> remove(Stored<Allocation> current) {
            return real.remove(current);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(listener);
        }
    }
}
