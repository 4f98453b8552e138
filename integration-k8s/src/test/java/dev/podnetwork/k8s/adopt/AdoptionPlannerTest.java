package dev.podnetwork.k8s.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.k8s.adopt.ClusterFacts.NodeFact;
import dev.podnetwork.k8s.adopt.ClusterFacts.PodFact;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdoptionPlannerTest {

    @Test
    void aHealthyRecordIsTakenAsItIs() {
        PlanLine asked =
                Site.of(Site.BOUND).inCloud("eni-1", "i-1", "eni-t", "c-1").adopted();
        PlanLine unasked = Site.of(Site.BOUND).adopted();

        assertThat(asked)
                .isEqualTo(PlanLine.of("PodENI", "shop/web-0", Verdict.AS_IS, "bound on n1, and the cloud agrees"));
        assertThat(unasked).isEqualTo(PlanLine.of("PodENI", "shop/web-0", Verdict.AS_IS, "bound on n1"));
    }

    @Test
    void aKeptRecordIsTakenAsItIsAndItsOlderFinalizerStays() {
        Site site = Site.of(Site.KEPT.replace("network.alibabacloud.com/pod-eni", "pod-eni"));
        site.pods.clear();

        assertThat(site.inCloud("eni-1", "", "", "c-1").adopted().verdict()).isEqualTo(Verdict.AS_IS);
    }

    @Test
    void aRecordOfALivingPodLearnsForWhomAndWhereItIs() {
        String bare = Site.BOUND
                .replace("  annotations: {k8s.aliyun.com/pod-uid: p-1}\n", "")
                .replace("  labels: {k8s.aliyun.com/node: n1}\n", "")
                .replace("  finalizers: [network.alibabacloud.com/pod-eni]\n", "");
        PlanLine line = Site.of(bare).adopted();

        assertThat(line.verdict()).isEqualTo(Verdict.FIELDS);
        assertThat(line.reason())
                .isEqualTo(
                        "it lacks finalizer network.alibabacloud.com/pod-eni, annotation k8s.aliyun.com/pod-uid, label"
                                + " k8s.aliyun.com/node");
        assertThat(line.steps())
                .containsExactly(new Step.Patch(
                        "/apis/network.alibabacloud.com/v1beta1/namespaces/shop/podenis/web-0",
                        Map.of(
                                "metadata",
                                Map.of(
                                        "finalizers", List.of("network.alibabacloud.com/pod-eni"),
                                        "annotations", Map.of("k8s.aliyun.com/pod-uid", "p-1"),
                                        "labels", Map.of("k8s.aliyun.com/node", "n1"),
                                        "uid", "u-1",
                                        "resourceVersion", "7")),
                        false));
    }

    @Test
    void whatTheRecordLacksAndTheCloudKnowsIsFilledIn() {
        String bare = Site.BOUND
                .replace("      vSwitchID: vsw-1\n", "")
                .replace("    ipv4: 10.0.0.7\n", "")
                .replace("  trunkENIID: eni-t\n", "");
        Site site = Site.of(bare);

        assertThat(site.adopted().verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(site.adopted().reason()).contains("eni.vSwitchID").endsWith("; the cloud was not asked");
        PlanLine line = site.inCloud("eni-1", "i-1", "eni-t", "c-1").adopted();
        assertThat(line.reason())
                .isEqualTo("it lacks status.trunkENIID eni-t, vSwitchID vsw-1 of eni-1, ipv4 10.0.0.7 of eni-1");
        assertThat(line.steps()).hasSize(2);
        assertThat(line.steps().get(1))
                .isEqualTo(new Step.Patch(
                        line.steps().get(0).path(), Map.of("status", Map.of("trunkENIID", "eni-t")), true));
        assertThat(((Step.Patch) line.steps().get(0)).patch().toString())
                .contains("vSwitchID=vsw-1", "ipv4=10.0.0.7", "ipv4CIDR=10.0.0.0/19");
    }

    @Test
    void aPodThatIsElsewhereIsNotTakenForTheOneItServes() {
        Site site = Site.of(Site.BOUND.replace("  annotations: {k8s.aliyun.com/pod-uid: p-1}\n", ""));
        site.pods.put(PodRef.of("shop", "web-0"), new PodFact("p-2", "x1", false));

        assertThat(site.adopted().verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(site.adopted().reason()).contains("the pod of its name is not on i-1");
    }

    static Stream<Arguments> underWay() {
        return Stream.of(
                Arguments.of(Site.BOUND.replace("phase: Bind", "phase: Binding"), "its state is asked for first"),
                Arguments.of(Site.BOUND.replace("phase: Bind", "phase: Detaching"), "being detached"),
                Arguments.of(Site.KEPT.replace("phase: Unbind", "phase: Deleting"), "being deleted"),
                Arguments.of(
                        Site.BOUND.replace(
                                "  uid: u-1\n", "  uid: u-1\n  deletionTimestamp: \"2026-01-02T00:00:00Z\"\n"),
                        "its deletion was asked for"),
                Arguments.of(Site.BOUND.replace("pod-uid: p-1", "pod-uid: p-0"), "the pod of its name is p-1"));
    }

    @ParameterizedTest
    @MethodSource("underWay")
    void whatIsUnderWayIsLeftToTheController(String record, String reason) {
        PlanLine line = Site.of(record).adopted();

        assertThat(line.verdict()).isEqualTo(Verdict.RESUME);
        assertThat(line.reason()).contains(reason);
        assertThat(line.steps()).isEmpty();
    }

    @Test
    void aBoundRecordWhosePodIsGoneIsLetGoByTheController() {
        Site site = Site.of(Site.BOUND);
        site.pods.clear();

        assertThat(site.adopted().verdict()).isEqualTo(Verdict.RESUME);
        assertThat(site.adopted().reason()).isEqualTo("its pod is gone: it is detached and kept");
    }

    @Test
    void contradictionsAreShownWithBothSidesAndStopTheMigration() {
        assertThat(Site.of(Site.BOUND).emptyCloud().adopted().reason()).startsWith("the cloud has no eni-1");
        assertThat(Site.of(Site.BOUND)
                        .inCloud("eni-1", "i-2", "", "c-1")
                        .adopted()
                        .reason())
                .isEqualTo("the record is bound on i-1 under eni-t, and eni-1 is InUse on i-2");
        assertThat(Site.of(Site.BOUND)
                        .inCloud("eni-1", "i-1", "eni-t", "c-9")
                        .adopted()
                        .reason())
                .contains("ack.aliyun.com=c-9", "this cluster is c-1");
        assertThat(Site.of(Site.KEPT)
                        .inCloud("eni-1", "i-1", "eni-t", "c-1")
                        .adopted()
                        .reason())
                .isEqualTo("the record is kept without a pod, and eni-1 is InUse");
        assertThat(Site.of(Site.BOUND, Site.BOUND.replace("name: web-0", "name: web-1"))
                        .adopted()
                        .reason())
                .contains("shop/web-0, shop/web-1");
        PlanLine moved = Site.of(Site.BOUND.replace("node: n1", "node: x1")).adopted();
        assertThat(moved.reason()).isEqualTo("it is bound on instance i-1, and its node x1 is i-2");
        assertThat(moved.verdict().blocks()).isTrue();
    }

    @Test
    void aLingjunRecordIsTakenAsItStandsAndComparedAsAnyOther() {
        String bound = Site.BOUND
                .replace("eni-1", "leni-1")
                .replace("type: Member, ", "")
                .replace(", vid: 1001", "")
                .replace("node: n1", "node: l1")
                .replace("instanceID: i-1", "instanceID: e01-1")
                .replace("  trunkENIID: eni-t\n", "");
        Site site = Site.of(bound).inCloud("leni-1", "e01-1", "", "c-1");
        site.nodes.put("l1", new NodeFact("e01-1", "cn-hangzhou-a", "", true));
        site.pods.put(PodRef.of("shop", "web-0"), new PodFact("p-1", "l1", false));
        assertThat(site.adopted().reason()).isEqualTo("bound on l1, and the cloud agrees");
        assertThat(site.adopted().verdict()).isEqualTo(Verdict.AS_IS);

        PlanLine gone = Site.of(bound).emptyCloud().adopted();
        assertThat(gone.verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(gone.reason()).startsWith("the cloud has no leni-1");
        PlanLine moved = Site.of(bound.replace("annotations: {", "annotations: {k8s.aliyun.com/eno-api: ecs, "))
                .adopted();
        assertThat(moved.verdict()).isNotEqualTo(Verdict.FOREIGN);
        PlanLine dense = Site.of(bound.replace("annotations: {", "annotations: {k8s.aliyun.com/eno-api: hdeni, "))
                .adopted();
        assertThat(dense.verdict()).isEqualTo(Verdict.FOREIGN);
    }

    @Test
    void samplesAndOtherBackendsAreLeftAlone() {
        PlanLine sample =
                Site.of(Site.BOUND.replace("id: eni-1\n", "id: \"eni-****\"\n")).adopted();
        PlanLine lingjun = Site.of(Site.BOUND.replace("eni-1", "hdeni-1")).adopted();

        assertThat(sample.verdict()).isEqualTo(Verdict.PLACEHOLDER);
        assertThat(sample.verdict().blocks()).isFalse();
        assertThat(lingjun.verdict()).isEqualTo(Verdict.FOREIGN);
        assertThat(lingjun.verdict().blocks()).isTrue();
        assertThat(Stream.of(sample, lingjun)).allMatch(each -> each.steps().isEmpty());
    }

    @Test
    void aPhaseThatIsNoneIsUnreadable() {
        PlanLine line =
                Site.of(Site.BOUND.replace("phase: Bind", "phase: Attached")).adopted();

        assertThat(line.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(line.reason()).contains("'Attached'");
    }

    @Test
    void aNodeLearnsItsTrunkFromItsRecords() {
        Site site = Site.of(Site.BOUND);
        assertThat(AdoptionPlanner.plan(site.facts()).lines().get(1))
                .isEqualTo(PlanLine.of("Node", "n1", Verdict.AS_IS, "its trunk is eni-t, as its records say"));

        site.nodes.put("n1", new NodeFact("i-1", "cn-hangzhou-a", "", false));
        PlanLine lacks = AdoptionPlanner.plan(site.facts()).lines().get(1);
        assertThat(lacks.verdict()).isEqualTo(Verdict.FIELDS);
        assertThat(lacks.steps()).singleElement().asString().contains("k8s.aliyun.com/trunk-on=eni-t");

        site.nodes.put("n1", new NodeFact("i-1", "cn-hangzhou-a", "eni-u", false));
        assertThat(AdoptionPlanner.plan(site.facts()).lines().get(1).verdict()).isEqualTo(Verdict.CONFLICT);
    }

    @Test
    void copiesOfRecordsGoAndWhatSomebodyElseManagesStays() {
        Site site = Site.of(Site.BOUND);
        String copy = "{metadata: {name: eni-1}, spec: {podENIRef: {namespace: shop, name: web-0}}}";
        site.interfaces.add(Site.object(copy));
        site.interfaces.add(Site.object(copy.replace("web-0", "web-9")));
        site.interfaces.add(Site.object(copy.replace("spec: {", "spec: {managePolicy: {unManaged: true}, ")));
        List<PlanLine> lines = AdoptionPlanner.plan(site.facts()).lines().subList(2, 5);

        assertThat(lines).extracting(PlanLine::verdict).containsExactly(Verdict.REMOVE, Verdict.REMOVE, Verdict.AS_IS);
        assertThat(lines.get(0).steps())
                .containsExactly(new Step.Remove("/apis/network.alibabacloud.com/v1beta1/networkinterfaces/eni-1"));
        assertThat(lines.get(1).reason()).startsWith("its PodENI shop/web-9 is gone");
    }
}
