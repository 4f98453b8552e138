package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people are told about pods, policies and records that are not as they should be, and what becomes of those. */
@ExtendWith(SharedCluster.class)
class ReportsIT {
    private static final String NAMESPACE = "reports";

    private final LocalControlPlane cluster;
    private ControllerSite site;

    ReportsIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() {
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        site = new ControllerSite(cluster, FakeLatencies.ZERO)
                .node("reports-1", InstanceTypes.G7_XLARGE.instanceType(), false)
                .start(ControllerSite.options());
        Await.until(
                "what the node advertises",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .get("/api/v1/nodes/reports-1")
                        .fields("status")
                        .fields("allocatable")
                        .text("aliyun/member-eni")
                        .isPresent());
    }

    @AfterEach
    void end() {
        cluster.kubectl()
                .run("delete", "pods", "--all", "-n", NAMESPACE, "--wait=false", "--grace-period=0", "--force");
        Await.until(
                "no pod",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .list("/api/v1/namespaces/" + NAMESPACE + "/pods")
                        .isEmpty());
        site.close();
    }

    private List<String> events(String name, String reason) {
        return cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + NAMESPACE + "/events").stream()
                .filter(each -> each.fields("regarding").text("name").orElse("").equals(name))
                .filter(each -> each.text("reason").orElse("").equals(reason))
                .map(each -> each.text("note").orElse(""))
                .toList();
    }

    private void awaitEvent(String name, String reason, String note) {
        Await.until(
                reason + " about " + name,
                ControllerSite.PATIENCE,
                () -> events(name, reason).stream().anyMatch(each -> each.contains(note)));
    }

    private static String pod(String name, String node, String annotations, String resources) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: reports
                  annotations: {k8s.aliyun.com/pod-eni: "true", k8s.aliyun.com/pod-networks: '{"podNetworks":[%s]}'%s}
                spec:
                  nodeName: %s
                  terminationGracePeriodSeconds: 0
                  containers: [{name: c, image: registry.invalid/c:1, resources: {limits: {%s}}}]
                """.formatted(name, ControllerSite.elastic("vsw-zone-a-1"), annotations, node, resources);
    }

    /** A record without a vSwitch, as nobody writes it, of an interface that is attached. */
    private void spoil(String name) {
        String path = ControllerSite.path(NAMESPACE, name);
        cluster.api().merge(path, "{\"spec\":{\"zone\":null}}");
        assertThat(site.podEni(NAMESPACE, name).fields("spec").text("zone")).isEmpty();
    }

    @Test
    void aRecordThatCannotBeReadIsReportedAndItsInterfaceIsFreedWhenItIsDeleted() {
        cluster.kubectl().apply(pod("web", "reports-1", "", "aliyun/member-eni: 1"));
        awaitBound("web");
        site.kill();
        spoil("web");
        EniId eni = site.enis().get(0);
        site.start(ControllerSite.options());
        awaitEvent("web", "UpdatePodENIFailed", "spec.zone");
        assertThat(site.enis()).containsExactly(eni);

        cluster.kubectl().run("delete", "pod", "web", "-n", NAMESPACE, "--grace-period=0", "--force");
        cluster.kubectl().run("delete", "podeni", "web", "-n", NAMESPACE, "--wait=false");
        site.awaitNoEnis(ControllerSite.PATIENCE);
        Await.until(
                "the record to be gone",
                ControllerSite.PATIENCE,
                () -> site.findPodEni(NAMESPACE, "web").isEmpty());
    }

    @Test
    void whoDeletesTheRecordOfALivingPodIsToldWhyItStaysAndItGoesWithThePod() {
        cluster.kubectl().apply(pod("lives", "reports-1", "", "aliyun/member-eni: 1"));
        awaitBound("lives");
        cluster.kubectl().run("delete", "podeni", "lives", "-n", NAMESPACE, "--wait=false");
        awaitEvent("lives", "PodENIInUse", "waits for pod reports/lives, which uses its interfaces on node reports-1");
        assertThat(cluster.kubectl().run("describe", "podeni", "lives", "-n", NAMESPACE))
                .contains("PodENIInUse", "delete the pod, or let it run");
        assertThat(site.podEni(NAMESPACE, "lives").fields("status").text("phase"))
                .contains("Bind");
        assertThat(site.enis()).hasSize(1);

        // Who leads next says the same, not something else.
        site.kill();
        site.start(ControllerSite.options());
        Await.until(
                "the same event once more",
                ControllerSite.PATIENCE,
                () -> cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + NAMESPACE + "/events").stream()
                        .filter(each -> each.text("reason").orElse("").equals("PodENIInUse"))
                        .anyMatch(each -> each.fields("series").whole("count").orElse(0L) == 2));
        assertThat(events("lives", "PodENIInUse")).hasSize(1);

        cluster.kubectl().run("delete", "pod", "lives", "-n", NAMESPACE, "--grace-period=0", "--force");
        Await.until(
                "the record to be gone",
                ControllerSite.PATIENCE,
                () -> site.findPodEni(NAMESPACE, "lives").isEmpty());
        site.awaitNoEnis(ControllerSite.PATIENCE);
    }

    private void awaitBound(String name) {
        Await.until(
                name + " to be bound",
                ControllerSite.PATIENCE,
                () -> site.findPodEni(NAMESPACE, name)
                        .filter(each ->
                                each.fields("status").text("phase").orElse("").equals("Bind"))
                        .isPresent());
    }

    @Test
    void aRecordThatNamesNothingIsLetGo() {
        cluster.kubectl().apply("""
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: empty, namespace: reports, finalizers: [pod-eni]}
                spec: {zone: cn-hangzhou-a, allocations: []}
                """);
        awaitEvent("empty", "UpdatePodENIFailed", "no spec.allocations");
        cluster.kubectl().run("delete", "podeni", "empty", "-n", NAMESPACE, "--wait=false");
        Await.until(
                "the record to be gone",
                ControllerSite.PATIENCE,
                () -> site.findPodEni(NAMESPACE, "empty").isEmpty());
    }

    @Test
    void aPodThatSeveralPoliciesSelectSaysWhichOnes() {
        cluster.kubectl()
                .apply(pod("two", "reports-1", ", podnetwork.dev/policies: \"blue,green\"", "aliyun/member-eni: 1"));
        awaitEvent("two", "PodNetworkingAmbiguous", "blue, green");
        cluster.kubectl().apply(pod("one", "reports-1", "", "aliyun/member-eni: 1"));
        awaitBound("one");
        assertThat(events("one", "PodNetworkingAmbiguous")).isEmpty();
        assertThat(events("two", "PodNetworkingAmbiguous")).hasSize(1);
        Await.until(
                "the names in the record",
                ControllerSite.PATIENCE,
                () -> site.findPodEni(NAMESPACE, "two")
                        .filter(each ->
                                each.fields("status").text("phase").orElse("").equals("Bind"))
                        .flatMap(each ->
                                each.fields("metadata").fields("annotations").text("podnetwork.dev/policies"))
                        .filter("blue,green"::equals)
                        .isPresent());
        assertThat(site.podEni(NAMESPACE, "one")
                        .fields("metadata")
                        .fields("annotations")
                        .text("podnetwork.dev/policies"))
                .isEmpty();
    }

    /** One file often makes both, within a second: the policy is not Ready yet, or nobody answers for it. */
    @Test
    void aPodThatCameTogetherWithItsPolicyIsToldThatItHasNoneOfIt() {
        StringBuilder both = new StringBuilder("""
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodNetworking
                metadata: {name: reports-gap}
                spec: {selector: {podSelector: {matchLabels: {net: gap}}}, securityGroupIDs: [sg-db0001], vSwitchOptions: [vsw-zone-a-1]}
                """);
        for (int i = 0; i < 3; i++) {
            both.append("""
                    ---
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: gap-%d, namespace: reports, labels: {net: gap}}
                    spec: {nodeName: reports-1, terminationGracePeriodSeconds: 0, containers: [{name: c, image: registry.invalid/c:1}]}
                    """.formatted(i));
        }
        cluster.kubectl().apply(both.toString());
        for (int i = 0; i < 3; i++) {
            awaitEvent("gap-" + i, "PodCreateFailed", "reports-gap selects the pod");
        }
        cluster.kubectl().run("delete", "podnetworking", "reports-gap");
    }

    @Test
    void aPodThatWaitsForItsNodeSaysSoAndOneOnAVirtualNodeSaysNothing() {
        cluster.kubectl().apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: reports-bare, labels: {site: trial, kubernetes.io/hostname: reports-bare}}
                ---
                apiVersion: v1
                kind: Node
                metadata: {name: reports-virtual, labels: {site: trial, type: virtual-kubelet}}
                """);
        cluster.kubectl().apply(pod("lost", "reports-bare", "", "cpu: 1m"));
        cluster.kubectl().apply(pod("virtual", "reports-virtual", "", "cpu: 1m"));
        awaitEvent("lost", "PodNetworkWaiting", "can not found instance id");
        assertThat(events("lost", "PodNetworkWaiting"))
                .singleElement()
                .asString()
                .contains("it goes on as soon as that changes");
        assertThat(cluster.kubectl().run("describe", "pod", "lost", "-n", NAMESPACE))
                .contains("can not found instance id");
        assertThat(events("virtual", "PodNetworkWaiting")).isEmpty();
    }

    /** Traffic is the data plane's: what we owe it are interfaces that carry the groups of their pods and no others. */
    @Test
    void theInterfacesOfTrunkPodsCarryTheGroupsOfTheirPods_L7() {
        cluster.kubectl().apply(pod("behind", "reports-1", "", "aliyun/member-eni: 1"));
        cluster.kubectl()
                .apply(pod("before", "reports-1", "", "aliyun/member-eni: 1")
                        .replace("sg-db0001", "sg-gw0001\",\"sg-gw0002"));
        for (String name : List.of("behind", "before")) {
            awaitBound(name);
        }
        assertThat(groups("behind")).containsExactly("sg-db0001");
        assertThat(groups("before")).containsExactly("sg-gw0001", "sg-gw0002");
    }

    private List<String> groups(String name) {
        String eni = site.podEni(NAMESPACE, name)
                .fields("spec")
                .objects("allocations")
                .get(0)
                .fields("eni")
                .text("id")
                .orElseThrow();
        return site.cloud.inspect().eni(EniId.of(eni)).orElseThrow().securityGroups().stream()
                .map(SecurityGroupId::value)
                .toList();
    }

    @Test
    void aPolicyThatIsGoneIsNoError() {
        String policy = """
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodNetworking
                metadata: {name: reports-gone}
                spec:
                  selector: {podSelector: {matchLabels: {net: gone}}}
                  securityGroupIDs: [sg-db0001]
                  vSwitchOptions: [vsw-unknown]
                """;
        String path = "/apis/network.alibabacloud.com/v1beta1/podnetworkings/reports-gone";
        cluster.kubectl().apply(policy);
        Await.until(
                "the policy to fail",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .get(path)
                        .fields("status")
                        .text("status")
                        .filter("Fail"::equals)
                        .isPresent());
        long dropped = site.controllers().eventsDropped();
        cluster.kubectl().run("delete", "podnetworking", "reports-gone");
        Await.until(
                "the view to see it",
                ControllerSite.PATIENCE,
                () -> site.controllers().view().storedPolicy("reports-gone").isEmpty());
        // Made again, it is judged as any other: what was planned for the one before is forgotten.
        cluster.kubectl().apply(policy.replace("vsw-unknown", "vsw-zone-a-1"));
        Await.until(
                "the policy to be ready",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .get(path)
                        .fields("status")
                        .text("status")
                        .filter("Ready"::equals)
                        .isPresent());
        assertThat(site.controllers().eventsDropped()).isEqualTo(dropped);
        cluster.kubectl().run("delete", "podnetworking", "reports-gone");
    }
}
