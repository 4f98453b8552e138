package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** More weaknesses of the shared pools of today, each with a variant that has it. */
class W28ToW52NodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(118);

    /** W28: every change rewrites everything. Weak: a journal that writes all leases with each change. */
    @Test
    void aChangeWritesOneEntryHoweverManyLeasesThereAre_W28() {
        int[] written = {0};
        counted(counting(written, false), written);
        assertThatThrownBy(() -> counted(counting(written, true), written)).isInstanceOf(AssertionError.class);
    }

    private static void counted(UnaryOperator<LeaseJournal> journal, int[] written) {
        NodeSim sim = NodeVariant.REAL
                .withJournal(journal)
                .started(NodeScene.of(3, 30, 1), spec -> spec.withPolicy(PoolPolicy.idle(5, 10)));
        for (int i = 0; i < 60; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runUntil(sim::settled, Duration.ofMinutes(5));
        sim.world().runFor(Duration.ofSeconds(10));
        written[0] = 0;
        sim.kubelet(0).delete(sim.kubelet(0).wanted().get(0));
        sim.world().runFor(Duration.ofSeconds(1));
        assertThat(written[0]).isEqualTo(1);
    }

    private static UnaryOperator<LeaseJournal> counting(int[] written, boolean everything) {
        return disk -> new LeaseJournal() {
            private final JournalFold all = new JournalFold();

            @Override
            public JournalState recovered() {
                return disk.recovered();
            }

            @Override
            public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
                all.applyAll(entries);
                List<JournalEntry> write = new ArrayList<>(everything ? all.entries() : List.of());
                write.addAll(entries);
                written[0] += write.size();
                return disk.append(write);
            }

            @Override
            public void close() {
                disk.close();
            }
        };
    }

    /** W31: one stalled node holds up all others. Weak: one request at a time over all nodes. */
    @Test
    void aStalledNodeHoldsUpNobodyElse_W31() {
        othersGoOn(door -> door);
        List<CompletableFuture<?>> line = new ArrayList<>();
        assertThatThrownBy(() -> othersGoOn(door -> new InLine(door, line))).isInstanceOf(AssertionError.class);
    }

    private static void othersGoOn(UnaryOperator<NodeIpam> door) {
        int[] opened = {0};
        NodeVariant stalled =
                NodeVariant.REAL.withDoor(door).withJournal(disk -> opened[0]++ == 0 ? new NeverAnswers(disk) : disk);
        NodeSim sim = stalled.started(NodeScene.of(2, 10, 2).withNodes(2), UnaryOperator.identity());
        sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(1));
        sim.kubelet(1).add();
        sim.world().runFor(Duration.ofSeconds(20));
        assertThat(sim.kubelet(1).running()).isOne();
    }

    private record NeverAnswers(LeaseJournal disk) implements LeaseJournal {
        @Override
        public JournalState recovered() {
            return disk.recovered();
        }

        @Override
        public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            disk.close();
        }
    }

    /** W52: without another component's word nothing is ever released. Weak: the pool is told and does nothing. */
    @Test
    void aLostDelIsMadeGoodFromTheListOfSandboxes_W52() {
        NodeVariant.shows(W28ToW52NodeTest::whatIsGoneComesBack, NodeVariant.REAL.withDoor(OnlyAsks::new));
    }

    private static void whatIsGoneComesBack(NodeVariant variant) {
        NodeSim sim = variant.started(NodeScene.of(1, 5, 3), UnaryOperator.identity());
        LeaseOwner living = sim.kubelet(0).add();
        LeaseOwner lost = LeaseOwner.of(PodUid.of("forgotten"), "eth0");
        CompletableFuture<Lease> forgotten =
                sim.ipam(0).acquire(LeaseRequest.of(lost, "sandbox", IpStack.IPV4), PATIENCE);
        sim.world().runFor(Duration.ofSeconds(20));
        assertThat(forgotten).isDone();
        assertThat(sim.snapshot(0).leased()).isEqualTo(2);
        sim.ipam(0).reconcile(List.of(living), false);
        sim.world().runFor(Duration.ofMinutes(1));
        assertThat(sim.snapshot(0).leased()).as("one list is not enough").isEqualTo(2);
        sim.ipam(0).reconcile(List.of(living), false);
        sim.world().runFor(Duration.ofMinutes(1));
        assertThat(sim.snapshot(0).leased()).isEqualTo(1);
    }

    private static final class OnlyAsks extends PassingNode {
        OnlyAsks(NodeIpam next) {
            super(next);
        }

        @Override
        public CompletionStage<List<Lease>> reconcile(Collection<LeaseOwner> active, boolean dryRun) {
            return next.reconcile(active, true);
        }
    }

    private static final class InLine extends PassingNode {
        private final List<CompletableFuture<?>> line;

        InLine(NodeIpam next, List<CompletableFuture<?>> line) {
            super(next);
            this.line = line;
        }

        private CompletionStage<Lease> ask(LeaseRequest request, Duration patience) {
            return next.acquire(request, patience);
        }

        @Override
        public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
            CompletableFuture<Lease> mine = new CompletableFuture<>();
            CompletionStage<?> before =
                    line.isEmpty() ? CompletableFuture.completedFuture(null) : line.get(line.size() - 1);
            line.add(mine);
            before.whenComplete((r, f) -> ask(request, patience).whenComplete((lease, failure) -> {
                if (lease != null) {
                    mine.complete(lease);
                } else {
                    mine.completeExceptionally(failure);
                }
            }));
            return mine;
        }
    }
}
