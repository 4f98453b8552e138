package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.WireTrouble;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Everything breaks for two minutes, ten with the profile nightly: controller, API server and etcd are killed, the cloud loses, delays and throttles.
 * Afterwards, within two minutes, every pod runs for which there is room; the others say what is missing; no interface is left over and
 * none is in two records.
 */
class ChaosIT {
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final boolean NIGHTLY = "nightly".equals(System.getProperty("podnetwork.profile"));
    private static final Duration CHAOS = Duration.ofMinutes(NIGHTLY ? 10 : 2);
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);
    private static final int TOO_MANY = 12;
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
    void afterMinutesOfEverythingAllIsAsItShouldBe() {
        wire.faults().on("*").withProbability(0.04).inject(new WireTrouble.Reset(true));
        wire.faults().on("*").withProbability(0.04).inject(new WireTrouble.Reset(false));
        wire.faults().on("*").withProbability(0.04).inject(new WireTrouble.Slow(Duration.ofSeconds(5)));
        wire.faults()
                .on("*")
                .withProbability(0.04)
                .inject(new WireTrouble.Throttle("Throttling.User", Duration.ofSeconds(1)));
        int room = site.cloud.inspect().use(VSwitchId.of("vsw-tiny")).free();
        deploy("Deployment", "churn", 30, ControllerSite.elastic("vsw-zone-a-1"));
        deploy("StatefulSet", "keeps", 10, ControllerSite.fixed("vsw-zone-a-1", "\"Never\""));
        deploy("Deployment", "narrow", TOO_MANY, ControllerSite.elastic("vsw-tiny"));
        deploy("Deployment", "elsewhere", 2, ControllerSite.elastic("vsw-zone-b-1"));
        Random chance = new Random(7);
        Map<String, Integer> done = new TreeMap<>();
        long end = System.nanoTime() + CHAOS.toNanos();
        while (System.nanoTime() < end) {
            done.merge(disturb(chance), 1, Integer::sum);
            Await.pause(Duration.ofMillis(3000 + chance.nextInt(5000)));
        }
        System.err.println(
                "[chaos] " + done + ", faults of the cloud: " + wire.faults().struck());
        wire.faults().clear();
        killController();
        // A scheduler with a call that has hung since the server was away binds nothing more: seen once, and not what
        // is tried here.
        cluster.process(Program.SCHEDULER).kill();
        cluster.process(Program.SCHEDULER).restart();
        scale("churn", 30);
        long calm = System.nanoTime();
        Map<String, Integer> fit = new TreeMap<>(Map.of("churn", 30, "keeps", 10, "narrow", room, "elsewhere", 0));
        try {
            Await.until(
                    "what is bound to be " + fit,
                    AFTERWARDS,
                    () -> boundOf(fit.keySet()).equals(fit));
        } catch (ClusterException late) {
            throw new AssertionError(late.getMessage() + "; what does not run: " + idle() + controller.log(), late);
        }
        System.err.println("[chaos] calm after " + (System.nanoTime() - calm) / 1_000_000_000L + " s");
        // A fake kubelet that missed a change while the server was away does not look again by itself.
        cluster.process(Program.KWOK).kill();
        cluster.process(Program.KWOK).restart();
        Await.until(
                "what runs to be " + fit, LONG, () -> runningOf(fit.keySet()).equals(fit));
        awaitEachInterfaceOnce(40 + room);
        awaitExplained("narrow", TOO_MANY - room, "vsw-tiny");
        awaitExplained("elsewhere", 2, "vsw-zone-b-1");
        assertThat(runningOf(fit.keySet())).isEqualTo(fit);
        removeAll();
    }

    private static void deploy(String kind, String name, int replicas, String networks) {
        cluster.kubectl().apply(ControllerSite.workload(kind, NAMESPACE, name, replicas, networks));
    }

    /** What was said last about each pod that does not run, and how far its record is. */
    private static String idle() {
        Map<String, String> all = new TreeMap<>();
        for (Doc.Fields pod : cluster.api().list("/api/v1/namespaces/" + NAMESPACE + "/pods")) {
            String name = pod.fields("metadata").text("name").orElse("");
            String phase = pod.fields("status").text("phase").orElse("");
            if (!phase.equals("Running")) {
                String node = pod.fields("spec").text("nodeName").orElse("no node");
                all.put(
                        name,
                        phase + " on " + node + " " + pod.fields("metadata").textMap("annotations"));
            }
        }
        for (Doc.Fields record : records()) {
            all.computeIfPresent(
                    record.fields("metadata").text("name").orElse(""),
                    (name, text) -> text + ", record " + Json.write(Plain.map(record)));
        }
        for (Doc.Fields event : cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + NAMESPACE + "/events")) {
            all.computeIfPresent(
                    event.fields("regarding").text("name").orElse(""),
                    (name, text) -> text + "\n    " + event.text("eventTime").orElse("") + " "
                            + event.text("reason").orElse("") + " "
                            + event.text("note").orElse(""));
        }
        return String.join(
                "\n  ",
                all.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .toList());
    }

    /** Pods of each workload whose record says Bind for this very pod. */
    private static Map<String, Integer> boundOf(Set<String> apps) {
        Set<String> uids = records().stream()
                .filter(record ->
                        record.fields("status").text("phase").orElse("").equals("Bind"))
                .map(record ->
                        record.fields("metadata").textMap("annotations").getOrDefault("k8s.aliyun.com/pod-uid", ""))
                .collect(Collectors.toSet());
        Map<String, Integer> all = new TreeMap<>();
        for (String app : apps) {
            long bound =
                    cluster.api().list("/api/v1/namespaces/" + NAMESPACE + "/pods?labelSelector=app=" + app).stream()
                            .map(pod -> pod.fields("metadata"))
                            .filter(metadata ->
                                    metadata.get("deletionTimestamp").isEmpty())
                            .filter(metadata ->
                                    uids.contains(metadata.text("uid").orElse("")))
                            .count();
            all.put(app, (int) bound);
        }
        return all;
    }

    private Map<String, Integer> runningOf(Set<String> apps) {
        Map<String, Integer> all = new TreeMap<>();
        apps.forEach(app -> all.put(app, (int) site.running(NAMESPACE, "app=" + app)));
        return all;
    }

    /** Each pod of the workload that does not run says on itself, in our words, what is missing. */
    private static void awaitExplained(String app, int count, String missing) {
        Await.until(count + " pods of " + app + " to say that " + missing + " is what is missing", AFTERWARDS, () -> {
            Set<String> told = cluster.api().list("/apis/events.k8s.io/v1/namespaces/" + NAMESPACE + "/events").stream()
                    .filter(event -> event.text("reason").orElse("").startsWith("Pod"))
                    .filter(event -> event.text("note").orElse("").contains(missing))
                    .map(event -> event.fields("regarding").text("uid").orElse(""))
                    .collect(Collectors.toSet());
            List<String> idle =
                    cluster.api().list("/api/v1/namespaces/" + NAMESPACE + "/pods?labelSelector=app=" + app).stream()
                            .filter(pod -> !pod.fields("status")
                                    .text("phase")
                                    .orElse("")
                                    .equals("Running"))
                            .map(pod -> pod.fields("metadata").text("uid").orElse(""))
                            .toList();
            return idle.size() == count && told.containsAll(idle);
        });
    }

    private String disturb(Random chance) {
        String what = switch (chance.nextInt(5)) {
            case 0 -> {
                killController();
                yield "kills of the controller";
            }
            case 1 -> killServer(Program.API_SERVER, chance);
            case 2 -> killServer(Program.ETCD, chance);
            case 3 -> {
                scale("churn", 10 + chance.nextInt(20));
                yield "scalings";
            }
            default -> deletePod("keeps-" + chance.nextInt(10));
        };
        if (chance.nextBoolean()) {
            scale("churn", 30);
        }
        return what;
    }

    private static String killServer(Program program, Random chance) {
        cluster.process(program).kill();
        Await.pause(Duration.ofMillis(chance.nextInt(3000)));
        cluster.process(program).restart();
        cluster.awaitReady();
        return "kills of " + program.file();
    }

    private static String deletePod(String name) {
        cluster.kubectl().tryRun(List.of("delete", "pod", name, "-n", NAMESPACE, "--wait=false"), "");
        return "deleted pods";
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
