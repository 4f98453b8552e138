package dev.podnetwork.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.spi.ClusterView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredPodsTest {
    private static final PodRef POD = Embedded.pod(0);
    private static final PodUid UID = PodUid.of("uid-0");
    private static final NodeFacts FACTS =
            new NodeFacts(Embedded.NODE, InstanceId.of("i-1"), ZoneId.of("zone-a"), true, null, 0, 2);

    @Test
    void afterARestartNothingIsKnownUntilTheEmbedderSaysSo() {
        DeclaredPods pods = DeclaredPods.on(FACTS);
        assertThat(pods.pod(POD)).isInstanceOf(PodAnswer.Unknown.class);
        assertThat(pods.read(POD).toCompletableFuture().join()).isInstanceOf(PodAnswer.Unknown.class);
        pods.synced();
        assertThat(pods.pod(POD)).isInstanceOf(PodAnswer.Absent.class);
    }

    @Test
    void aPodLivesFromAllocateToRelease() {
        DeclaredPods pods = DeclaredPods.on(FACTS);
        pods.allocated(Embedded.wish(0));
        assertThat(pods.pod(POD)).isEqualTo(new PodAnswer.Scheduled(UID, Embedded.NODE));
        pods.released(POD, UID);
        assertThat(pods.pod(POD)).isEqualTo(new PodAnswer.Ended(UID));
        pods.synced();
        assertThat(pods.pod(POD)).isInstanceOf(PodAnswer.Absent.class);
    }

    @Test
    void aReleaseOfAnotherIncarnationEndsNothing() {
        DeclaredPods pods = DeclaredPods.on(FACTS);
        pods.allocated(Embedded.wish(0));
        pods.released(POD, PodUid.of("uid-of-yesterday"));
        assertThat(pods.pod(POD)).isEqualTo(new PodAnswer.Scheduled(UID, Embedded.NODE));
    }

    @Test
    void aReleaseAfterARestartCountsForThatIncarnationOnly() {
        DeclaredPods pods = DeclaredPods.on(FACTS);
        pods.released(POD, UID);
        assertThat(pods.pod(POD).isGone(UID)).isTrue();
        assertThat(pods.pod(Embedded.pod(1)).isGone(PodUid.of("uid-1"))).isFalse();
    }

    @Test
    void listenersHearOfPodsAndNodes() {
        DeclaredPods pods = new DeclaredPods();
        List<String> heard = new ArrayList<>();
        pods.listen(new ClusterView.Listener() {
            @Override
            public void podChanged(PodRef pod) {
                heard.add(pod.name());
            }

            @Override
            public void nodeChanged(NodeRef node) {
                heard.add(node.value());
            }
        });
        pods.declare(FACTS);
        pods.allocated(Embedded.wish(0));
        pods.released(POD, UID);
        assertThat(pods.node(Embedded.NODE)).isEqualTo(new NodeAnswer.Present(FACTS));
        pods.remove(Embedded.NODE);
        assertThat(pods.node(Embedded.NODE)).isInstanceOf(NodeAnswer.Absent.class);
        assertThat(heard).containsExactly("node-1", "web-0", "web-0", "node-1");
    }
}
