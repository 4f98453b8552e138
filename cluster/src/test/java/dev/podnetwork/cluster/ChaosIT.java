package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.WireTrouble;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.k8s.tree.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Everything breaks for two minutes: controller, API server and etcd are killed, the cloud loses and delays replies. Afterwards every pod runs, no
 * interface is left over and none is in two records.
 */
class ChaosIT {
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final Duration CHAOS = Duration.ofSeconds(120);
    private static final String NAMESPACE = "chaos";
    private static final String RECORDS = "/apis/network.alibabacloud.com/v1beta1/namespaces/" + NAMESPACE + "/podenis";
    private static LocalControlPlane cluster;
    private ControllerSite site;
    private FakeOpenApiServer wire;
    private ControllerProcess controller;
    private int started;

    @BeforeAll
    static void up() {
        cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE);
        SharedCluster.applyDefinitions(cluster);
        cluster.kubectl().run("create", "namespace", NAMESPACE);
    }

    @AfterAll
    static void down() {
        cluster.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        String nodes = test.getTestMethod().orElseThrow().getName().startsWith("aLate") ? "late" : "chaos";
        site = new ControllerSite(cluster, FakeLatencies.REALISTIC);
        site.cloud.addInstanceType(new InstanceTypeLimits("ecs.big", 8, 108, 20, 20, true, 0));
        site.node(nodes + "-1", "ecs.big", false).node(nodes + "-2", "ecs.big", false);
        wire = FakeOpenApiServer.of(site.cloud)
                .region("cn-hangzhou")
                .key(FakeAccessKey.of("fake-key", "fake-secret").allowing(List.of("*")))
                .start();
        nextController();
        for (String node : List.of(nodes + "-1", nodes + "-2")) {
            Await.until(
                    "what " + node + " advertises",
                    LONG,
                    () -> cluster.api()
                            .get("/api/v1/nodes/" + node)
                            .fields("status")
                            .fields("allocatable")
                            .text("aliyun/member-eni")
                            .isPresent());
        }
    }

    @AfterEach
    void end() {
        controller.close();
        site.close();
        wire.close();
    }

    private void nextController() {
        controller = ControllerProcess.start(cluster, wire, "chaos-" + started++, "");
    }

    private void killController() {
        controller.kill();
        nextController();
    }

    @Test
    void aLateReplyAndAKillInBetweenLeakNothing() {
        wire.faults().on("CreateNetworkInterface").times(10).inject(new WireTrouble.Slow(Duration.ofSeconds(5)));
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, "late", 10, ControllerSite.elastic("vsw-zone-a-1")));
        Await.until("a call whose reply is late", LONG, () -> wire.faults().struck() > 0);
        Await.pause(Duration.ofSeconds(2));
        killController();
        awaitRunning("late", 10);
        awaitEachInterfaceOnce(10);
        removeAll();
    }

    @Test
    void afterTwoMinutesOfEverythingAllIsAsItShouldBe() {
        wire.faults().on("*").withProbability(0.04).inject(new WireTrouble.Reset(true));
        wire.faults().on("*").withProbability(0.04).inject(new WireTrouble.Reset(false));
        wire.faults().on("*").withProbability(0.04).inject(new WireTrouble.Slow(Duration.ofSeconds(5)));
        wire.faults()
                .on("*")
                .withProbability(0.04)
                .inject(new WireTrouble.Throttle("Throttling.User", Duration.ofSeconds(1)));
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "Deployment", NAMESPACE, "churn", 30, ControllerSite.elastic("vsw-zone-a-1")));
        cluster.kubectl()
                .apply(ControllerSite.workload(
                        "StatefulSet", NAMESPACE, "keeps", 10, ControllerSite.fixed("vsw-zone-a-1", "\"Never\"")));
        Random chance = new Random(7);
        long end = System.nanoTime() + CHAOS.toNanos();
        while (System.nanoTime() < end) {
            disturb(chance);
            Await.pause(Duration.ofMillis(3000 + chance.nextInt(5000)));
        }
        wire.faults().clear();
        killController();
        awaitRunning("churn", 30);
        awaitRunning("keeps", 10);
        awaitEachInterfaceOnce(40);
        removeAll();
    }

    private void disturb(Random chance) {
        switch (chance.nextInt(5)) {
            case 0 -> killController();
            case 1 -> {
                cluster.process(Program.API_SERVER).kill();
                Await.pause(Duration.ofMillis(chance.nextInt(3000)));
                cluster.process(Program.API_SERVER).restart();
                cluster.awaitReady();
            }
            case 2 -> {
                cluster.process(Program.ETCD).kill();
                cluster.process(Program.ETCD).restart();
                cluster.awaitReady();
            }
            case 3 -> scale("churn", 10 + chance.nextInt(20));
            default ->
                cluster.kubectl()
                        .tryRun(
                                List.of(
                                        "delete",
                                        "pod",
                                        "keeps-" + chance.nextInt(10),
                                        "-n",
                                        NAMESPACE,
                                        "--wait=false"),
                                "");
        }
        if (chance.nextBoolean()) {
            scale("churn", 30);
        }
    }

    /** A server that is just coming back may refuse once. */
    private static void scale(String deployment, int replicas) {
        Await.until(
                "the server to scale " + deployment,
                LONG,
                () -> cluster.kubectl()
                                .tryRun(
                                        List.of(
                                                "scale",
                                                "deployment/" + deployment,
                                                "-n",
                                                NAMESPACE,
                                                "--replicas=" + replicas),
                                        "")
                                .code()
                        == 0);
    }

    private void awaitRunning(String app, int count) {
        if (app.equals("churn")) {
            scale(app, count);
        }
        Await.until(count + " running pods of " + app, LONG, () -> site.running(NAMESPACE, "app=" + app) == count);
    }

    private static List<Doc.Fields> records() {
        return cluster.api().list(RECORDS);
    }

    private void awaitEachInterfaceOnce(int count) {
        Await.until(
                count + " interfaces and records",
                LONG,
                () -> site.enis().size() == count && records().size() == count);
        Map<String, Long> holders = records().stream()
                .flatMap(record -> record.fields("spec").objects("allocations").stream())
                .collect(Collectors.groupingBy(
                        each -> each.fields("eni").text("id").orElse("none"), Collectors.counting()));
        assertThat(holders)
                .hasSize(count)
                .doesNotContainKey("none")
                .allSatisfy((eni, n) -> assertThat(n).isEqualTo(1));
    }

    /** To the last interface: what is retained is let go by deleting its record, as users do. */
    private void removeAll() {
        cluster.kubectl().run("delete", "statefulsets,deployments", "--all", "-n", NAMESPACE, "--wait=false");
        Await.until(
                "no pod",
                LONG,
                () -> cluster.api()
                        .list("/api/v1/namespaces/" + NAMESPACE + "/pods")
                        .isEmpty());
        cluster.kubectl().run("delete", "podeni", "--all", "-n", NAMESPACE, "--wait=false");
        Await.until("no record", LONG, () -> records().isEmpty());
        site.awaitNoEnis(LONG);
    }
}
