package dev.podnetwork.fake.sim.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterModelTest {
    private static final ZoneId ZONE_A = ZoneId.of("zone-a");
    private static final ZoneId ZONE_B = ZoneId.of("zone-b");
    private static final PodTemplate PLAIN = PodTemplate.labelled(Map.of("app", "web"));

    private final SimWorld world = new SimWorld(5);
    private final Map<String, String> denied = new LinkedHashMap<>();
    private final Set<ZoneId> zones = new LinkedHashSet<>();
    private final ClusterModel cluster = new ClusterModel(world, ClusterTimings.USUAL, this::admit);

    private SimAdmission.Verdict admit(PodRef pod, Workload owner, Map<String, String> namespaceLabels) {
        String reason = denied.get(owner.name().name());
        if (reason != null) {
            return new SimAdmission.Denied(reason);
        }
        Map<String, String> annotations = Map.of("team", namespaceLabels.getOrDefault("team", ""));
        return new SimAdmission.Admitted(annotations, NodeSpec.MEMBER_ENI, 1, List.copyOf(zones));
    }

    private void node(String name, ZoneId zone, int slots) {
        cluster.addNode(
                NodeSpec.trunk(NodeRef.of(name), InstanceId.of("i-" + name), zone, EniId.of("eni-" + name), slots));
    }

    private void bindEverything() {
        cluster.onChange(pod -> {
            if (pod.state() == SimPod.State.SCHEDULED) {
                cluster.bound(pod.ref(), pod.uid());
            }
        });
    }

    private void seconds(int seconds) {
        world.runFor(Duration.ofSeconds(seconds));
    }

    private static PodRef ref(String name) {
        return PodRef.of("default", name);
    }

    private List<String> names(SimPod.State state) {
        List<String> names = new ArrayList<>();
        cluster.pods().stream()
                .filter(pod -> pod.state() == state)
                .forEach(pod -> names.add(pod.ref().name()));
        return names;
    }

    @Test
    void anOrderedStatefulSetWaitsForEachPodAndAParallelOneDoesNot() {
        node("n1", ZONE_A, 10);
        cluster.apply(Workload.statefulSet(ref("web"), 3, PLAIN));
        cluster.apply(Workload.statefulSet(ref("all"), 2, PLAIN).inParallel());
        seconds(60);
        assertThat(names(SimPod.State.SCHEDULED)).containsExactlyInAnyOrder("web-0", "all-0", "all-1");
        SimPod first = cluster.pod(ref("web-0")).orElseThrow();
        cluster.bound(first.ref(), PodUid.of("another"));
        seconds(60);
        assertThat(first.state()).isEqualTo(SimPod.State.SCHEDULED);
        cluster.bound(first.ref(), first.uid());
        seconds(60);
        assertThat(names(SimPod.State.RUNNING)).containsExactly("web-0");
        assertThat(names(SimPod.State.SCHEDULED)).contains("web-1").doesNotContain("web-2");
    }

    @Test
    void aDeletedStatefulPodEndsGoesAndComesAgainWithAnotherUid() {
        bindEverything();
        node("n1", ZONE_A, 10);
        cluster.apply(Workload.statefulSet(ref("web"), 1, PLAIN));
        seconds(10);
        PodUid old = cluster.pod(ref("web-0")).orElseThrow().uid();
        List<SimPod.State> states = new ArrayList<>();
        cluster.onChange(pod -> states.add(pod.state()));
        cluster.deletePod(ref("web-0"));
        seconds(60);
        assertThat(states)
                .containsExactly(
                        SimPod.State.TERMINATING,
                        SimPod.State.ENDED,
                        SimPod.State.GONE,
                        SimPod.State.PENDING,
                        SimPod.State.SCHEDULED,
                        SimPod.State.RUNNING);
        assertThat(cluster.pod(ref("web-0")).orElseThrow().uid()).isNotEqualTo(old);
    }

    @Test
    void deploymentsScaleUpAndDownUnderRandomNames() {
        bindEverything();
        node("n1", ZONE_A, 10);
        cluster.apply(Workload.deployment(ref("api"), 4, PLAIN));
        seconds(10);
        assertThat(names(SimPod.State.RUNNING)).hasSize(4).allMatch(name -> name.matches("api-[a-z0-9]{8}"));
        cluster.scale(ref("api"), 1);
        seconds(60);
        assertThat(cluster.pods()).hasSize(1);
        cluster.remove(ref("api"));
        seconds(60);
        assertThat(cluster.pods()).isEmpty();
    }

    @Test
    void aStatefulSetIsScaledDownFromTheHighestOrdinal() {
        bindEverything();
        node("n1", ZONE_A, 10);
        cluster.apply(Workload.statefulSet(ref("web"), 3, PLAIN));
        seconds(20);
        cluster.scale(ref("web"), 1);
        seconds(120);
        assertThat(names(SimPod.State.RUNNING)).containsExactly("web-0");
    }

    @Test
    void theSchedulerHonoursResourcesZonesAndCordons() {
        node("a", ZONE_A, 1);
        node("b", ZONE_B, 5);
        zones.add(ZONE_A);
        cluster.apply(Workload.deployment(ref("api"), 3, PLAIN));
        seconds(10);
        assertThat(names(SimPod.State.SCHEDULED)).hasSize(1);
        assertThat(cluster.unscheduled()).isEqualTo(2);
        node("a2", ZONE_A, 1);
        seconds(10);
        assertThat(cluster.unscheduled()).isEqualTo(1);
        cluster.cordon(NodeRef.of("a"), true);
        cluster.pods().stream()
                .filter(pod -> pod.node().equals(java.util.Optional.of(NodeRef.of("a"))))
                .toList()
                .forEach(pod -> cluster.deletePod(pod.ref()));
        seconds(60);
        assertThat(cluster.unscheduled()).isEqualTo(2);
        cluster.cordon(NodeRef.of("a"), false);
        seconds(10);
        assertThat(cluster.unscheduled()).isEqualTo(1);
        assertThat(cluster.node(NodeRef.of("b")).orElseThrow().pods()).isEmpty();
    }

    @Test
    void aDrainedNodeEmptiesAndADeletedOneTakesItsPodsWithIt() {
        bindEverything();
        node("a", ZONE_A, 5);
        cluster.apply(Workload.statefulSet(ref("web"), 2, PLAIN).inParallel());
        seconds(10);
        node("b", ZONE_A, 5);
        cluster.drain(NodeRef.of("a"));
        seconds(60);
        assertThat(cluster.node(NodeRef.of("a")).orElseThrow().pods()).isEmpty();
        assertThat(cluster.node(NodeRef.of("b")).orElseThrow().pods()).hasSize(2);
        cluster.deleteNode(NodeRef.of("b"));
        seconds(5);
        assertThat(names(SimPod.State.RUNNING)).hasSize(2);
        seconds(60);
        assertThat(names(SimPod.State.PENDING)).containsExactlyInAnyOrder("web-0", "web-1");
        cluster.addNode(NodeSpec.trunk(NodeRef.of("b"), InstanceId.of("i-new"), ZONE_A, null, 5));
        seconds(10);
        assertThat(names(SimPod.State.RUNNING)).hasSize(2);
    }

    @Test
    void aDaemonSetHasOnePodPerNodeAndABarePodIsNotRecreated() {
        bindEverything();
        node("a", ZONE_A, 5);
        cluster.apply(Workload.daemonSet(ref("agent"), PLAIN));
        cluster.apply(Workload.bare(ref("job"), PLAIN));
        seconds(10);
        node("b", ZONE_B, 5);
        seconds(10);
        assertThat(cluster.pods()).hasSize(3);
        cluster.succeed(ref("job"));
        seconds(60);
        assertThat(cluster.pod(ref("job")).orElseThrow().state()).isEqualTo(SimPod.State.ENDED);
        cluster.deletePod(ref("job"));
        cluster.forceDelete(cluster.node(NodeRef.of("a"))
                .orElseThrow()
                .pods()
                .iterator()
                .next()
                .ref());
        seconds(60);
        assertThat(cluster.pod(ref("job"))).isEmpty();
        assertThat(cluster.pods()).hasSize(2);
    }

    @Test
    void admissionSeesTheNamespaceAndADeniedPodIsTriedAgain() {
        node("a", ZONE_A, 5);
        cluster.setNamespace("default", Map.of("team", "blue"));
        denied.put("web", "no policy is ready");
        cluster.apply(Workload.statefulSet(ref("web"), 1, PLAIN));
        seconds(10);
        assertThat(cluster.pods()).isEmpty();
        assertThat(cluster.denials()).containsEntry(ref("web-0"), "no policy is ready");
        denied.clear();
        seconds(20);
        SimPod pod = cluster.pod(ref("web-0")).orElseThrow();
        assertThat(pod.annotations()).containsEntry("team", "blue");
        assertThat(cluster.denials()).isEmpty();
    }
}
