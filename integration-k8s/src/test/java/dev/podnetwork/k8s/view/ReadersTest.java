package dev.podnetwork.k8s.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.k8s.client.Item;
import dev.podnetwork.k8s.client.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of objects, and what they come to as levels. */
class ReadersTest {
    private static final String POD = """
            {"metadata":{"name":"web-0","namespace":"team-a","uid":"u-1","resourceVersion":"5","generateName":"web-",
              "creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"web","pod-template-hash":"abc"},
              "annotations":{"other":"long","k8s.aliyun.com/pod-eni":"true"},
              "ownerReferences":[{"kind":"StatefulSet","name":"web"}],"managedFields":[{}]},
             "spec":{"nodeName":"n1","containers":[{"name":"a"},{"name":"b"}],"tolerations":[{"key":"x"}]},
             "status":{"phase":"Running","podIP":"10.0.0.1"}}
            """;

    private final PodReader reader = new PodReader();

    private SlimPod pod(String json) throws IOException {
        return reader.read(JsonTrees.reader(json.getBytes(StandardCharsets.UTF_8)))
                .value();
    }

    @Test
    void littleIsKeptOfAPod() throws IOException {
        SlimPod pod = pod(POD);
        assertThat(pod.ref()).isEqualTo(PodRef.of("team-a", "web-0"));
        assertThat(pod.annotations()).isEqualTo(Map.of("k8s.aliyun.com/pod-eni", "true"));
        assertThat(pod.labels()).as("a pod of ours is not matched again").isEmpty();
        assertThat(pod.ownerKinds()).containsExactly("StatefulSet");
        assertThat(pod.containers()).isEqualTo(2);
        assertThat(pod(POD).annotations()).as("kept once").isSameAs(pod.annotations());
    }

    @Test
    void aPodIsWhatItsStateSays() throws IOException {
        PodUid uid = PodUid.of("u-1");
        assertThat(pod(POD).answer()).isEqualTo(new PodAnswer.Scheduled(uid, NodeRef.of("n1")));
        assertThat(pod(POD.replace("\"nodeName\":\"n1\",", "")).answer()).isEqualTo(new PodAnswer.Unscheduled(uid));
        assertThat(pod(POD.replace("Running", "Succeeded")).answer()).isEqualTo(new PodAnswer.Ended(uid));
        String deleted = POD.replace("\"uid\":", "\"deletionTimestamp\":\"2026-01-01T00:00:09Z\",\"uid\":");
        assertThat(pod(deleted).answer()).isEqualTo(new PodAnswer.Terminating(uid, NodeRef.of("n1")));
        assertThat(pod(deleted.replace("Running", "Failed")).answer()).isEqualTo(new PodAnswer.Ended(uid));
    }

    private static NodeAnswer node(Map<String, String> labels, boolean trunk, boolean limitsKnown) {
        InstanceTypeLimits limits = new InstanceTypeLimits("ecs.g7.xlarge", 4, 20, 15, 15, true, 0);
        NodeLevels levels =
                new NodeLevels(new ViewSettings("kube-system", trunk, Map.of(), type -> limitsKnown ? limits : null));
        return levels.answer(new SlimNode(
                "n1",
                "u",
                "cn-hangzhou.i-1",
                labels,
                Map.of("k8s.aliyun.com/trunk-on", "eni-t"),
                Map.of("aliyun/member-eni", "7"),
                Map.of("aliyun/member-eni", "7")));
    }

    private static final Map<String, String> LABELS = Map.of(
            "topology.kubernetes.io/zone", "cn-hangzhou-a",
            "topology.kubernetes.io/region", "cn-hangzhou",
            "node.kubernetes.io/instance-type", "ecs.g7.xlarge");

    @Test
    void slotsComeFromTheTypeElseFromWhatTheNodeAdvertises() {
        assertThat(((NodeAnswer.Present) node(LABELS, true, true)).facts().memberSlots())
                .isEqualTo(16);
        assertThat(((NodeAnswer.Present) node(LABELS, true, false)).facts().memberSlots())
                .isEqualTo(7);
    }

    @Test
    void withoutTrunkEveryNodeIsExclusive() {
        var facts = ((NodeAnswer.Present) node(LABELS, false, true)).facts();
        assertThat(facts.exclusive()).isTrue();
        assertThat(facts.trunk()).isNull();
        assertThat(facts.secondarySlots()).isEqualTo(3);
    }

    @Test
    void aNodeThatLacksALabelSaysWhich() {
        assertThat(((NodeAnswer.Unusable) node(Map.of(), true, true)).reason()).contains("region");
    }

    @Test
    void aListTellsOfWhatChangedAndWhatIsGone() {
        List<String> told = new ArrayList<>();
        LiveCache<String, String> cache = new LiveCache<>(told::add);
        cache.listing();
        cache.put(new Item<>("a", "1", "x"));
        cache.put(new Item<>("b", "2", "y"));
        cache.listed();
        told.clear();
        cache.listing();
        cache.put(new Item<>("a", "3", "x"));
        cache.listed();
        assertThat(told).as("a changed in nothing that is kept").containsExactly("b");
        assertThat(cache.get("b")).isNull();
    }
}
