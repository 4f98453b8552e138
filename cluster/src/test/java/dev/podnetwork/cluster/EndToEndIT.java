package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.tree.Doc;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Controllers on a real control plane with fake kubelets: a pod runs exactly when its interface is there. */
@ExtendWith(SharedCluster.class)
class EndToEndIT {
    private static final String NAMESPACE = "end-to-end";

    private final LocalControlPlane cluster;
    private ControllerSite site;

    EndToEndIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() {
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        site = new ControllerSite(cluster, FakeLatencies.ZERO);
        site.node("trial-1", InstanceTypes.G7_XLARGE.instanceType(), false)
                .node("trial-2", InstanceTypes.G7_XLARGE.instanceType(), false)
                .node("trial-own", InstanceTypes.G7_XLARGE.instanceType(), true)
                .start(ControllerSite.options());
        for (String each : List.of("trial-1", "trial-2")) {
            Await.until(
                    "what " + each + " advertises",
                    ControllerSite.PATIENCE,
                    () -> node(each)
                            .fields("status")
                            .fields("allocatable")
                            .text("aliyun/member-eni")
                            .isPresent());
        }
    }

    @AfterEach
    void end() {
        cluster.kubectl().run("delete", "statefulsets,deployments", "--all", "-n", NAMESPACE, "--wait=false");
        Await.until(
                "no pod",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .list("/api/v1/namespaces/" + NAMESPACE + "/pods")
                        .isEmpty());
        site.close();
    }

    private Doc.Fields node(String name) {
        return cluster.api().get("/api/v1/nodes/" + name);
    }

    private void awaitRunning(String app, int count) {
        Await.until(
                count + " running pods of " + app,
                ControllerSite.PATIENCE,
                () -> site.running(NAMESPACE, "app=" + app) == count);
    }

    @Test
    void nodesAdvertiseWhatTheirInstanceCarriesAndItIsPutBack() {
        Await.until(
                "member-eni",
                ControllerSite.PATIENCE,
                () -> node("trial-1")
                        .fields("status")
                        .fields("allocatable")
                        .text("aliyun/member-eni")
                        .filter("16"::equals)
                        .isPresent());
        assertThat(node("trial-1").fields("metadata").fields("annotations").text("k8s.aliyun.com/trunk-on"))
                .isPresent();
        Await.until(
                "eni",
                ControllerSite.PATIENCE,
                () -> node("trial-own")
                        .fields("status")
                        .fields("capacity")
                        .text("aliyun/eni")
                        .filter("3"::equals)
                        .isPresent());
        assertThat(node("trial-own").fields("status").fields("capacity").text("aliyun/member-eni"))
                .isEmpty();
        cluster.api()
                .merge(
                        "/api/v1/nodes/trial-1/status",
                        "{\"status\":{\"capacity\":{\"aliyun/member-eni\":\"99\"},\"allocatable\":{\"aliyun/member-eni\":\"99\"}}}");
        Await.until(
                "the drift to be undone",
                ControllerSite.PATIENCE,
                () -> node("trial-1")
                        .fields("status")
                        .fields("allocatable")
                        .text("aliyun/member-eni")
                        .filter("16"::equals)
                        .isPresent());
        assertThat(cluster.kubectl().run("describe", "node", "trial-own")).contains("aliyun/eni");
    }

    @Test
    void policiesBecomeReadyOrSayWhyNot() {
        String policy = """
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodNetworking
                metadata: {name: %s}
                spec:
                  selector: {podSelector: {matchLabels: {net: %s}}}
                  securityGroupIDs: [sg-db0001]
                  vSwitchOptions: [%s]
                """;
        cluster.kubectl().apply(policy.formatted("good", "good", "vsw-zone-a-1"));
        cluster.kubectl().apply(policy.formatted("foreign", "foreign", "vsw-foreign"));
        cluster.kubectl().run("wait", "pn/good", "--for=jsonpath={.status.status}=Ready", "--timeout=60s");
        cluster.kubectl().run("wait", "pn/foreign", "--for=jsonpath={.status.status}=Fail", "--timeout=60s");
        Doc.Fields status = cluster.api()
                .get("/apis/network.alibabacloud.com/v1beta1/podnetworkings/foreign")
                .fields("status");
        assertThat(status.text("message").orElse("")).contains("vpc-1").contains("vpc-2");
        String events = cluster.kubectl().run("describe", "pn", "foreign");
        assertThat(events).contains("SyncPodNetworkingFailed");
        cluster.kubectl().run("delete", "pn", "good", "foreign");
    }

