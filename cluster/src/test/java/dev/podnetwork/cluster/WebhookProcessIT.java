package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.podnet.Podnet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole product as users run it: {@code podnet install --apply}, {@code podnet controller} with its webhooks, stock kubectl. Asked to end while
 * pods are created, it answers on until nobody need ask it any more: no pod is created without its network.
 */
class WebhookProcessIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: own}
            spec:
              allocationType: {type: Elastic}
              selector: {podSelector: {matchLabels: {net: own}}}
              securityGroupIDs: [sg-db0001]
              vSwitchOptions: [vsw-zone-a-1]
            """;

    private LocalControlPlane cluster;
    private ControllerSite site;
    private FakeOpenApiServer wire;
    private ControllerProcess controller;
    private int port;

    @BeforeEach
    void up() throws IOException {
        cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        install();
        site = new ControllerSite(cluster, FakeLatencies.ZERO);
        site.cloud.addInstanceType(new InstanceTypeLimits("ecs.big", 8, 208, 20, 20, true, 0));
        site.node("own-1", "ecs.big", false);
        wire = FakeOpenApiServer.of(site.cloud)
                .region("cn-hangzhou")
                .key(FakeAccessKey.of("fake-key", "fake-secret").allowing(List.of("*")))
                .start();
        controller =
                ControllerProcess.startWithWebhooks(cluster, wire, "own-1", port).awaitLeading();
        Await.until("the process to be ready", LONG, () -> controller.page("/readyz").contains("webhooks: true"));
    }

    @AfterEach
    void down() {
        controller.close();
        wire.close();
        cluster.close();
    }

    private void install() {
        int code = Podnet.commandLine()
                .execute(
                        "install",
                        "--apply",
                        "--kubeconfig",
                        cluster.kubeconfig().toString(),
                        "--set",
                        "config.clusterID=c-1",
                        "--set",
                        "config.vpcID=vpc-1",
                        "--set",
                        "config.regionID=cn-hangzhou",
                        "--set",
                        "replicas=0",
                        "--set",
                        "webhook.url=https://127.0.0.1:" + port);
        assertThat(code).isZero();
    }

    private ClusterApi.Answer create(String name, String query) {
        String pod = """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","labels":{"net":"own","load":"yes"}},
                "spec":{"terminationGracePeriodSeconds":0,"containers":[{"name":"c","image":"registry.invalid/c:1"}]}}
                """.formatted(name);
        return cluster.api().send("POST", PODS + query, pod, "application/json");
    }

    /** As an API server's client does ahead of need: the handshake, and nothing after it. */
    private List<SSLSocket> silentConnections(int count) throws IOException {
        String authority = cluster.api()
                .get("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podnet")
                .objects("webhooks")
                .get(0)
                .fields("clientConfig")
                .text("caBundle")
                .orElseThrow();
        Path file = cluster.state()
                .write("webhook-ca.crt", new String(Base64.getDecoder().decode(authority), StandardCharsets.US_ASCII));
        SSLContext trust = Trust.of(file);
        List<SSLSocket> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
            socket.startHandshake();
            open.add(socket);
        }
        return open;
    }

    private static boolean mutated(ClusterApi.Answer answer) {
        return answer.isGood()
                && answer.object()
                        .fields("metadata")
                        .fields("annotations")
                        .text("k8s.aliyun.com/pod-eni")
                        .isPresent();
    }

    @Test
    void connectionsThatAskNothingKeepNobodyWaiting() throws IOException {
        readyPolicy();
        List<SSLSocket> silent = silentConnections(60);
        for (int i = 0; i < 20; i++) {
            assertThat(mutated(create("silent-" + i, "?dryRun=All")))
                    .as("pod " + i + " has its network")
                    .isTrue();
        }
        for (SSLSocket each : silent) {
            each.close();
        }
    }

    @Test
    void podsOfAPolicyGetTheirNetworkAndKeepGettingItWhileTheProcessEnds() {
        readyPolicy();
        podsOfADeployment();
        int created = createWhileItEnds();
        controller =
                ControllerProcess.startWithWebhooks(cluster, wire, "own-2", port).awaitLeading();
        Await.until(created + " running pods", LONG, () -> withAddress("load=yes") == created);
        assertThat(site.enis()).hasSize(created + 8);
    }

    private void readyPolicy() {
        cluster.kubectl().apply(POLICY);
        Await.until(
                "a Ready policy",
                LONG,
                () -> cluster.api()
                        .get("/apis/network.alibabacloud.com/v1beta1/podnetworkings/own")
                        .fields("status")
                        .text("status")
                        .orElse("")
                        .equals("Ready"));
        Await.until("a pod to get its network when it is created", LONG, () -> mutated(create("probe", "?dryRun=All")));
    }

    private void podsOfADeployment() {
        cluster.kubectl().run("create", "deployment", "own", "--image=registry.invalid/c:1", "--replicas=0");
        cluster.kubectl()
                .run(
                        "patch",
                        "deployment",
                        "own",
                        "-p",
                        "{\"spec\":{\"replicas\":8,\"template\":{\"metadata\":{\"labels\":{\"net\":\"own\"}}}}}");
        Await.until("eight pods with addresses of the policy's vSwitch", LONG, () -> withAddress("app=own") == 8);
    }

    /** Pods until three seconds after it was asked to end; answers how many. */
    private int createWhileItEnds() {
        long asked = 0;
        int created = 0;
        while (asked == 0 || System.nanoTime() - asked < 3_000_000_000L) {
            if (asked == 0 && created == 15) {
                controller.askToEnd();
                asked = System.nanoTime();
            }
            ClusterApi.Answer answer = create("load-" + created++, "");
            assertThat(mutated(answer))
                    .as("pod " + created + " has its network: " + answer.body())
                    .isTrue();
            Await.pause(Duration.ofMillis(30));
        }
        controller.await();
        return created;
    }

    private long withAddress(String selector) {
        return cluster.api().list(PODS + "?labelSelector=" + selector).stream()
                .filter(pod ->
                        pod.fields("status").text("podIP").orElse("").startsWith("10.1."))
                .count();
    }
}
