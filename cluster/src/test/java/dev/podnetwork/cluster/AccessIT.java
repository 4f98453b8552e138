package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.controller.KubernetesOptions;
import dev.podnetwork.k8s.install.Chart;
import dev.podnetwork.k8s.install.Installation;
import dev.podnetwork.k8s.lease.LeaseSettings;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.webhook.tls.CertificateKeeper;
import dev.podnetwork.k8s.webhook.tls.CertificateSettings;
import dev.podnetwork.k8s.webhook.tls.ServingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rights that the chart gives are those that the controller uses: no request is refused, and no right is left over. */
class AccessIT {
    private static final String NAMESPACE = "kube-system";
    private static final String ACCOUNT = "system:serviceaccount:kube-system:podnet";
    private static final Set<String> SELDOM = Set.of(
            // Read when a lost reply leaves open what became of a write, before a binding is given up, and by admission
            // in a new namespace.
            "network.alibabacloud.com/podenis get",
            "/pods get",
            "/namespaces get",
            // When something is said again.
            "events.k8s.io/events get",
            "events.k8s.io/events patch");

    @Test
    void theControllerUsesWhatItIsGivenAndNothingElse() throws IOException {
        try (LocalControlPlane cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE.withAudit())) {
            SharedCluster.applyDefinitions(cluster);
            // Before the webhooks, which nobody answers here.
            cluster.kubectl().apply("""
                    apiVersion: network.alibabacloud.com/v1beta1
                    kind: PodNetworking
                    metadata: {name: used}
                    spec: {selector: {podSelector: {matchLabels: {net: used}}}, securityGroupIDs: [sg-db0001], vSwitchOptions: [vsw-zone-a-1]}
                    """);
            Chart chart =
                    Chart.in(NAMESPACE).set("webhook.url=https://127.0.0.1:9").set("replicas=0");
            try (KubeApi api =
                    KubeApi.open(KubeAccess.byFile(cluster.kubeconfig()), PodNetworkAllocators.systemEnv(1))) {
                new Installation(api).apply(chart, line -> {});
            }
            cluster.kubectl().run("create", "namespace", "used");
            String token = cluster.kubectl()
                    .run("create", "token", "podnet", "-n", NAMESPACE)
                    .strip();
            work(cluster, cluster.kubeconfig("podnet", token));

            List<AuditLog.Request> requests = cluster.audit().requests().stream()
                    .filter(each -> each.user().equals(ACCOUNT))
                    .toList();
            assertThat(requests.stream().filter(each -> each.code() == 403)).isEmpty();
            Set<String> used = requests.stream()
                    .map(each -> each.group() + "/" + each.resource() + " " + each.verb())
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> given = given(cluster);
            assertThat(given).containsAll(used);
            given.removeAll(used);
            assertThat(given).as("rights that nothing uses").isSubsetOf(SELDOM);
        }
    }

    /** A life with everything in it: policies, nodes, fixed and elastic pods, a pod that waits, certificates, the lease. */
    private static void work(LocalControlPlane cluster, Path kubeconfig) throws IOException {
        KubernetesOptions options = ControllerSite.options()
                .lease(new LeaseSettings(
                        NAMESPACE, "terway-controlplane", "access", LeaseSettings.DURATION, LeaseSettings.RETRY));
        try (ControllerSite site = new ControllerSite(cluster, FakeLatencies.ZERO);
                KubeApi api = KubeApi.open(KubeAccess.byFile(kubeconfig), PodNetworkAllocators.systemEnv(1));
                CertificateKeeper keeper = certificates(api)) {
            site.node("used-1", InstanceTypes.G7_XLARGE.instanceType(), false).start(options, kubeconfig);
            keeper.start();
            cluster.kubectl().run("wait", "pn/used", "--for=jsonpath={.status.status}=Ready", "--timeout=90s");
            cluster.kubectl()
                    .apply(ControllerSite.workload(
                            "StatefulSet", "used", "fixed", 2, ControllerSite.fixed("vsw-zone-a-1", "\"Never\"")));
            cluster.kubectl()
                    .apply(ControllerSite.workload(
                            "StatefulSet", "used", "tiny", 6, ControllerSite.elastic("vsw-tiny")));
            Await.until("fixed pods", ControllerSite.PATIENCE, () -> site.running("used", "app=fixed") == 2);
            Await.until(
                    "an event",
                    ControllerSite.PATIENCE,
                    () -> !cluster.api()
                            .list(
                                    "/apis/events.k8s.io/v1/namespaces/used/events?fieldSelector=reason=PodNetworkWaiting")
                            .isEmpty());
            cluster.kubectl().run("delete", "statefulsets", "--all", "-n", "used", "--wait=false");
            Await.until(
                    "the retained records only",
                    ControllerSite.PATIENCE,
                    () -> cluster.api().list("/apis/network.alibabacloud.com/v1beta1/namespaces/used/podenis").stream()
                            .allMatch(each -> each.fields("status")
                                    .text("phase")
                                    .orElse("")
                                    .equals("Unbind")));
            cluster.kubectl().run("delete", "podeni", "--all", "-n", "used", "--timeout=90s");
            site.controllers().stop().toCompletableFuture().join();
            Await.until(
                    "a certificate",
                    ControllerSite.PATIENCE,
                    () -> cluster
                            .api()
                            .get("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podnet")
                            .objects("webhooks")
                            .stream()
                            .noneMatch(each ->
                                    each.fields("clientConfig").text("caBundle").isEmpty()));
        }
    }

    private static CertificateKeeper certificates(KubeApi api) {
        return new CertificateKeeper(
                api, PodNetworkAllocators.systemEnv(1), CertificateSettings.of(NAMESPACE, "podnet"), new ServingKey());
    }

    /** What the roles of the service account say, one line for each verb on each resource. */
    private static Set<String> given(LocalControlPlane cluster) {
        Set<String> all = new TreeSet<>();
        for (String path : List.of(
                "/apis/rbac.authorization.k8s.io/v1/clusterroles/podnet",
                "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/roles/podnet",
                "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/roles/podnet-eni-config")) {
            for (Doc.Fields rule : cluster.api().get(path).objects("rules")) {
                for (String group : rule.texts("apiGroups")) {
                    for (String resource : rule.texts("resources")) {
                        rule.texts("verbs").forEach(verb -> all.add(group + "/" + resource + " " + verb));
                    }
                }
            }
        }
        return all;
    }
}