    @Test
    void aFixedStatefulSetRunsAndKeepsItsAddresses() {
        ApiMetrics before = ApiMetrics.of(cluster.api());
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "StatefulSet",
                        NAMESPACE,
                        "ledger",
                        3,
                        ControllerSite.fixed("vsw-zone-a-1", "\"TTL\",\"releaseAfter\":\"1h\"")));
        awaitRunning("ledger", 3);
        ApiMetrics made = ApiMetrics.of(cluster.api()).since(before);
        assertThat(made.writes("podenis") + made.writes("podenis/status"))
                .as("three writes to bound: " + made.writes())
                .isEqualTo(9);
        assertThat(site.controllers().eventsWritten()).isZero();

        Doc.Fields record = site.podEni(NAMESPACE, "ledger-0");
        String address =
                record.fields("spec").objects("allocations").get(0).text("ipv4").orElseThrow();
        assertThat(cluster.api()
                        .get("/api/v1/namespaces/" + NAMESPACE + "/pods/ledger-0")
                        .fields("status")
                        .text("podIP"))
                .contains(address);
        assertThat(record.fields("status").text("phase")).contains("Bind");
        assertThat(record.fields("metadata").texts("finalizers")).containsExactly("network.alibabacloud.com/pod-eni");

        String uid = record.fields("metadata")
                .fields("annotations")
                .text("k8s.aliyun.com/pod-uid")
                .orElseThrow();
        cluster.kubectl().run("delete", "pod", "ledger-0", "-n", NAMESPACE, "--wait=false");
        Await.until("the next ledger-0 to run", ControllerSite.PATIENCE, () -> {
            Doc.Fields now = site.podEni(NAMESPACE, "ledger-0");
            return now.fields("status").text("phase").orElse("").equals("Bind")
                    && !now.fields("metadata")
                            .fields("annotations")
                            .text("k8s.aliyun.com/pod-uid")
                            .orElseThrow()
                            .equals(uid);
        });
        awaitRunning("ledger", 3);
        assertThat(site.podEni(NAMESPACE, "ledger-0")
                        .fields("spec")
                        .objects("allocations")
                        .get(0)
                        .text("ipv4"))
                .contains(address);
    }

    @Test
    void anElasticDeploymentLeavesNothingBehind() {
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, "crunch", 12, ControllerSite.elastic("vsw-zone-a-2")));
        awaitRunning("crunch", 12);
        assertThat(site.enis()).hasSize(12);
        cluster.kubectl().run("scale", "deployment/crunch", "-n", NAMESPACE, "--replicas=0");
        site.awaitNoEnis(ControllerSite.PATIENCE);
        Await.until(
                "no record",
                ControllerSite.PATIENCE,
                () ->
                        cluster
                                .api()
                                .list("/apis/network.alibabacloud.com/v1beta1/namespaces/" + NAMESPACE + "/podenis")
                                .stream()
                                .noneMatch(each -> each.fields("metadata")
                                        .text("name")
                                        .orElse("")
                                        .startsWith("crunch")));
    }

    @Test
    void deletingARetainedRecordFreesItsInterface() {
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "StatefulSet", NAMESPACE, "never", 1, ControllerSite.fixed("vsw-zone-a-1", "\"Never\"")));
        awaitRunning("never", 1);
        String eni = site.podEni(NAMESPACE, "never-0")
                .fields("spec")
                .objects("allocations")
                .get(0)
                .fields("eni")
                .text("id")
                .orElseThrow();
        cluster.kubectl().run("scale", "statefulset/never", "-n", NAMESPACE, "--replicas=0");
        Await.until(
                "Unbind",
                ControllerSite.PATIENCE,
                () -> site.podEni(NAMESPACE, "never-0")
                        .fields("status")
                        .text("phase")
                        .orElse("")
                        .equals("Unbind"));
        assertThat(site.podEni(NAMESPACE, "never-0")
                        .fields("status")
                        .fields("eniInfos")
                        .fields(eni)
                        .get("vid"))
                .as("W44: no VLAN id once it is off its node")
                .isEmpty();
        cluster.kubectl().run("delete", "podeni", "never-0", "-n", NAMESPACE, "--timeout=60s");
        assertThat(site.enis().stream().map(Object::toString)).doesNotContain(eni);
    }

    @Test
    void aPodThatWaitsIsToldWhyAndUntilWhen() {
        // A /29 has four addresses for us.
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "StatefulSet", NAMESPACE, "tiny", 6, ControllerSite.elastic("vsw-tiny")));
        Await.until(
                "an event",
                ControllerSite.PATIENCE,
                () -> waiting("tiny").stream().anyMatch(note -> note.contains("vsw-tiny")));
        cluster.kubectl().run("scale", "statefulset/tiny", "-n", NAMESPACE, "--replicas=2");
        Await.until("two run", ControllerSite.PATIENCE, () -> site.running(NAMESPACE, "app=tiny") == 2);
    }

    private List<String> waiting(String prefix) {
        return cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + NAMESPACE + "/events").stream()
                .filter(event -> event.text("reason").orElse("").equals("PodNetworkWaiting"))
                .filter(event ->
                        event.fields("regarding").text("name").orElse("").startsWith(prefix))
                .map(event -> event.text("note").orElse(""))
                .toList();
    }

    @Test
    void podsThatCameWhileItWasDownAreFoundAndNothingLeaksWhenItIsKilled() {
        site.kill();
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, "late", 10, ControllerSite.elastic("vsw-zone-a-2")));
        Await.until(
                "scheduled pods",
                ControllerSite.PATIENCE,
                () -> cluster.api().list("/api/v1/namespaces/" + NAMESPACE + "/pods?labelSelector=app=late").stream()
                                .filter(pod ->
                                        pod.fields("spec").text("nodeName").isPresent())
                                .count()
                        == 10);
        site.start(ControllerSite.options());
        Await.pause(Duration.ofMillis(700));
        site.kill();
        site.start(ControllerSite.options());
        awaitRunning("late", 10);
        assertThat(site.enis()).hasSize(10);
        cluster.kubectl().run("scale", "deployment/late", "-n", NAMESPACE, "--replicas=0");
        site.awaitNoEnis(ControllerSite.PATIENCE);
    }
}
