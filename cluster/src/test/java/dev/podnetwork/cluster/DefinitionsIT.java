package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our custom resource definitions as a real API server and stock kubectl take them. */
@ExtendWith(SharedCluster.class)
class DefinitionsIT {
    private static final String PODENIS = "/apis/network.alibabacloud.com/v1beta1/namespaces/%s/podenis";
    private static final String POLICIES = "/apis/network.alibabacloud.com/v1beta1/podnetworkings";

    private final LocalControlPlane cluster;

    DefinitionsIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @Test
    void publishedPoliciesAreTakenAndKeepEveryField() {
        cluster.kubectl().apply(SharedCluster.manifest("policies"));
        Doc.Fields policy = cluster.api().get(POLICIES + "/fixed-db").fields("spec");
        assertThat(Plain.map(policy))
                .isEqualTo(Map.of(
                        "eniOptions", Map.of("eniType", "Default"),
                        "vSwitchSelectOptions", Map.of("vSwitchSelectionPolicy", "ordered"),
                        "allocationType", Map.of("type", "Fixed", "releaseStrategy", "TTL", "releaseAfter", "1h"),
                        "selector",
                                Map.of(
                                        "podSelector", Map.of("matchLabels", Map.of("tier", "db")),
                                        "namespaceSelector", Map.of("matchLabels", Map.of("team", "storage"))),
                        "securityGroupIDs", List.of("sg-db0001"),
                        "vSwitchOptions", List.of("vsw-zone-a-1")));
        cluster.kubectl().delete(SharedCluster.manifest("policies"));
    }

    @Test
    void publishedWorkloadsAndSettingsAreTaken() {
        assertThat(cluster.kubectl().apply(SharedCluster.manifest("eni-config")))
                .contains("configmap/eni-config");
        assertThat(cluster.kubectl().apply(SharedCluster.manifest("workloads")))
                .contains("statefulset.apps/ledger")
                .contains("deployment.apps/crunch");
        cluster.kubectl().delete(SharedCluster.manifest("workloads"));
        cluster.kubectl().delete(SharedCluster.manifest("eni-config"));
    }

    @Test
    void aRecordWithStatusSurvivesTheServerAndOurCodec() {
        String path = PODENIS.formatted("default") + "/own-5d9c-x1";
        cluster.kubectl().run("create", "namespace", "storage-copy");
        String records = SharedCluster.manifest("records").replace("namespace: storage", "namespace: storage-copy");
        cluster.kubectl().apply(records);
        cluster.kubectl().tryRun(List.of("replace", "--subresource=status", "-f", "-"), records);
        Doc.Fields stored = cluster.api().get(path);
        Map<String, @Nullable Object> before = Plain.map(stored);
        Map<String, @Nullable Object> after = new LinkedHashMap<>(before);

        // As another system wrote it, and as we read and write it.
        assertThat(PodEniCodec.decodeHead(stored).interfaces()).hasSize(1);
        assertThat(stored.fields("spec")
                        .objects("allocations")
                        .get(0)
                        .fields("eni")
                        .fields("attachmentOptions")
                        .fields())
                .isEmpty();
        cluster.api().replace(path, Json.write(after));
        assertThat(withoutVersion(cluster.api().get(path))).isEqualTo(withoutVersion(stored));
        cluster.api().merge(path, "{\"metadata\":{\"finalizers\":null}}");
        cluster.kubectl().delete(records);
    }

    @Test
    void fieldsThatWeDoNotKnowAreKeptInRecords() {
        String path = PODENIS.formatted("default");
        cluster.api().create(path, """
                        {"apiVersion":"network.alibabacloud.com/v1beta1","kind":"PodENI","metadata":{"name":"newer"},
                         "spec":{"zone":"z","later":{"a":1},"allocations":[{"ipv4":"10.0.0.1","eni":{"id":"eni-1","later":true,
                           "attachmentOptions":{"later":"x"}},"allocationType":{"type":"Elastic","later":2}}]}}""");
        cluster.api().merge(path + "/newer/status", """
                        {"status":{"phase":"Bind","later":[1],"eniInfos":{"eni-1":{"id":"eni-1","later":{"deep":1}}}}}""");
        Doc.Fields read = cluster.api().get(path + "/newer");
        assertThat(Json.write(Plain.of(read.fields("spec"))))
                .contains("\"later\":{\"a\":1}", "\"later\":true", "\"later\":\"x\"", "\"later\":2");
        assertThat(Json.write(Plain.of(read.fields("status")))).contains("\"later\":[1]", "\"later\":{\"deep\":1}");
        cluster.api().delete(path + "/newer");
    }

    @Test
    void kubectlShowsUsefulColumnsUnderShortNames() {
        cluster.kubectl().run("create", "namespace", "columns");
        cluster.kubectl().apply("""
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: seen-0, namespace: columns, labels: {k8s.aliyun.com/node: node-7}}
                spec: {zone: cn-hangzhou-a, allocations: [{ipv4: 10.1.2.3, eni: {id: eni-seen}, allocationType: {type: Fixed}}]}
                ---
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodNetworking
                metadata: {name: seen-policy}
                spec: {allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: 20m}, vSwitchOptions: [vsw-1], securityGroupIDs: [sg-1]}
                """);
        cluster.api()
                .merge(
                        PODENIS.formatted("columns") + "/seen-0/status",
                        "{\"status\":{\"phase\":\"Bind\",\"instanceID\":\"i-7\"}}");
        assertThat(cluster.kubectl().run("get", "podeni,pn", "-n", "columns"))
                .contains("PHASE", "ENI", "IPV4", "NODE", "Bind", "eni-seen", "10.1.2.3", "node-7", "i-7")
                .contains("STATUS", "KEEPS", "STRATEGY", "AFTER", "seen-policy", "Fixed", "TTL", "20m");
        assertThat(cluster.kubectl().run("get", "peni", "-n", "columns", "-o", "wide"))
                .contains("cn-hangzhou-a");
        cluster.kubectl().run("delete", "pn", "seen-policy");
    }

    @Test
    void aSlipInAPolicyIsRefusedByName() {
        Kubectl.Result result = cluster.kubectl().tryRun(List.of("apply", "-f", "-"), """
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodNetworking
                metadata: {name: slip}
                spec: {vSwitchOption: [vsw-1]}
                """);
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("spec.vSwitchOption");
    }

    private static Map<String, @Nullable Object> withoutVersion(Doc.Fields object) {
        Map<String, @Nullable Object> plain = Plain.map(object);
        Map<String, @Nullable Object> metadata = Plain.map(object.fields("metadata"));
        List.of("resourceVersion", "managedFields", "generation").forEach(metadata::remove);
        plain.put("metadata", metadata);
        return plain;
    }
}
