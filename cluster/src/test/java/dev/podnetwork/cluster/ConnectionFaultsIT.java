package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.k8s.tree.Doc;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Controllers behind a proxy that expires watches, loses replies and refuses writes: every pod is bound, nothing is doubled. */
@ExtendWith(SharedCluster.class)
class ConnectionFaultsIT {
    private static final String NAMESPACE = "connection";

    private final LocalControlPlane cluster;
    private ControllerSite site;
    private FaultyProxy proxy;

    ConnectionFaultsIT(LocalControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() {
        cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        proxy = new FaultyProxy(cluster);
        site = new ControllerSite(cluster, FakeLatencies.ZERO);
        site.cloud.addInstanceType(new InstanceTypeLimits("ecs.big", 8, 108, 20, 20, true, 0));
        site.node("connected", "ecs.big", false).start(ControllerSite.options(), proxy.kubeconfig());
        Await.until(
                "what the node advertises",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .get("/api/v1/nodes/connected")
                        .fields("status")
                        .fields("allocatable")
                        .text("aliyun/member-eni")
                        .isPresent());
    }

    @AfterEach
    void end() {
        cluster.kubectl().run("delete", "deployments", "--all", "-n", NAMESPACE, "--wait=false");
        Await.until(
                "no pod",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .list("/api/v1/namespaces/" + NAMESPACE + "/pods")
                        .isEmpty());
        site.close();
        proxy.close();
    }

    private void deploy(String name, int replicas) {
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, name, replicas, ControllerSite.elastic("vsw-zone-a-1")));
    }

    private void awaitBoundOnce(String name, int replicas) {
        Await.until(
                replicas + " running",
                ControllerSite.PATIENCE,
                () -> site.running(NAMESPACE, "app=" + name) == replicas);
        List<String> enis =
                cluster
                        .api()
                        .list("/apis/network.alibabacloud.com/v1beta1/namespaces/" + NAMESPACE + "/podenis")
                        .stream()
                        .map(each -> each.fields("spec").objects("allocations").get(0))
                        .map((Doc.Fields each) -> each.fields("eni").text("id").orElse("none"))
                        .toList();
        assertThat(enis).hasSize(replicas).doesNotHaveDuplicates().doesNotContain("none");
        assertThat(site.enis()).hasSize(replicas);
    }

    @Test
    void watchesThatExpiredAreListedAnewAndNothingIsMissed() {
        int listed = proxy.lists.get();
        proxy.expireWatches.set(6);
        proxy.cutWatches();
        deploy("expired", 10);
        awaitBoundOnce("expired", 10);
        assertThat(proxy.lists.get()).isGreaterThan(listed);
    }

    @Test
    void watchesThatAreCutGoOnWhereTheyEnded() {
        int listed = proxy.lists.get();
        deploy("cut", 10);
        proxy.cutWatches();
        awaitBoundOnce("cut", 10);
        assertThat(proxy.lists.get()).as("no list was needed").isEqualTo(listed);
    }

    @Test
    void writesWhoseRepliesAreLostAreSettledByReading() {
        proxy.loseReplies.set(15);
        deploy("lost", 12);
        awaitBoundOnce("lost", 12);
        assertThat(proxy.loseReplies.get()).isZero();
    }

    @Test
    void writesThatAreRefusedAreTriedAgain() {
        proxy.refuseWrites.set(25);
        deploy("busy", 12);
        awaitBoundOnce("busy", 12);
        assertThat(proxy.refuseWrites.get()).isZero();
    }
}
