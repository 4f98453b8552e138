package dev.podnetwork.fake.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.ClusterView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimClusterViewTest {
    private static final PodRef POD = PodRef.of("default", "job");
    private static final NodeRef NODE = NodeRef.of("n1");

    private final SimWorld world = new SimWorld(11);
    private final ClusterModel cluster = new ClusterModel(world, ClusterTimings.USUAL, SimAdmission.none());
    private final SimProcess process = world.start("controller");
    private final ClusterView view = cluster.view(process);
    private final List<String> heard = new ArrayList<>();

    private void listen() {
        view.listen(new ClusterView.Listener() {
            @Override
            public void podChanged(PodRef pod) {
                heard.add(pod.name());
            }

            @Override
            public void nodeChanged(NodeRef node) {
                heard.add(node.value());
            }
        });
    }

    private void seconds(int seconds) {
        world.runFor(Duration.ofSeconds(seconds));
    }

    private void start() {
        cluster.addNode(NodeSpec.exclusive(NODE, InstanceId.of("i-1"), ZoneId.of("zone-a"), 3));
        cluster.apply(Workload.bare(POD, PodTemplate.labelled(Map.of())));
        seconds(10);
    }

    @Test
    void aCacheThatIsNotSyncedKnowsNothing() {
        assertThat(view.pod(POD)).isEqualTo(PodAnswer.Unknown.INSTANCE);
        assertThat(view.node(NODE)).isEqualTo(NodeAnswer.Unknown.INSTANCE);
        seconds(2);
        assertThat(view.pod(POD)).isEqualTo(PodAnswer.Absent.INSTANCE);
        assertThat(view.node(NODE)).isEqualTo(NodeAnswer.Absent.INSTANCE);
    }

    @Test
    void theCacheFollowsALittleLaterAndTellsItsListeners() {
        listen();
        start();
        assertThat(view.pod(POD)).isInstanceOf(PodAnswer.Scheduled.class);
        assertThat(view.node(NODE)).isInstanceOf(NodeAnswer.Present.class);
        assertThat(heard).contains("job", "n1");
        cluster.forceDelete(POD);
        assertThat(view.pod(POD)).isInstanceOf(PodAnswer.Scheduled.class);
        seconds(1);
        assertThat(view.pod(POD)).isEqualTo(PodAnswer.Absent.INSTANCE);
    }

    @Test
    void anUncachedReadSeesTheTruthOrFails() {
        start();
        cluster.forceDelete(POD);
        List<PodAnswer> answers = new ArrayList<>();
        view.read(POD).thenAccept(answers::add);
        assertThat(answers).isEmpty();
        seconds(1);
        assertThat(answers).containsExactly(PodAnswer.Absent.INSTANCE);
        cluster.faults().next(ViewFault.READ_FAILS, 1);
        view.read(POD).thenAccept(answers::add);
        seconds(1);
        assertThat(answers).endsWith(PodAnswer.Unknown.INSTANCE);
    }

    @Test
    void aStalledCacheIsStaleThenKnowsNothingAndThenHeals() {
        start();
        cluster.faults().next(ViewFault.STALL, 1);
        cluster.forceDelete(POD);
        seconds(4);
        assertThat(view.pod(POD)).isInstanceOf(PodAnswer.Scheduled.class);
        world.runUntil(() -> !(view.pod(POD) instanceof PodAnswer.Scheduled), Duration.ofMinutes(10));
        seconds(300);
        assertThat(view.pod(POD)).isEqualTo(PodAnswer.Absent.INSTANCE);
        assertThat(cluster.faults().struck(ViewFault.STALL)).isEqualTo(1);
    }

    @Test
    void eventsGetLostAndComeTwice() {
        start();
        listen();
        cluster.faults().next(ViewFault.EVENT_LOST, 1).next(ViewFault.EVENT_REPEATED, 1);
        cluster.succeed(POD);
        seconds(1);
        assertThat(heard).isEmpty();
        cluster.deletePod(POD);
        seconds(10);
        assertThat(heard).containsExactly("job", "job");
    }
}
