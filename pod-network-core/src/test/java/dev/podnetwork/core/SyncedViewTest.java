package dev.podnetwork.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.spi.ClusterView;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A view that begins knows nothing, and nothing is concluded from that; when it says that it knows, every record is looked
 * at at once, not at its next turn.
 */
class SyncedViewTest {
    private final Embedded it = new Embedded();
    private final DeclaredPods pods = DeclaredPods.on(facts());

    private NodeFacts facts() {
        EniId trunk = it.cloud.inspect().trunkOf(InstanceId.of("i-1")).orElseThrow();
        return new NodeFacts(Embedded.NODE, InstanceId.of("i-1"), Embedded.ZONE, false, trunk, Embedded.MEMBERS, 0);
    }

    /** A bound pod, and then another process, which was told of no pod. */
    private PodNetworkAllocator restarted(Function<ClusterView, ClusterView> shown) {
        it.await(it.allocator.allocate(Embedded.wish(0)));
        it.process.crash();
        SimProcess next = it.world.start("embedder");
        FakeCloudNetwork network = new FakeCloudNetwork(it.cloud, next, it.plan, FakeLatencies.REALISTIC);
        PodNetworkAllocator allocator = PodNetworkAllocators.builder(ClusterId.of("c-1"), network, shown.apply(pods))
                .env(next)
                .store(it.store)
                .build();
        it.pass(Duration.ofMinutes(10));
        return allocator;
    }

    @Test
    void whatTheViewDoesNotKnowYetIsNotGone() {
        PodNetworkAllocator allocator = restarted(view -> view);
        assertThat(allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.BOUND);
        assertThat(it.enis()).isEqualTo(1);
    }

    @Test
    void whatIsGoneIsReleasedAsSoonAsTheViewKnows() {
        PodNetworkAllocator allocator = restarted(view -> view);
        pods.synced();
        it.pass(Duration.ofSeconds(1));
        assertThat(allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.RELEASING);
        it.pass(Duration.ofMinutes(2));
        assertThat(it.enis()).isZero();
    }

    @Test
    void aViewThatDoesNotSayThatItKnowsIsFoundOutAtTheNextTurn() {
        PodNetworkAllocator allocator = restarted(Silent::new);
        pods.synced();
        it.pass(Duration.ofSeconds(1));
        assertThat(allocator.explain(Embedded.pod(0)).state()).isEqualTo(Explanation.State.BOUND);
        it.pass(Duration.ofMinutes(2));
        assertThat(it.enis()).isZero();
    }

    /** A view as one that was written before views could say that they know. */
    private record Silent(ClusterView real) implements ClusterView {
        @Override
        public PodAnswer pod(PodRef pod) {
            return real.pod(pod);
        }

        @Override
        public NodeAnswer node(NodeRef node) {
            return real.node(node);
        }

        @Override
        public CompletionStage<PodAnswer> read(PodRef pod) {
            return real.read(pod);
        }

        @Override
        public void listen(Listener listener) {
            real.listen(new Listener() {
                @Override
                public void podChanged(PodRef pod) {
                    listener.podChanged(pod);
                }

                @Override
                public void nodeChanged(NodeRef node) {
                    listener.nodeChanged(node);
                }
            });
        }
    }
}
