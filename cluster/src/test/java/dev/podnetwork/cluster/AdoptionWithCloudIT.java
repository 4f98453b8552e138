package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.k8s.tree.Doc;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code podnet adopt --config} and {@code podnet hand-back --config} as processes, with a cloud to compare with, on records in the shapes of
 * the published samples; and both outcomes of the documented procedure (spec: control-plane §12).
 */
class AdoptionWithCloudIT {
    private static final String NAMESPACE = "storage";
    private static final List<String> CHANGING = List.of(
            "CreateNetworkInterface", "AttachNetworkInterface", "DetachNetworkInterface", "DeleteNetworkInterface");

    private LocalControlPlane cluster;
    private ControllerSite site;
    private PublishedControlPlane theirs;
    private FakeOpenApiServer wire;
    private Path config;

    @TempDir
    private Path directory;

    @BeforeEach
    void begin() {
        cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE);
        SharedCluster.applyDefinitions(cluster);
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        site = new ControllerSite(cluster, FakeLatencies.ZERO)
                .node("adopt-1", InstanceTypes.G7_XLARGE.instanceType(), false)
                .node("adopt-own", InstanceTypes.G7_XLARGE.instanceType(), true);
        theirs = new PublishedControlPlane(site);
        theirs.install();
        theirs.node("adopt-1");
        wire = FakeOpenApiServer.of(site.cloud)
                .region("cn-hangzhou")
                .key(FakeAccessKey.of("fake-key", "fake-secret").allowing(List.of("*")))
                .start();
        config = cluster.state().write("adopt.yaml", "clusterID: c-1\nvpcID: vpc-1\nregionID: cn-hangzhou\n");
    }

    @AfterEach
    void end() {
        wire.close();
        site.close();
        cluster.close();
    }

    private PodnetProcess.Run podnet(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "--config=" + config, "--backup=" + directory));
        all.addAll(List.of(more));
        return PodnetProcess.run(cluster, wire, all.toArray(String[]::new));
    }

    private void stopTheirs() {
        cluster.kubectl().run("-n", "kube-system", "scale", "deployment", "terway-controlplane", "--replicas=0");
        Await.until(
                "no replica of theirs",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                                .get("/apis/apps/v1/namespaces/kube-system/deployments/terway-controlplane")
                                .fields("status")
                                .whole("replicas")
                                .orElse(0L)
                        == 0);
        theirs.lease(Instant.now().minusSeconds(60));
    }

    private Doc.Fields pod(String name) {
        return cluster.api().get("/api/v1/namespaces/" + NAMESPACE + "/pods/" + name);
    }

    private void pods() {
        cluster.kubectl()
                .apply(ControllerSite.workload(
                                "StatefulSet",
                                NAMESPACE,
                                "ledger",
                                1,
                                ControllerSite.fixed("vsw-zone-a-1", "\"TTL\",\"releaseAfter\":\"1h\""))
                        .replace("nodeSelector: {site: trial}", "nodeSelector: {kubernetes.io/hostname: adopt-1}"));
        cluster.kubectl().apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: own-5d9c-x1, namespace: storage, labels: {app: own}, annotations: {k8s.aliyun.com/pod-eni: "true", k8s.aliyun.com/pod-networks: '{"podNetworks":[%s]}'}}
                spec: {nodeName: adopt-own, terminationGracePeriodSeconds: 0, containers: [{name: c, image: registry.invalid/c:1}]}
                """.formatted(ControllerSite.elastic("vsw-zone-a-1")));
        Await.until(
                "a scheduled ledger-0",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .find("/api/v1/namespaces/" + NAMESPACE + "/pods/ledger-0")
                        .filter(each -> each.fields("spec").text("nodeName").isPresent())
                        .isPresent());
    }

    /** The first published sample: no interface name, no uid, no node, no attachment options, no type. */
    private EniDescription trunkSample() {
        EniDescription eni = theirs.attached("adopt-1", true);
        record(
                "ledger-0",
                "",
                "{type: Fixed, releaseStrategy: TTL, releaseAfter: \"1h\"}",
                eni.id().value(),
                eni.primaryIpv4(),
                "");
        status("ledger-0", """
                {"eniInfos":{"%1$s":{"id":"%1$s","status":"Bind","vid":%2$d}},"instanceID":"i-adopt-1","phase":"Bind",
                 "podLastSeen":"2026-01-02T00:00:00Z","trunkENIID":"%3$s"}""".formatted(eni.id(), eni.attachment().deviceIndex(), theirs.trunk("adopt-1")));
        return eni;
    }

    /** The second one: a secondary interface of an exclusive node, with uid and node. */
    private EniDescription exclusiveSample() {
        EniDescription eni = theirs.attached("adopt-own", false);
        String uid = pod("own-5d9c-x1").fields("metadata").text("uid").orElseThrow();
        record(
                "own-5d9c-x1",
                ", annotations: {k8s.aliyun.com/pod-uid: " + uid + "}, labels: {k8s.aliyun.com/node: adopt-own}",
                "{type: Elastic}",
                eni.id().value(),
                eni.primaryIpv4(),
                "attachmentOptions: {}, ");
        status("own-5d9c-x1", """
                {"eniInfos":{"%1$s":{"id":"%1$s","status":"Bind","type":"Secondary"}},"instanceID":"i-adopt-own","phase":"Bind"}""".formatted(eni.id()));
        return eni;
    }

    private void record(String name, String marks, String allocation, String eni, String ipv4, String options) {
        cluster.kubectl().apply("""
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: %s, namespace: storage, finalizers: [pod-eni]%s}
                spec:
                  allocations:
                  - allocationType: %s
                    eni: {%sid: "%s", mac: "00:16:3e:00:00:01", securityGroupIDs: [sg-db0001], vSwitchID: vsw-zone-a-1, zone: cn-hangzhou-a}
                    ipv4: %s
                    ipv4CIDR: 10.1.0.0/19
                  zone: cn-hangzhou-a
                """.formatted(name, marks, allocation, options, eni, ipv4));
    }

    private void status(String name, String status) {
        cluster.api().merge(ControllerSite.path(NAMESPACE, name) + "/status", "{\"status\":" + status + "}");
    }

    private Map<String, Long> changes() {
        Map<String, Long> calls = new LinkedHashMap<>();
        CHANGING.forEach(api -> calls.put(api, site.cloud.inspect().calls(api).calls()));
        return calls;
    }

    private String version(String name) {
        return site.podEni(NAMESPACE, name)
                .fields("metadata")
                .text("resourceVersion")
                .orElseThrow();
    }

    private void awaitRunning(String selector) {
        Await.until(selector + " to run", ControllerSite.PATIENCE, () -> site.running(NAMESPACE, selector) == 1);
    }

    @Test
    void publishedSamplesAreComparedWithTheCloudTakenOverAndTheOldOneDeleted() {
        pods();
        EniDescription member = trunkSample();
        EniDescription secondary = exclusiveSample();
        record("lost-0", "", "{type: Fixed, releaseStrategy: Never}", "eni-nowhere", "10.1.9.9", "");
        status("lost-0", "{\"phase\":\"Unbind\",\"eniInfos\":{\"eni-nowhere\":{\"id\":\"eni-nowhere\"}}}");
        record("shown-0", "", "{type: Elastic}", "eni-****", "10.1.9.8", "");
        stopTheirs();

        PodnetProcess.Run plan = podnet("adopt", "--plan");
        assertThat(plan.code()).as(plan.out()).isEqualTo(1);
        assertThat(plan.out())
                .contains("the cloud has no eni-nowhere", "placeholder", "objects need a look first")
                .contains("it lacks annotation k8s.aliyun.com/pod-uid, label k8s.aliyun.com/node");
        assertThat(podnet("adopt", "--apply").code()).isEqualTo(1);

        String untouched = version("own-5d9c-x1");
        Map<String, Long> calls = changes();
        for (String name : List.of("lost-0", "shown-0")) {
            cluster.api().merge(ControllerSite.path(NAMESPACE, name), "{\"metadata\":{\"finalizers\":null}}");
            cluster.kubectl().run("delete", "podeni", name, "-n", NAMESPACE);
        }
        PodnetProcess.Run applied = podnet("adopt", "--apply");
        assertThat(applied.code()).as(applied.out()).isZero();
        assertThat(version("own-5d9c-x1")).isEqualTo(untouched);

        try (ControllerProcess ours = ControllerProcess.start(cluster, wire, "ours", "leaderElection: true\n")
                .awaitLeading()) {
            awaitRunning("app=ledger");
            awaitRunning("app=own");
            assertThat(ours.page("/readyz")).contains("leads: true");
        }
        assertThat(pod("ledger-0").fields("status").text("podIP")).contains(member.primaryIpv4());
        assertThat(pod("own-5d9c-x1").fields("status").text("podIP")).contains(secondary.primaryIpv4());
        assertThat(version("own-5d9c-x1")).isEqualTo(untouched);
        assertThat(changes()).isEqualTo(calls);

        // It works: the old one goes, and nothing stands in the way of an installation any more.
        cluster.kubectl().run("-n", "kube-system", "delete", "deployment", "terway-controlplane");
        PodnetProcess.Run check = PodnetProcess.run(
                cluster,
                wire,
                "install",
                "--check",
                "--set=config.clusterID=c-1",
                "--set=config.vpcID=vpc-1",
                "--set=config.regionID=cn-hangzhou");
        assertThat(check.code()).as(check.out()).isZero();
    }

    @Test
    void whatIsGivenBackGoesOnThereEvenIfItWasLeftHalfDetached() {
        pods();
        EniDescription member = trunkSample();
        exclusiveSample();
        theirs.kept(NAMESPACE, "ledger-7");
        stopTheirs();
        assertThat(podnet("adopt", "--apply").code()).isZero();
        // As ours leaves it between the cloud's detachment and the write of it.
        status("ledger-7", "{\"phase\":\"Detaching\",\"instanceID\":null,\"trunkENIID\":null}");
        Map<String, Long> calls = changes();

        PodnetProcess.Run blind = PodnetProcess.run(cluster, wire, "hand-back", "--plan", "--backup=" + directory);
        assertThat(blind.code()).as(blind.out()).isEqualTo(1);
        assertThat(blind.out()).contains("ask the cloud too");
        PodnetProcess.Run back = podnet("hand-back", "--apply");
        assertThat(back.code()).as(back.out()).isZero();
        assertThat(back.out()).contains("the cloud says that it is detached", "restored", "--replicas=1");
        assertThat(site.podEni(NAMESPACE, "ledger-7").fields("status").text("phase"))
                .contains("Unbind");
        Doc.Fields first = site.podEni(NAMESPACE, "ledger-0");
        assertThat(first.fields("status").text("phase")).contains("Bind");
        assertThat(first.fields("status").text("instanceID")).contains("i-adopt-1");
        assertThat(first.fields("spec")
                        .objects("allocations")
                        .get(0)
                        .fields("eni")
                        .text("id"))
                .contains(member.id().value());
        for (String kind : List.of("mutating", "validating")) {
            assertThat(cluster.api()
                            .find("/apis/admissionregistration.k8s.io/v1/" + kind
                                    + "webhookconfigurations/terway-controlplane"))
                    .isPresent();
        }
        assertThat(changes()).isEqualTo(calls);
    }
}
