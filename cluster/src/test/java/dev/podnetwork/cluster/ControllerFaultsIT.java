package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.k8s.tree.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What breaks the existing control plane, done to ours: real processes that are killed, an API server that goes away. Afterwards
 * every pod runs, no interface is left over and none is in two records.
 */
@SuppressWarnings("try")
class ControllerFaultsIT {
    private static final Duration LONG = Duration.ofSeconds(150);
    private static final String NAMESPACE = "faults";
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: missed}
            spec: {selector: {podSelector: {matchLabels: {net: missed}}}, securityGroupIDs: [sg-db0001], vSwitchOptions: [vsw-zone-a-1]}
            """;
    /** A pod that admission, which is away here, let pass without the network of that policy. */
    private static final String ADMITTED_WITHOUT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: missed, namespace: faults}
            spec:
              selector: {matchLabels: {app: missed}}
              template:
                metadata: {labels: {app: missed, net: missed}}
                spec: {nodeSelector: {site: trial}, terminationGracePeriodSeconds: 0, containers: [{name: c, image: registry.invalid/c:1}]}
            """;

    private static LocalControlPlane cluster;
    private ControllerSite site;
    private FakeOpenApiServer wire;

    @BeforeAll
    static void startCluster() {
        cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE);
        SharedCluster.applyDefinitions(cluster);
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void begin() {
        site = new ControllerSite(cluster, FakeLatencies.REALISTIC);
        site.cloud.addInstanceType(new InstanceTypeLimits("ecs.big", 8, 108, 20, 20, true, 0));
        site.node("big-1", "ecs.big", false).node("big-2", "ecs.big", false);
        wire = FakeOpenApiServer.of(site.cloud)
                .region("cn-hangzhou")
                .key(FakeAccessKey.of("fake-key", "fake-secret").allowing(List.of("*")))
                .start();
    }

    @AfterEach
    void end() {
        cluster.kubectl().run("delete", "statefulsets,deployments", "--all", "-n", NAMESPACE, "--wait=false");
        Await.until(
                "no pod",
                LONG,
                () -> cluster.api()
                        .list("/api/v1/namespaces/" + NAMESPACE + "/pods")
                        .isEmpty());
        site.close();
        wire.close();
    }

    private ControllerProcess controller(String name) {
        return ControllerProcess.start(cluster, wire, name, "");
    }

    private ControllerProcess elected(String name) {
        return ControllerProcess.start(cluster, wire, name, "leaderElection: true\n");
    }

    private void awaitCapacity() {
        for (String node : List.of("big-1", "big-2")) {
            Await.until(
                    "what " + node + " advertises",
                    LONG,
                    () -> cluster.api()
                            .get("/api/v1/nodes/" + node)
                            .fields("status")
                            .fields("allocatable")
                            .text("aliyun/member-eni")
                            .isPresent());
        }
    }

    private void awaitRunning(String app, int count) {
        Await.until(count + " running pods of " + app, LONG, () -> site.running(NAMESPACE, "app=" + app) == count);
    }

    private static void awaitEvent(String namespace, String about, String reason) {
        Await.until(
                reason + " about " + about,
                LONG,
                () -> cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events").stream()
                        .filter(each -> each.text("reason").orElse("").equals(reason))
                        .anyMatch(each ->
                                each.fields("regarding").text("name").orElse("").startsWith(about)));
    }

    private List<Doc.Fields> records() {
        return cluster.api().list("/apis/network.alibabacloud.com/v1beta1/namespaces/" + NAMESPACE + "/podenis");
    }

    private void assertEachInterfaceOnce(int count) {
        Map<String, Long> holders = records().stream()
                .flatMap(record -> record.fields("spec").objects("allocations").stream())
                .collect(Collectors.groupingBy(
                        each -> each.fields("eni").text("id").orElse("none"), Collectors.counting()));
        assertThat(holders)
                .hasSize(count)
                .doesNotContainKey("none")
                .allSatisfy((eni, n) -> assertThat(n).isEqualTo(1));
        Await.until(
                "no interface without a record, of " + site.enis(),
                LONG,
                () -> site.enis().size() == count);
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 2000, 4000})
    void killedInABurstItLeaksNothing(long afterMillis) {
        ControllerProcess first = controller("burst-a-" + afterMillis).awaitLeading();
        awaitCapacity();
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, "burst", 60, ControllerSite.elastic("vsw-zone-a-1")));
        Await.pause(Duration.ofMillis(afterMillis));
        first.kill();
        try (ControllerProcess second = controller("burst-b-" + afterMillis).awaitLeading()) {
            awaitRunning("burst", 60);
            assertEachInterfaceOnce(60);
            cluster.kubectl().run("scale", "deployment/burst", "-n", NAMESPACE, "--replicas=0");
            site.awaitNoEnis(LONG);
            Await.until("no record", LONG, () -> records().isEmpty());
        }
    }

    @Test
    void aFixedStatefulSetThatIsDeletedAtOnceLeavesNothingStuck() {
        try (ControllerProcess only = controller("at-once").awaitLeading()) {
            awaitCapacity();
            String set = ControllerSite.workload(
                    "StatefulSet",
                    NAMESPACE,
                    "brief",
                    60,
                    ControllerSite.fixed("vsw-zone-a-1", "\"TTL\",\"releaseAfter\":\"5m\""));
            cluster.kubectl().apply(set);
            Await.pause(Duration.ofSeconds(4));
            cluster.kubectl().delete(set);
            Await.until(
                    "every record to rest",
                    LONG,
                    () -> cluster.api()
                                    .list("/api/v1/namespaces/" + NAMESPACE + "/pods")
                                    .isEmpty()
                            && records().stream()
                                    .allMatch(each -> each.fields("status")
                                            .text("phase")
                                            .orElse("")
                                            .equals("Unbind")));
            cluster.kubectl()
                    .apply(ControllerSite.workload(
                            "Deployment", NAMESPACE, "others", 5, ControllerSite.elastic("vsw-zone-a-2")));
            awaitRunning("others", 5);
            records().stream()
                    .filter(each ->
                            each.fields("metadata").text("name").orElse("").startsWith("brief"))
                    .forEach(each -> cluster.api()
                            .delete(ControllerSite.path(
                                    NAMESPACE,
                                    each.fields("metadata").text("name").orElseThrow())));
            Await.until("the retained ones to go", LONG, () -> records().size() == 5);
            assertEachInterfaceOnce(5);
        }
    }

    @Test
    void twoControllersHandOverAndOnlyOneActs() {
        ControllerProcess first = elected("hand-a").awaitLeading();
        try (ControllerProcess second = elected("hand-b")) {
            awaitCapacity();
            cluster.kubectl().apply(POLICY);
            cluster.kubectl().run("wait", "pn/missed", "--for=jsonpath={.status.status}=Ready", "--timeout=60s");
            cluster.kubectl()
                    .apply(ControllerSite.workload(
                            "Deployment", NAMESPACE, "hand", 40, ControllerSite.elastic("vsw-zone-a-1")));
            Await.pause(Duration.ofSeconds(3));
            Await.until("the second to listen", LONG, () -> second.log().contains("listens on"));
            Await.until(
                    "the second to know who leads",
                    LONG,
                    () -> second.page("/readyz").contains("leader: "));
            assertThat(second.page("/readyz")).contains("leads: false");
            assertThat(second.log()).contains("until it lets the lease go or has not renewed it for 15 s");
            // Nobody answers webhooks here: it is admitted without its policy while the first still leads, or nobody
            // does.
            first.kill();
            cluster.kubectl().apply(ADMITTED_WITHOUT);
            second.awaitLeading();
            assertThat(second.log()).contains("leads by", "has not renewed it for");
            awaitEvent(NAMESPACE, "missed-", "PodCreateFailed");
            awaitEvent("kube-system", "terway-controlplane", "LeaderElection");
            awaitRunning("hand", 40);
            assertEachInterfaceOnce(40);
            try (ControllerProcess third = elected("hand-c")) {
                Await.until("the third to be ready", LONG, () -> third.log().contains("listens on"));
                second.stop();
                third.awaitLeading();
                cluster.kubectl().run("scale", "deployment/hand", "-n", NAMESPACE, "--replicas=0");
                site.awaitNoEnis(LONG);
            }
        }
    }

    @Test
    void theApiServerComesAndGoes() {
        try (ControllerProcess only = controller("restart").awaitLeading()) {
            awaitCapacity();
            cluster.kubectl()
                    .apply(ControllerSite.workload(
                            "Deployment", NAMESPACE, "calm", 20, ControllerSite.elastic("vsw-zone-a-1")));
            Await.pause(Duration.ofSeconds(2));
            cluster.process(Program.API_SERVER).kill();
            Await.pause(Duration.ofSeconds(3));
            cluster.process(Program.API_SERVER).restart();
            cluster.awaitReady();
            awaitRunning("calm", 20);
            assertEachInterfaceOnce(20);
            cluster.kubectl().run("scale", "deployment/calm", "-n", NAMESPACE, "--replicas=3");
            Await.until("three records", LONG, () -> records().size() == 3);
            assertEachInterfaceOnce(3);
            assertThat(only.page("/metrics-not-here")).doesNotContain("podnetwork");
        }
    }

    @Test
    void etcdIsKilledAndComesBackWithItsData() {
        try (ControllerProcess only = controller("store").awaitLeading()) {
            awaitCapacity();
            cluster.kubectl()
                    .apply(ControllerSite.workload(
                            "Deployment", NAMESPACE, "kept", 20, ControllerSite.elastic("vsw-zone-a-1")));
            Await.until("the first record", LONG, () -> !records().isEmpty());
            cluster.process(Program.ETCD).kill();
            Await.pause(Duration.ofSeconds(3));
            cluster.process(Program.ETCD).restart();
            cluster.awaitReady();
            awaitRunning("kept", 20);
            assertEachInterfaceOnce(20);
            cluster.process(Program.ETCD).kill();
            cluster.process(Program.ETCD).restart();
            cluster.awaitReady();
            cluster.kubectl().run("scale", "deployment/kept", "-n", NAMESPACE, "--replicas=4");
            Await.until("four records", LONG, () -> records().size() == 4);
            assertEachInterfaceOnce(4);
            assertThat(only.page("/readyz")).contains("leads: true");
        }
    }
}
