package dev.podnetwork.cluster;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeCloudNetwork;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesControllers;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A fake cloud, its nodes in a real cluster, and controllers that can be killed and started again. Not thread-safe. */
final class ControllerSite implements AutoCloseable {
    static final String ZONE = "cn-hangzhou-a";
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PODENIS = "/apis/network.alibabacloud.com/v1beta1/podenis";

    final LocalControlPlane cluster;
    final FakeCloud cloud;
    final FaultPlan faults = FaultPlan.none();
    private final Env env = PodNetworkAllocators.systemEnv(2);
    private final FakeLatencies latencies;
    private KubeApi api;
    private KubernetesControllers controllers;

    ControllerSite(LocalControlPlane cluster, FakeLatencies latencies) {
        this.cluster = cluster;
        this.latencies = latencies;
        Env cloudEnv = PodNetworkAllocators.systemEnv(1);
        cloud = new FakeCloud(
                FakeCloudConfig.lenient().withLatencies(latencies), CloudClock.on(cloudEnv, Instant.now()), 7);
        cloud.addVSwitch(FakeVSwitch.of("vsw-zone-a-1", "vpc-1", ZONE, "10.1.0.0/19"))
                .addVSwitch(FakeVSwitch.of("vsw-zone-a-2", "vpc-1", ZONE, "10.2.0.0/19"))
                .addVSwitch(FakeVSwitch.of("vsw-zone-b-1", "vpc-1", "cn-hangzhou-b", "10.3.0.0/19"))
                .addVSwitch(FakeVSwitch.of("vsw-tiny", "vpc-1", ZONE, "10.4.0.0/29"))
                .addVSwitch(FakeVSwitch.of("vsw-foreign", "vpc-2", ZONE, "10.5.0.0/19"));
        List.of("sg-db0001", "sg-gw0001", "sg-gw0002", "sg-sls001", "sg-sls002")
                .forEach(group -> cloud.addSecurityGroup(SecurityGroupId.of(group), VpcId.of("vpc-1")));
        InstanceTypes.all().forEach(cloud::addInstanceType);
        forgetOldRecords();
    }

    private void forgetOldRecords() {
        for (Doc.Fields each : cluster.api().list(PODENIS)) {
            Doc.Fields metadata = each.fields("metadata");
            String path = "/apis/network.alibabacloud.com/v1beta1/namespaces/"
                    + metadata.text("namespace").orElseThrow() + "/podenis/"
                    + metadata.text("name").orElseThrow();
            cluster.api().merge(path, "{\"metadata\":{\"finalizers\":null}}");
            cluster.api().send("DELETE", path, null, "application/json");
        }
    }

    /** An instance without a node. */
    void instance(String id, String type) {
        cloud.addInstance(InstanceId.of(id), type, VpcId.of("vpc-1"), ZoneId.of(ZONE));
    }

    /** A node with its instance. */
    ControllerSite node(String name, String type, boolean exclusive) {
        InstanceId instance = InstanceId.of("i-" + name);
        instance(instance.value(), type);
        FakeNode node = FakeNode.ecs(name, instance.value(), type, ZONE).withLabel("site", "trial");
        (exclusive ? node.withLabel("k8s.aliyun.com/exclusive-mode-eni-type", "eniOnly") : node).create(cluster.api());
        return this;
    }

    static KubernetesOptions options() {
        return KubernetesOptions.of(ClusterId.of("c-1"))
                .vpc(VpcId.of("vpc-1"))
                .nodes(true)
                .reportingAs("terway-controlplane", "trial");
    }

    ControllerSite start(KubernetesOptions options) {
        return start(options, cluster.kubeconfig());
    }

    ControllerSite start(KubernetesOptions options, Path kubeconfig) {
        try {
            api = KubeApi.open(KubeAccess.byFile(kubeconfig), env);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        controllers = new KubernetesControllers(api, env, new FakeCloudNetwork(cloud, env, faults, latencies), options);
        controllers.start();
        return this;
    }

    KubernetesControllers controllers() {
        return controllers;
    }

    /** As kill -9: nothing is finished, nothing is let go. */
    void kill() {
        api.close();
        controllers.close();
    }

    Doc.Fields podEni(String namespace, String name) {
        return cluster.api().get(path(namespace, name));
    }

    Optional<Doc.Fields> findPodEni(String namespace, String name) {
        return cluster.api().find(path(namespace, name));
    }

    static String path(String namespace, String name) {
        return "/apis/network.alibabacloud.com/v1beta1/namespaces/" + namespace + "/podenis/" + name;
    }

    /** Pod interfaces in the cloud. */
    List<EniId> enis() {
        return cloud.inspect().enis().stream()
                .filter(each -> each.type() == EniType.MEMBER || each.type() == EniType.SECONDARY)
                .filter(each -> each.tags().containsKey("ack.aliyun.com"))
                .map(EniDescription::id)
                .toList();
    }

    void awaitNoEnis(Duration atMost) {
        Await.until("every interface to be gone, not " + enis(), atMost, () -> enis().isEmpty());
    }

    long running(String namespace, String selector) {
        return cluster.api().list("/api/v1/namespaces/" + namespace + "/pods?labelSelector=" + selector).stream()
                .filter(pod -> pod.fields("status").text("phase").orElse("").equals("Running"))
                .filter(pod -> pod.fields("metadata").get("deletionTimestamp").isEmpty())
                .count();
    }

    /** A workload whose pods come as admission leaves them. */
    static String workload(String kind, String namespace, String name, int replicas, String entry) {
        String networks = "{\"podNetworks\":[" + entry + "]}";
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s, namespace: %s}
                spec:
                  replicas: %d
                  %s
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata:
                      labels: {app: %s}
                      annotations: {k8s.aliyun.com/pod-eni: "true", k8s.aliyun.com/pod-networks: '%s'}
                    spec:
                      nodeSelector: {site: trial}
                      terminationGracePeriodSeconds: 0
                      containers: [{name: c, image: registry.invalid/c:1, resources: {limits: {aliyun/member-eni: 1}}}]
                """.formatted(
                        kind,
                        name,
                        namespace,
                        replicas,
                        kind.equals("StatefulSet") ? "serviceName: " + name + "\n  podManagementPolicy: Parallel" : "",
                        name,
                        name,
                        networks);
    }

    static String elastic(String vSwitch) {
        return "{\"vSwitchOptions\":[\"" + vSwitch + "\"],\"securityGroupIDs\":[\"sg-db0001\"],\"interface\":\"eth0\","
                + "\"eniOptions\":{\"eniType\":\"Default\"},\"allocationType\":{\"type\":\"Elastic\"}}";
    }

    static String fixed(String vSwitch, String strategy) {
        return elastic(vSwitch)
                .replace("{\"type\":\"Elastic\"}", "{\"type\":\"Fixed\",\"releaseStrategy\":" + strategy + "}");
    }

    @Override
    public void close() {
        if (controllers != null) {
            controllers.close();
            api.close();
        }
        cluster.kubectl().run("delete", "nodes", "-l", "site=trial", "--wait=false");
    }
}
