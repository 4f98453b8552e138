package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.webhook.AdmissionFacts;
import dev.podnetwork.k8s.webhook.UnknownFactException;
import dev.podnetwork.k8s.webhook.tls.CertificateSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Admission as a real API server asks for it (weaknesses W9, W10, W11, W12, W48). */
class WebhookIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POLICIES = "/apis/network.alibabacloud.com/v1beta1/podnetworkings";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: %s}
            spec: {selector: {podSelector: {matchLabels: {net: %s}}}, %s}
            """;
    private static final String LISTS = "securityGroupIDs: [sg-1], vSwitchOptions: [vsw-a, vsw-b]";
    private static LocalControlPlane cluster;

    private @Nullable WebhookSite site;

    @BeforeAll
    static void up() {
        cluster = LocalControlPlane.start(ControlPlaneOptions.API_ONLY);
        SharedCluster.applyDefinitions(cluster);
    }

    @AfterAll
    static void down() {
        cluster.close();
    }

    @AfterEach
    void clean() {
        WebhookSite.uninstall(cluster);
        if (site != null) {
            site.close();
        }
        cluster.kubectl().run("delete", "podnetworkings", "--all");
        cluster.kubectl().run("delete", "pods", "--all", "--force", "--grace-period=0");
    }

    private WebhookSite site(ClusterSettings settings) {
        site = new WebhookSite(cluster, settings);
        return site;
    }

    /** A policy as its controller leaves it. */
    private void ready(String name, String net) {
        cluster.kubectl().apply(POLICY.formatted(name, net, LISTS));
        cluster.api().merge(POLICIES + "/" + name + "/status", """
                {"status":{"status":"Ready","vSwitches":[{"id":"vsw-a","zone":"zone-a"},{"id":"vsw-b","zone":"zone-b"}]}}""");
        Await.until(
                name + " to be seen as Ready",
                PATIENCE,
                () -> now().view()
                        .storedPolicy(name)
                        .filter(stored -> stored.statusText().equals("Ready"))
                        .isPresent());
    }

    private static String pod(String name, String net) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {net: %s, other: kept}, annotations: {"other.invalid/a": kept}}
                spec:
                  terminationGracePeriodSeconds: 0
                  affinity:
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                        - matchExpressions: [{key: disk, operator: In, values: [ssd]}]
                  containers:
                  - {name: first, image: registry.invalid/c:1, resources: {limits: {cpu: 50m, memory: 1Gi}}, env: [{name: E, value: "1"}]}
                  - {name: second, image: registry.invalid/d:1}
                """.formatted(name, net);
    }

    private static Map<String, String> annotations(Doc.Fields pod) {
        return pod.fields("metadata").textMap("annotations");
    }

    @Test
    void aMatchedPodGetsItsNetworkAndNothingElseChanges() {
        cluster.kubectl().apply(pod("before", "own"));
        site(ClusterSettings.DEFAULT).install();
        ready("own", "own");
        cluster.kubectl().apply(pod("after", "own"));
        Doc.Fields after = cluster.api().get(PODS + "/after");
        assertThat(annotations(after))
                .containsEntry("k8s.aliyun.com/pod-eni", "true")
                .containsEntry("k8s.aliyun.com/pod-networking", "own")
                .containsEntry("other.invalid/a", "kept");
        assertThat(annotations(after).get("k8s.aliyun.com/pod-networks")).contains("vsw-a", "vsw-b", "sg-1");
        Map<String, String> limits = container(after).fields("resources").textMap("limits");
        assertThat(limits).containsEntry("aliyun/member-eni", "1").containsEntry("cpu", "50m");
        assertThat(terms(after))
                .isEqualTo(
                        "[{\"matchExpressions\":[{\"key\":\"disk\",\"operator\":\"In\",\"values\":[\"ssd\"]},"
                                + "{\"key\":\"topology.kubernetes.io/zone\",\"operator\":\"In\",\"values\":[\"zone-a\",\"zone-b\"]}]}]");

        // W48: everything else is as the API server stores it without us.
        assertThat(withoutNetwork(after)).isEqualTo(withoutNetwork(cluster.api().get(PODS + "/before")));
    }

    @Test
    void anExportedPodCanBePutBack() {
        // W10: what we wrote is what we accept.
        site(ClusterSettings.DEFAULT).install();
        ready("own", "own");
        cluster.kubectl().apply(pod("once", "own"));
        Doc.Fields first = cluster.api().get(PODS + "/once");
        Map<String, @Nullable Object> again = new LinkedHashMap<>();
        again.put("apiVersion", "v1");
        again.put("kind", "Pod");
        again.put(
                "metadata",
                Map.of(
                        "name",
                        "again",
                        "labels",
                        Plain.map(first.fields("metadata").fields("labels")),
                        "annotations",
                        Plain.map(first.fields("metadata").fields("annotations"))));
        again.put("spec", Plain.map(first.fields("spec")));
        cluster.kubectl().apply(Json.write(again));
        Doc.Fields second = cluster.api().get(PODS + "/again");
        assertThat(annotations(second).get("k8s.aliyun.com/pod-networks"))
                .isEqualTo(annotations(first).get("k8s.aliyun.com/pod-networks"));
        assertThat(terms(second)).isEqualTo(terms(first));
    }

    @Test
    void aPolicyThatIsNotReadyIsNamedInAWarningAndWhoMayNotIsTold() {
        site(ClusterSettings.DEFAULT).install();
        cluster.kubectl().apply(POLICY.formatted("raw", "raw", LISTS));
        Await.until(
                "the policy to be seen",
                PATIENCE,
                () -> now().view().storedPolicy("raw").isPresent());
        Kubectl.Result created = cluster.kubectl().tryRun(List.of("apply", "-f", "-"), pod("unready", "raw"));
        assertThat(created.code()).isZero();
        // W09: never a silent downgrade.
        assertThat(created.err()).contains("Warning").contains("raw");
        assertThat(annotations(cluster.api().get(PODS + "/unready"))).doesNotContainKey("k8s.aliyun.com/pod-eni");

        Kubectl.Result denied = cluster.kubectl()
                .tryRun(
                        List.of("apply", "-f", "-"),
                        pod("wrong", "raw").replace("\"other.invalid/a\": kept", "k8s.aliyun.com/pod-networks: '{'"));
        assertThat(denied.code()).isNotZero();
        assertThat(denied.err()).contains("denied the request").contains("unable parse annotation");
    }

    @Test
    void policiesAreFilledAndCheckedOnCreateAndOnUpdate() {
        cluster.kubectl().apply(POLICY.formatted("old", "old", LISTS + ", allocationType: {type: Fixed}"));
        cluster.kubectl().apply(SharedCluster.manifest("eni-config"));
        site(ClusterSettings.DEFAULT).install();
        Await.until("eni-config", PATIENCE, () -> now().view().configs().cluster() != null);

        cluster.kubectl().apply(POLICY.formatted("new", "new", "eniOptions: {eniType: ENI}"));
        Doc.Fields filled = cluster.api().get(POLICIES + "/new").fields("spec");
        assertThat(filled.texts("securityGroupIDs")).containsExactly("sg-node01");
        assertThat(filled.texts("vSwitchOptions")).containsExactly("vsw-zone-a-1", "vsw-zone-a-2", "vsw-zone-b-1");

        // W12: an update is checked as well, and one that brings in no error is let through.
        assertThat(refused(POLICY.formatted(
                        "new",
                        "new",
                        LISTS + ", allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: soon}")))
                .contains("invalid releaseAfter soon");
        assertThat(refused(POLICY.formatted("none", "none", LISTS + ", allocationType: {type: Fixed}")))
                .contains("choose TTL with a releaseAfter, or Never");
        assertThat(cluster.kubectl().run("annotate", "podnetworking", "old", "note=kept"))
                .contains("annotated");
        cluster.kubectl().run("delete", "configmap", "eni-config", "-n", "kube-system");
    }

    private String refused(String yaml) {
        Kubectl.Result result = cluster.kubectl().tryRun(List.of("apply", "-f", "-"), yaml);
        assertThat(result.code()).as(result.out()).isNotZero();
        return result.err();
    }

    @Test
    void withoutAnAnswerTheFailurePolicyDecides() {
        site(ClusterSettings.DEFAULT).install();
        ready("own", "own");
        now().stopServer();
        cluster.kubectl().apply(pod("open", "own"));
        assertThat(annotations(cluster.api().get(PODS + "/open"))).doesNotContainKey("k8s.aliyun.com/pod-eni");
        assertThat(refused(POLICY.formatted("closed", "x", LISTS))).contains("failed calling webhook");

        now().install("webhook.podFailurePolicy=Fail");
        assertThat(refused(pod("closed", "own"))).contains("failed calling webhook");
    }

    @Test
    void whatIsNotKnownIsNeverTakenForAbsent() {
        site = new WebhookSite(
                cluster, ClusterSettings.DEFAULT, CertificateSettings.of(WebhookSite.NAMESPACE, "podnet"), Blind::new);
        now().install("webhook.podFailurePolicy=Fail");
        assertThat(refused(pod("unknown", "own")))
                .contains("failed to call webhook: the server is currently unable to handle the request");
    }

    @Test
    void aFixedPodComesBackToTheZoneOfItsRecord() {
        site(ClusterSettings.DEFAULT).install();
        ready("own", "own");
        cluster.api().create("/apis/network.alibabacloud.com/v1beta1/namespaces/default/podenis", """
                {"apiVersion":"network.alibabacloud.com/v1beta1","kind":"PodENI","metadata":{"name":"home"},
                 "spec":{"zone":"zone-c","allocations":[{"ipv4":"10.0.0.9","eni":{"id":"eni-9"},
                   "allocationType":{"type":"Fixed","releaseStrategy":"Never"}}]}}""");
        cluster.kubectl()
                .apply(POLICY.formatted(
                        "own", "own", LISTS + ", allocationType: {type: Fixed, releaseStrategy: Never}"));
        Await.until(
                "the policy to be fixed",
                PATIENCE,
                () -> now().view().storedPolicy("own").stream()
                        .anyMatch(stored -> stored.policy() != null
                                && stored.policy().spec().allocationType().isFixed()));
        // W11: the networks have moved to other zones; both would never be satisfied.
        Kubectl.Result created = cluster.kubectl().tryRun(List.of("apply", "-f", "-"), pod("home", "own"));
        assertThat(created.err()).contains("zone-c");
        assertThat(terms(cluster.api().get(PODS + "/home")))
                .contains("[\"zone-c\"]")
                .doesNotContain("zone-a");
        cluster.kubectl().run("delete", "podeni", "home");
    }

    @Test
    void aServerlessPodSaysWhereItNeedsAVirtualNode() {
        site(ClusterSettings.SERVERLESS).install();
        ready("own", "own");
        Kubectl.Result created = cluster.kubectl().tryRun(List.of("apply", "-f", "-"), pod("virtual", "own"));
        assertThat(created.err())
                .contains("a virtual node is needed")
                .contains("zone-a")
                .contains("zone-b");
        Doc.Fields stored = cluster.api().get(PODS + "/virtual");
        assertThat(annotations(stored))
                .containsEntry("k8s.aliyun.com/pod-networking", "own")
                .doesNotContainKey("k8s.aliyun.com/pod-networks");
        assertThat(container(stored).fields("resources").textMap("limits")).doesNotContainKey("aliyun/member-eni");
        assertThat(terms(stored)).contains("zone-a");
    }

    @Test
    void certificatesAreRenewedByTwoReplicasWithoutARefusedCall() {
        CertificateSettings brisk = new CertificateSettings(
                WebhookSite.NAMESPACE,
                "podnet",
                List.of(),
                // Each is good for ten minutes and replaced after two seconds.
                Duration.ofMinutes(10),
                Duration.ofSeconds(598),
                Duration.ofMillis(200));
        site = new WebhookSite(cluster, ClusterSettings.DEFAULT, brisk, facts -> facts);
        try (WebhookSite other = new WebhookSite(cluster, ClusterSettings.DEFAULT, brisk, facts -> facts)) {
            now().install();
            Await.until("the other replica to serve", PATIENCE, other::serves);
            List<String> certificates = new ArrayList<>();
            for (int i = 0; certificates.size() < 4; i++) {
                // Validation is closed on failure: a call that is not trusted would be refused.
                cluster.kubectl().apply(POLICY.formatted("turn-" + i, "turn", LISTS));
                String current = secret("tls.crt");
                if (!certificates.contains(current)) {
                    certificates.add(current);
                }
                assertThat(i).as("rounds until four certificates were seen").isLessThan(500);
            }
            assertThat(secret("ca.crt")).isNotEmpty();
        }
    }

    @Test
    void anEarlierControlPlanesCertificateIsUsedAsItIs() {
        site(ClusterSettings.DEFAULT).install();
        String before = secret("tls.crt");
        now().close();
        site(ClusterSettings.DEFAULT).install();
        assertThat(secret("tls.crt")).isEqualTo(before);
    }

    private static String secret(String key) {
        return cluster.api()
                .get("/api/v1/namespaces/" + WebhookSite.NAMESPACE + "/secrets/podnet-webhook-cert")
                .fields("data")
                .text(key)
                .orElse("");
    }

    private WebhookSite now() {
        return Objects.requireNonNull(site);
    }

    private static Doc.Fields container(Doc.Fields pod) {
        return pod.fields("spec").objects("containers").get(0);
    }

    private static String terms(Doc.Fields pod) {
        Doc.Fields affinity = pod.fields("spec").fields("affinity").fields("nodeAffinity");
        Doc.Fields required = affinity.fields("requiredDuringSchedulingIgnoredDuringExecution");
        return Json.write(Plain.of(required.get("nodeSelectorTerms").orElseThrow()));
    }

    /** The specification of a pod less what admission adds. */
    private static String withoutNetwork(Doc.Fields pod) {
        return Json.write(Plain.of(pod.fields("spec")))
                .replace("\"aliyun/member-eni\":\"1\",", "")
                .replace(
                        ",{\"key\":\"topology.kubernetes.io/zone\",\"operator\":\"In\",\"values\":[\"zone-a\",\"zone-b\"]}",
                        "");
    }

    /** Facts of a process that has not read the policies yet. */
    private record Blind(AdmissionFacts facts) implements AdmissionFacts {
        @Override
        public ClusterSettings settings() {
            return facts.settings();
        }

        @Override
        public RequestContext context(String namespace) {
            throw new UnknownFactException("policies have not been read yet");
        }

        @Override
        public @Nullable EniConfig eniConfig() {
            return facts.eniConfig();
        }

        @Override
        public Optional<ZoneId> previousZone(PodRef pod, List<String> ownerKinds) {
            return facts.previousZone(pod, ownerKinds);
        }

        @Override
        public boolean isExclusive(String node) {
            return false;
        }

        @Override
        public List<ZoneId> virtualNodeZones() {
            return facts.virtualNodeZones();
        }
    }
}
