package dev.podnetwork.bench.cluster;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.cluster.Await;
import dev.podnetwork.cluster.ClusterApi;
import dev.podnetwork.cluster.ControlPlaneOptions;
import dev.podnetwork.cluster.FakeNode;
import dev.podnetwork.cluster.LocalControlPlane;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.k8s.model.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A real API server with our kinds, nodes and pods that nobody runs, and a fake cloud that takes no time. */
final class ClusterStage implements AutoCloseable {
    private static final String ZONE = "cn-hangzhou-a";
    private static final String RECORDS = "/apis/network.alibabacloud.com/v1beta1/namespaces/bench/podenis";
    private static final int SLOTS = 500;
    private static final int AT_ONCE = 64;

    final LocalControlPlane cluster;
    final FakeCloud cloud;
    private int nodes;

    ClusterStage() {
        this(ControlPlaneOptions.API_ONLY);
    }

    ClusterStage(ControlPlaneOptions options) {
        cluster = LocalControlPlane.start(options);
        for (String each : List.of("podnetworkings", "podenis")) {
            cluster.kubectl().apply(resource("/dev/podnetwork/k8s/" + each + ".crd.yaml"));
            cluster.kubectl()
                    .run(
                            "wait",
                            "--for=condition=Established",
                            "--timeout=60s",
                            "crd/" + each + ".network.alibabacloud.com");
        }
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: bench}}");
        Await.until("the records' path", Duration.ofSeconds(60), () -> records() == 0);
        cluster.kubectl().apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: bench}}");
        cloud = new FakeCloud(
                FakeCloudConfig.lenient(), CloudClock.on(PodNetworkAllocators.systemEnv(1), Instant.now()), 1);
        cloud.addVSwitch(FakeVSwitch.of("vsw-1", "vpc-1", ZONE, "10.0.0.0/8"))
                .addSecurityGroup(SecurityGroupId.of("sg-1"), VpcId.of("vpc-1"), Integer.MAX_VALUE)
                .addInstanceType(new InstanceTypeLimits("ecs.bench", 8, 8 + SLOTS, 20, 20, true, 0));
    }

    private static String resource(String path) {
        try (InputStream in = Vocabulary.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nodes for so many pods. */
    void addNodes(int pods) {
        for (int i = 0; i < (pods + SLOTS - 1) / SLOTS; i++) {
            nodes++;
            InstanceId instance = InstanceId.of("i-" + nodes);
            cloud.addInstance(instance, "ecs.bench", VpcId.of("vpc-1"), ZoneId.of(ZONE));
            FakeNode.ecs("node-" + nodes, instance.value(), "ecs.bench", ZONE)
                    .withAnnotation(
                            "k8s.aliyun.com/trunk-on",
                            cloud.inspect().trunkOf(instance).orElseThrow().value())
                    .create(cluster.api());
        }
    }

    /** Pods as admission and the scheduler leave them. */
    void addPods(String prefix, int from, int to) throws InterruptedException {
        ClusterApi api = cluster.api();
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String pod = pod(prefix + i, "node-" + (1 + i / SLOTS));
            open.add(api.sendAsync("POST", "/api/v1/namespaces/bench/pods", pod, "application/json")
                    .thenAccept(answer -> {
                        if (!answer.isGood()) {
                            throw new IllegalStateException(answer.body());
                        }
                    }));
            if (open.size() >= AT_ONCE) {
                open.forEach(CompletableFuture::join);
                open.clear();
            }
        }
        open.forEach(CompletableFuture::join);
    }

    /** How many records there are. */
    int records() {
        return cluster.api().list(RECORDS).size();
    }

    /** Every record, none of which has a finalizer. */
    void deleteRecords() {
        while (!cluster.api().list(RECORDS + "?limit=1").isEmpty()) {
            cluster.api().send("DELETE", RECORDS, null, "application/json");
        }
    }

    private static String pod(String name, String node) {
        String entry =
                "{\\\"podNetworks\\\":[{\\\"vSwitchOptions\\\":[\\\"vsw-1\\\"],\\\"securityGroupIDs\\\":[\\\"sg-1\\\"],"
                        + "\\\"interface\\\":\\\"eth0\\\",\\\"eniOptions\\\":{\\\"eniType\\\":\\\"Default\\\"},"
                        + "\\\"allocationType\\\":{\\\"type\\\":\\\"Elastic\\\"}}]}";
        return """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"bench","labels":{"app":"bench"},
                "annotations":{"k8s.aliyun.com/pod-eni":"true","k8s.aliyun.com/pod-networks":"%s"}},
                "spec":{"nodeName":"%s","automountServiceAccountToken":false,
                "containers":[{"name":"c","image":"registry.invalid/c:1","resources":{"limits":{"aliyun/member-eni":"1"}}}]}}
                """.formatted(name, entry, node);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
