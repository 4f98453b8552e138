package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.tree.Doc;
import java.time.Duration;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What users write, applied with stock kubectl, comes to what the system is known to show: admission, controllers and fake kubelets together. */
class PublishedManifestsIT {
    private static final Duration LONG = Duration.ofSeconds(150);

    @Test
    void thePublishedManifestsGiveThePublishedRecords() {
        try (LocalControlPlane cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE)) {
            SharedCluster.applyDefinitions(cluster);
            try (ControllerSite site = new ControllerSite(cluster, FakeLatencies.ZERO);
                    WebhookSite webhooks = new WebhookSite(cluster, ClusterSettings.DEFAULT)) {
                webhooks.install("webhook.podFailurePolicy=Fail");
                site.node("shared-1", InstanceTypes.G7_XLARGE.instanceType(), false)
                        .start(ControllerSite.options());
                cluster.kubectl().apply(SharedCluster.manifest("eni-config"));
                Await.until("eni-config", LONG, () -> webhooks.view().configs().cluster() != null);
                cluster.kubectl().apply(SharedCluster.manifest("policies"));
                for (String policy : new String[] {"fixed-db", "serverless"}) {
                    cluster.kubectl()
                            .run("wait", "pn/" + policy, "--for=jsonpath={.status.status}=Ready", "--timeout=120s");
                    Await.until(
                            "admission to see it",
                            LONG,
                            () -> webhooks.view().storedPolicy(policy).stream()
                                    .anyMatch(stored -> stored.statusText().equals("Ready")));
                }
                cluster.kubectl().apply(SharedCluster.manifest("workloads"));
                Await.until("the database", LONG, () -> site.running("storage", "app=ledger") == 2);
                Await.until("the deployment", LONG, () -> site.running("default", "app=crunch") == 3);
                asPublished(cluster, site.podEni("storage", "ledger-0"));
                assertThat(cluster.kubectl().run("get", "podeni,pn", "-n", "storage"))
                        .contains("ledger-0", "ledger-1", "Bind", "shared-1", "fixed-db");
                assertThat(cluster.kubectl().run("describe", "pod", "ledger-0", "-n", "storage"))
                        .contains("aliyun/member-eni", "k8s.aliyun.com/pod-networking: fixed-db", "shared-1");
            }
        }
    }

    /** The fields of the published sample (spec: manifests/records.yaml), and nothing of another shape. */
    private static void asPublished(LocalControlPlane cluster, Doc.Fields record) {
        Doc.Fields pod = cluster.api().get("/api/v1/namespaces/storage/pods/ledger-0");
        Doc.Fields allocation = record.fields("spec").objects("allocations").get(0);
        assertThat(allocation.fields("allocationType").text("type")).contains("Fixed");
        assertThat(allocation.fields("allocationType").text("releaseStrategy")).contains("TTL");
        assertThat(allocation.fields("allocationType").text("releaseAfter")).contains("1h");
        Doc.Fields eni = allocation.fields("eni");
        assertThat(new TreeSet<>(eni.fields().keySet())).contains("id", "mac", "securityGroupIDs", "vSwitchID", "zone");
        assertThat(eni.texts("securityGroupIDs")).containsExactly("sg-db0001");
        assertThat(eni.text("vSwitchID")).contains("vsw-zone-a-1");
        assertThat(allocation.text("ipv4")).isEqualTo(pod.fields("status").text("podIP"));
        assertThat(allocation.text("ipv4CIDR")).contains("10.1.0.0/19");
        assertThat(record.fields("spec").text("zone")).contains("cn-hangzhou-a");
        Doc.Fields metadata = record.fields("metadata");
        assertThat(metadata.texts("finalizers")).containsExactly("network.alibabacloud.com/pod-eni");
        assertThat(metadata.fields("labels").text("k8s.aliyun.com/node")).contains("shared-1");
        assertThat(metadata.fields("annotations").text("k8s.aliyun.com/pod-uid"))
                .isEqualTo(pod.fields("metadata").text("uid"));
        Doc.Fields status = record.fields("status");
        String id = eni.text("id").orElseThrow();
        assertThat(status.text("phase")).contains("Bind");
        assertThat(status.text("instanceID")).contains("i-shared-1");
        assertThat(status.text("trunkENIID")).isPresent();
        assertThat(status.fields("eniInfos").fields(id).text("status")).contains("Bind");
        assertThat(status.fields("eniInfos").fields(id).whole("vid")).isPresent();
    }
}
