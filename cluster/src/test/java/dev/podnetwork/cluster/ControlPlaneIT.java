package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.tree.Doc;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The control plane itself: what the other tests stand on. */
class ControlPlaneIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s%s}
            spec: {containers: [{name: c, image: registry.invalid/c:1, resources: {requests: {cpu: 1m}}}]}
            """;

    @Test
    void aPodRunsExactlyWhenItsBindingIsThereAndGoesWhenNoFinalizerIsLeft() {
        try (LocalControlPlane cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE)) {
            SharedCluster.applyDefinitions(cluster);
            FakeNode.ecs("node-1", "i-1", "ecs.g7.xlarge", "cn-hangzhou-a").create(cluster.api());
            cluster.kubectl().apply(POD.formatted("plain", ""));
            cluster.kubectl().apply(POD.formatted("own", ", annotations: {k8s.aliyun.com/pod-eni: \"true\"}"));
            Await.until(
                    "the plain pod to run", LONG, () -> phase(cluster, "plain").equals("Running"));
            Await.until(
                    "the other pod to be scheduled",
                    LONG,
                    () -> !node(cluster, "own").isEmpty());
            assertThat(phase(cluster, "own")).isEqualTo("Pending");

            bind(cluster, "own");
            Await.until(
                    "the other pod to run", LONG, () -> phase(cluster, "own").equals("Running"));
            assertThat(pod(cluster, "own").fields("status").text("podIP")).contains("10.9.8.7");
            assertThat(cluster.nodeAgent().written()).isEqualTo(1);

            cluster.api()
                    .merge(
                            "/api/v1/namespaces/default/pods/own",
                            "{\"metadata\":{\"finalizers\":[\"test.invalid/held\"]}}");
            cluster.kubectl().run("delete", "pod", "own", "plain", "--wait=false");
            Await.until(
                    "the plain pod to go",
                    LONG,
                    () -> cluster.api()
                            .find("/api/v1/namespaces/default/pods/plain")
                            .isEmpty());
            assertThat(pod(cluster, "own").fields("metadata").texts("finalizers"))
                    .containsExactly("test.invalid/held");
            cluster.api().merge("/api/v1/namespaces/default/pods/own", "{\"metadata\":{\"finalizers\":null}}");
            Await.until(
                    "the other pod to go",
                    LONG,
                    () -> cluster.api()
                            .find("/api/v1/namespaces/default/pods/own")
                            .isEmpty());
        }
    }

    @Test
    void whatWasWrittenSurvivesKillsOfStoreAndServer() {
        try (LocalControlPlane cluster = LocalControlPlane.start(ControlPlaneOptions.API_ONLY.withDurableStore())) {
            cluster.kubectl().run("create", "configmap", "kept", "--from-literal=a=b");
            cluster.process(Program.API_SERVER).kill();
            cluster.process(Program.ETCD).kill();
            cluster.process(Program.ETCD).restart();
            cluster.process(Program.API_SERVER).restart();
            cluster.awaitReady();
            assertThat(cluster.kubectl().run("get", "configmap", "kept", "-o", "jsonpath={.data.a}"))
                    .isEqualTo("b");
            assertThat(ApiMetrics.of(cluster.api()).writes("leases")).isNotNegative();
        }
    }

    private static void bind(LocalControlPlane cluster, String pod) {
        String uid = pod(cluster, pod).fields("metadata").text("uid").orElseThrow();
        String path = "/apis/network.alibabacloud.com/v1beta1/namespaces/default/podenis";
        cluster.api().create(path, """
                {"apiVersion":"network.alibabacloud.com/v1beta1","kind":"PodENI",
                 "metadata":{"name":"%s","annotations":{"k8s.aliyun.com/pod-uid":"%s"}},
                 "spec":{"zone":"cn-hangzhou-a","allocations":[{"ipv4":"10.9.8.7","eni":{"id":"eni-1"}}]}}""".formatted(pod, uid));
        cluster.api().merge(path + "/" + pod + "/status", "{\"status\":{\"phase\":\"Bind\"}}");
    }

    private static Doc.Fields pod(LocalControlPlane cluster, String name) {
        return cluster.api().get("/api/v1/namespaces/default/pods/" + name);
    }

    private static String phase(LocalControlPlane cluster, String name) {
        return pod(cluster, name).fields("status").text("phase").orElse("");
    }

    private static String node(LocalControlPlane cluster, String name) {
        return pod(cluster, name).fields("spec").text("nodeName").orElse("");
    }
}
