package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * W15: pods without a policy that run on exclusive nodes do not ask for {@code aliyun/eni}, so the scheduler sends more of them
 * than the node has ENIs. The assertion also runs against a variant that admits pods without a policy as they are, and fails there.
 */
final class W15ExclusiveNodesTest {
    private static final int ENIS_OF_THE_NODE = 3;
    private static final EniConfig CONFIG = Objects.requireNonNull(
            EniConfigReader.read(Map.of("vswitches", Map.of("zone-a", List.of("vsw-1")), "security_group", "sg-1"))
                    .config());
    private static final Map<String, Object> OBJECT = Map.of("spec", Map.of("containers", List.of(Map.of())));
    private static final PodFacts PLAIN = PodFacts.plain(PodRef.of("default", "pod"), Map.of(), List.of("ReplicaSet"));

    private interface Admits {
        AdmissionAnswer admit(PodFacts pod, ClusterSettings settings);
    }

    private static AdmissionAnswer ours(PodFacts pod, ClusterSettings settings) {
        return PodAdmission.decide(
                pod, OBJECT, RequestContext.atAdmission(PodNetworkingMatcher.of(List.of()), CONFIG, settings), null);
    }

    private static AdmissionAnswer weak(PodFacts pod, ClusterSettings settings) {
        return new AdmissionAnswer.Allow("not match", List.of());
    }

    /** How many of ten pods the scheduler sends to a node that has three ENIs. */
    private static int sent(AdmissionAnswer answer) {
        ResourceRequest asked = answer instanceof AdmissionAnswer.Edit edit ? edit.resource() : null;
        boolean counted = asked != null && asked.name().equals("aliyun/eni");
        return counted ? ENIS_OF_THE_NODE / asked.count() : 10;
    }

    private static void noMorePodsThanEnis(Admits system) {
        assertThat(sent(system.admit(PLAIN, ClusterSettings.DEFAULT.withAllNodesExclusive())))
                .as("in a cluster of exclusive nodes")
                .isEqualTo(ENIS_OF_THE_NODE);
        assertThat(sent(system.admit(PLAIN.onExclusiveNodes(), ClusterSettings.DEFAULT)))
                .as("selected by the pod in a mixed cluster")
                .isEqualTo(ENIS_OF_THE_NODE);
    }

    @Test
    void theSchedulerSendsNoMorePodsToAnExclusiveNodeThanItHasEnis_W15() {
        noMorePodsThanEnis(W15ExclusiveNodesTest::ours);
        assertThatThrownBy(() -> noMorePodsThanEnis(W15ExclusiveNodesTest::weak))
                .isInstanceOf(AssertionError.class);
    }

    private static Map<String, Object> affinity(Object... terms) {
        return Map.of(
                "affinity",
                Map.of(
                        "nodeAffinity",
                        Map.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                Map.of("nodeSelectorTerms", List.of(terms)))));
    }

    private static Map<String, Object> term(String kind, String key, String operator, Object... values) {
        return Map.of(kind, List.of(Map.of("key", key, "operator", operator, "values", List.of(values))));
    }

    private static boolean onlyExclusive(Map<String, Object> spec) {
        return ExclusivePlacement.isCertain(spec, node -> node.startsWith("exclusive-"));
    }

    @Test
    void whatAPodSaysAboutItsNodesCountsInEveryForm_W15() {
        String label = "k8s.aliyun.com/exclusive-mode-eni-type";
        Map<String, Object> exclusive = term("matchExpressions", label, "In", "eniOnly");
        Map<String, Object> byName = term("matchFields", "metadata.name", "In", "exclusive-1");
        assertThat(onlyExclusive(Map.of("nodeSelector", Map.of(label, "eniOnly"))))
                .isTrue();
        assertThat(onlyExclusive(affinity(exclusive))).isTrue();
        assertThat(onlyExclusive(affinity(exclusive, byName))).isTrue();
        assertThat(onlyExclusive(Map.of("nodeName", "exclusive-1"))).isTrue();

        assertThat(onlyExclusive(Map.of())).isFalse();
        assertThat(onlyExclusive(Map.of("nodeSelector", Map.of(label, "default"))))
                .isFalse();
        assertThat(onlyExclusive(affinity())).isFalse();
        assertThat(onlyExclusive(affinity(exclusive, term("matchExpressions", "zone", "In", "a"))))
                .as("the other term lets it go to shared nodes")
                .isFalse();
        assertThat(onlyExclusive(affinity(term("matchExpressions", label, "In", "eniOnly", "default"))))
                .isFalse();
        assertThat(onlyExclusive(affinity(term("matchExpressions", label, "NotIn", "eniOnly"))))
                .isFalse();
        assertThat(onlyExclusive(affinity(term("matchFields", "metadata.name", "In", "shared-1"))))
                .isFalse();
        assertThat(onlyExclusive(Map.of("nodeName", "shared-1", "nodeSelector", Map.of(label, "eniOnly"))))
                .as("the scheduler is not asked any more")
                .isFalse();
        assertThat(onlyExclusive(Map.of("nodeSelector", "eniOnly", "affinity", List.of())))
                .as("what cannot be read says nothing")
                .isFalse();
    }

    @Test
    void podsThatMayGoToSharedNodesAskForNothing() {
        assertThat(ours(PLAIN, ClusterSettings.DEFAULT)).isInstanceOf(AdmissionAnswer.Allow.class);
    }

    @Test
    void withoutVSwitchesToTakeAPodIsLetThrough() {
        AdmissionAnswer answer = PodAdmission.decide(
                PLAIN,
                OBJECT,
                RequestContext.atAdmission(
                        PodNetworkingMatcher.of(List.of()), null, ClusterSettings.DEFAULT.withAllNodesExclusive()),
                null);
        assertThat(answer).isInstanceOf(AdmissionAnswer.Allow.class);
    }

    @Test
    void whatWasAdmittedIsAdmittedAgain() {
        ClusterSettings exclusive = ClusterSettings.DEFAULT.withAllNodesExclusive();
        AdmissionAnswer.Edit first = (AdmissionAnswer.Edit) ours(PLAIN, exclusive);
        PodFacts exported = PLAIN.withNetworks(ParsedAnnotation.of(
                        NetworkEntries.write(first.resolved().entries())))
                .withAnnotation("k8s.aliyun.com/pod-eni", "true");
        AdmissionAnswer again = PodAdmission.decide(
                exported,
                PodEdit.apply(OBJECT, first.edits()),
                RequestContext.atAdmission(PodNetworkingMatcher.of(List.of()), CONFIG, exclusive),
                null);
        assertThat(again)
                .isInstanceOfSatisfying(
                        AdmissionAnswer.Edit.class,
                        edit -> assertThat(edit.edits()).isEmpty());
    }
}
