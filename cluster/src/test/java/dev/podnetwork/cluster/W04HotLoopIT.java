package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.ViewSettings;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * W4: the write that says Fail wakes the controller that wrote it, about once a second and policy. Here a failed policy is
 * written once, and again only when the verdict changes.
 */
@ExtendWith(SharedCluster.class)
class W04HotLoopIT {
    private static final String PATH = "/apis/network.alibabacloud.com/v1beta1/podnetworkings/hot";
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: hot}
            spec:
              selector: {podSelector: {matchLabels: {net: hot}}}
              securityGroupIDs: [sg-db0001]
              vSwitchOptions: [vsw-unknown]
            """;

    private final LocalControlPlane cluster;

    W04HotLoopIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void end() {
        cluster.kubectl().delete(POLICY);
    }

    private void writesOnce() {
        cluster.kubectl().apply(POLICY);
        Await.until(
                "Fail",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .get(PATH)
                        .fields("status")
                        .text("status")
                        .orElse("")
                        .equals("Fail"));
        ApiMetrics before = ApiMetrics.of(cluster.api());
        Await.pause(Duration.ofSeconds(8));
        assertThat(ApiMetrics.of(cluster.api()).since(before).writes("podnetworkings/status"))
                .as("status writes in 8 s after Fail was said")
                .isZero();
    }

    @Test
    void aFailedPolicyIsWrittenOnce_W4() {
        try (ControllerSite site = new ControllerSite(cluster, FakeLatencies.ZERO)) {
            site.start(ControllerSite.options());
            writesOnce();
            assertThat(site.cloud.inspect().calls("DescribeVSwitches").calls()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aControllerThatStampsATimeAtEachLookIsCaught_W4() throws IOException {
        Env env = PodNetworkAllocators.systemEnv(1);
        try (KubeApi api = KubeApi.open(KubeAccess.byFile(cluster.kubeconfig()), env);
                KubernetesView view =
                        new KubernetesView(api, env, new ViewSettings("kube-system", true, Map.of(), type -> null))) {
            view.watch(new KubernetesView.Watcher() {
                private int stamp;

                @Override
                public void policyChanged(String name) {
                    env.schedule(
                            200_000_000L,
                            () -> cluster.api()
                                    .send(
                                            "PATCH",
                                            PATH + "/status",
                                            "{\"status\":{\"status\":\"Fail\",\"message\":\"look " + stamp++ + "\"}}",
                                            ClusterApi.MERGE_PATCH));
                }

                @Override
                public void configChanged() {}
            });
            view.start();
            assertThatThrownBy(this::writesOnce).isInstanceOf(AssertionError.class);
        }
    }
}
