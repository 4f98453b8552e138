package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.podnet.Podnet;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine;

/** {@code podnet adopt} and {@code podnet hand-back} on a cluster as the published control plane leaves it. */
class AdoptionIT {
    private static final String NAMESPACE = "adoption";
    private static final String WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/";
    private static final List<String> CHANGING = List.of(
            "CreateNetworkInterface", "AttachNetworkInterface", "DetachNetworkInterface", "DeleteNetworkInterface");

    private LocalControlPlane cluster;
    private ControllerSite site;
    private PublishedControlPlane theirs;

    @TempDir
    private Path directory;

    @BeforeEach
    void begin() {
        cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE);
        SharedCluster.applyDefinitions(cluster);
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        site = new ControllerSite(cluster, FakeLatencies.ZERO)
                .node("adopt-1", InstanceTypes.G7_XLARGE.instanceType(), false);
        theirs = new PublishedControlPlane(site);
        theirs.install();
        theirs.node("adopt-1");
    }

    @AfterEach
    void end() {
        site.close();
        cluster.close();
    }

    /** What a command printed, and its exit code. */
    private record Run(int code, String out) {}

    private Run podnet(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--kubeconfig=" + cluster.kubeconfig());
        StringWriter out = new StringWriter();
        PrintWriter both = new PrintWriter(out, true);
        CommandLine line = Podnet.commandLine().setOut(both).setErr(both);
        return new Run(line.execute(all.toArray(String[]::new)), out.toString());
    }

    private Run adopt(String... arguments) {
        List<String> all = new ArrayList<>(List.of("adopt", "--backup=" + directory));
        all.addAll(List.of(arguments));
        return podnet(all.toArray(String[]::new));
    }

    private List<Doc.Fields> pods(int count) {
        String path = "/api/v1/namespaces/" + NAMESPACE + "/pods";
        Await.until(
                count + " scheduled pods",
                ControllerSite.PATIENCE,
                () -> cluster.api().list(path).stream()
                                .filter(pod ->
                                        pod.fields("spec").text("nodeName").isPresent())
                                .count()
                        == count);
        return cluster.api().list(path);
    }

    private void awaitRunning(int count) {
        Await.until(count + " running pods", ControllerSite.PATIENCE, () -> site.running(NAMESPACE, "app=db") == count);
    }

    private Map<String, Long> changes() {
        Map<String, Long> calls = new LinkedHashMap<>();
        CHANGING.forEach(api -> calls.put(api, site.cloud.inspect().calls(api).calls()));
        return calls;
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        cluster.api()
                .list("/apis/network.alibabacloud.com/v1beta1/podenis")
                .forEach(each -> versions.put(
                        each.fields("metadata").text("name").orElseThrow(),
                        each.fields("metadata").text("resourceVersion").orElseThrow()));
        return versions;
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

    @Test
    void aClusterIsTakenOverAndGivenBackWithoutAWriteOfAHealthyRecord_W41() {
        String workload = ControllerSite.workload(
                "StatefulSet",
                NAMESPACE,
                "db",
                2,
                ControllerSite.fixed("vsw-zone-a-1", "\"TTL\",\"releaseAfter\":\"1h\""));
        cluster.kubectl().apply(workload);
        List<Doc.Fields> pods = pods(2);
        EniId first = theirs.bound(pods.get(0), false);
        EniId second = theirs.bound(pods.get(1), true);
        EniId kept = theirs.kept(NAMESPACE, "db-7");

        Run early = adopt("--apply");
        assertThat(early.code()).as(early.out()).isEqualTo(1);
        assertThat(early.out())
                .contains("scale deployment terway-controlplane --replicas=0", "is held by theirs until");
        assertThat(cluster.api().find(WEBHOOKS + "mutatingwebhookconfigurations/terway-controlplane"))
                .isPresent();

        stopTheirs();
        Map<String, String> before = versions();
        Run plan = adopt("--plan");
        assertThat(plan.code()).as(plan.out()).isZero();
        assertThat(plan.out())
                .contains("PodENI: 2 as is, 1 fields", "NetworkInterface: 3 remove", "Node: 1 as is")
                .contains("it lacks annotation k8s.aliyun.com/pod-uid, label k8s.aliyun.com/node");
        assertThat(versions()).isEqualTo(before);

        Run applied = adopt("--apply");
        assertThat(applied.code()).as(applied.out()).isZero();
        Map<String, String> adopted = versions();
        assertThat(adopted.get("db-0")).isEqualTo(before.get("db-0"));
        assertThat(adopted.get("db-7")).isEqualTo(before.get("db-7"));
        assertThat(cluster.api().find(WEBHOOKS + "mutatingwebhookconfigurations/terway-controlplane"))
                .isEmpty();
        assertThat(cluster.api().list("/apis/network.alibabacloud.com/v1beta1/networkinterfaces"))
                .isEmpty();
        Run again = adopt("--apply");
        assertThat(again.code()).as(again.out()).isZero();
        assertThat(again.out()).contains("0 objects written").contains("is there already and stays");

        ours(first, second, kept, adopted);
        back();
    }

    /** Our controller runs: what was bound and kept stays without a write and a call, and a new pod is served. */
    private void ours(EniId first, EniId second, EniId kept, Map<String, String> adopted) {
        awaitRunning(2);
        Map<String, Long> calls = changes();
        site.start(ControllerSite.options());
        Await.until(
                "the controller",
                ControllerSite.PATIENCE,
                () -> site.controllers().ready()
                        && site.controllers().allocator().snapshot().records().values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum()
                                == 3);
        cluster.kubectl().run("-n", NAMESPACE, "scale", "statefulset", "db", "--replicas=3");
        awaitRunning(3);
        assertThat(site.enis()).startsWith(first, second, kept).hasSize(4);
        Map<String, String> now = versions();
        adopted.forEach(
                (name, version) -> assertThat(now).as("a write of " + name).containsEntry(name, version));
        calls.merge("CreateNetworkInterface", 1L, Long::sum);
        calls.merge("AttachNetworkInterface", 1L, Long::sum);
        assertThat(changes()).isEqualTo(calls);
    }

    private void back() {
        Map<String, Long> calls = changes();
        site.kill();
        Run back = podnet("hand-back", "--apply", "--backup=" + directory);
        assertThat(back.code()).as(back.out()).isZero();
        assertThat(back.out()).contains("restored", "--replicas=1");
        for (String name : List.of("db-0", "db-1", "db-2", "db-7")) {
            Doc.Fields record = site.podEni(NAMESPACE, name);
            Doc.Fields metadata = record.fields("metadata");
            assertThat(metadata.fields("annotations").text("podnetwork.dev/intent"))
                    .as(name)
                    .isEmpty();
            assertThat(metadata.texts("finalizers")).containsAnyOf("network.alibabacloud.com/pod-eni", "pod-eni");
        }
        Doc.Fields made = site.podEni(NAMESPACE, "db-2");
        assertThat(made.fields("metadata").fields("annotations").text("k8s.aliyun.com/pod-uid"))
                .isPresent();
        assertThat(made.fields("metadata").fields("labels").text("k8s.aliyun.com/node"))
                .contains("adopt-1");
        assertThat(made.fields("status").text("phase")).contains("Bind");
        assertThat(made.fields("status").text("trunkENIID")).isPresent();
        assertThat(cluster.api()
                        .get(WEBHOOKS + "validatingwebhookconfigurations/terway-controlplane")
                        .fields("metadata")
                        .fields("labels")
                        .text("theirs"))
                .contains("yes");
        assertThat(podnet("hand-back", "--plan").out()).contains("PodENI: 4 as is");
        assertThat(changes()).isEqualTo(calls);
    }
}
