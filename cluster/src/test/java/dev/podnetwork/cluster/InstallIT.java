package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.FakeLatencies;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.podnet.Podnet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code podnet install} on a real API server. */
class InstallIT {
    private static final String[] CONFIG = {
        "--set", "config.clusterID=c-1", "--set", "config.vpcID=vpc-1", "--set", "config.regionID=cn-hangzhou"
    };
    private static LocalControlPlane cluster;

    @BeforeAll
    static void up() {
        cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE.withoutNodeAgent());
    }

    @AfterAll
    static void down() {
        cluster.close();
    }

    /** What the command printed, and its exit code. */
    private record Run(int code, String out, String err) {}

    private static Run podnet(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("install", "--kubeconfig", cluster.kubeconfig().toString()));
        all.addAll(List.of(CONFIG));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Podnet.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    /** Every object of the kinds that an installation has, by kind and name; what Kubernetes makes itself is there before and after. */
    private static Set<String> objects() {
        Set<String> all = new TreeSet<>();
        for (String kind : List.of(
                "serviceaccounts",
                "clusterroles",
                "clusterrolebindings",
                "roles",
                "rolebindings",
                "configmaps",
                "secrets",
                "services",
                "deployments",
                "leases",
                "mutatingwebhookconfigurations",
                "validatingwebhookconfigurations")) {
            String listed = cluster.kubectl().run("get", kind, "-A", "-o", "name");
            listed.lines().forEach(all::add);
        }
        // The API server and the controller manager keep their own leases alive.
        all.removeIf(name -> name.contains("apiserver-") || name.contains("system:"));
        return all;
    }

    /** Kubernetes itself makes objects for a while after its start. */
    private static Set<String> settled() {
        return Await.value("objects to settle", Duration.ofSeconds(90), () -> {
            Set<String> first = objects();
            Await.pause(Duration.ofSeconds(2));
            return Optional.of(first).filter(objects()::equals);
        });
    }

    @Test
    void whatIsInstalledCanBeRepeatedAndIsTakenOutWithoutARest() {
        Set<String> before = settled();
        Run check = podnet("--check");
        assertThat(check.code()).as(check.out() + check.err()).isZero();
        assertThat(check.out())
                .contains("Kubernetes v1.36")
                .contains("you may install")
                .contains("no eni-config");

        Run first = podnet("--apply");
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("Deployment kube-system/podnet created");
        Run second = podnet("--apply");
        assertThat(second.code()).isZero();
        assertThat(second.out())
                .contains("Deployment kube-system/podnet up to date")
                .doesNotContain("created");
        Doc.Fields webhook =
                cluster.api().get("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/podnet");
        assertThat(webhook.objects("webhooks")).hasSize(1);

        Run removed = podnet("--remove");
        assertThat(removed.code()).as(removed.out() + removed.err()).isZero();
        Await.until(
                "the last object to be collected",
                Duration.ofSeconds(90),
                () -> objects().equals(before));
        assertThat(cluster.kubectl().run("get", "crd", "-o", "name")).contains("podenis.network.alibabacloud.com");
        assertThat(podnet("--remove").code()).isZero();
    }

    private static Doc.Fields node(String name) {
        return cluster.api().get("/api/v1/nodes/" + name);
    }

    private static Optional<String> advertised(String node, String resource) {
        return node(node).fields("status").fields("capacity").text(resource);
    }

    @Test
    void nodesAreLeftAsTheyWereAndWhatOthersWroteThereStays() {
        assertThat(podnet("--apply", "--force", "--set", "replicas=0").code()).isZero();
        Await.until(
                "the records to be served",
                ControllerSite.PATIENCE,
                () -> cluster.api()
                        .list("/apis/network.alibabacloud.com/v1beta1/podenis")
                        .isEmpty());
        // Nobody answers the webhooks here.
        cluster.kubectl().run("delete", "mutatingwebhookconfigurations,validatingwebhookconfigurations", "podnet");
        ControllerSite site = new ControllerSite(cluster, FakeLatencies.ZERO)
                .node("ours-1", InstanceTypes.G7_XLARGE.instanceType(), false)
                .node("ours-2", InstanceTypes.G7_XLARGE.instanceType(), true);
        try (site) {
            FakeNode.ecs("theirs-1", "i-theirs", "ecs.unknown", ControllerSite.ZONE)
                    .withLabel("site", "trial")
                    .create(cluster.api());
            cluster.kubectl()
                    .run(
                            "patch",
                            "node",
                            "theirs-1",
                            "--subresource=status",
                            "--type=merge",
                            "-p",
                            "{\"status\":{\"capacity\":{\"aliyun/eni\":\"2\"},\"allocatable\":{\"aliyun/eni\":\"2\"}}}");
            cluster.kubectl().run("annotate", "node", "theirs-1", "k8s.aliyun.com/trunk-on=eni-theirs");
            site.start(ControllerSite.options());
            Await.until(
                    "both nodes to advertise",
                    ControllerSite.PATIENCE,
                    () -> advertised("ours-1", "aliyun/member-eni").isPresent()
                            && advertised("ours-2", "aliyun/eni").isPresent()
                            && node("ours-1")
                                    .fields("metadata")
                                    .fields("annotations")
                                    .text("k8s.aliyun.com/trunk-on")
                                    .isPresent());
            site.kill();

            Run removed = podnet("--remove");
            assertThat(removed.code()).as(removed.out() + removed.err()).isZero();
            assertThat(removed.out())
                    .contains("Node ours-1 is as it was", "Node ours-2")
                    .doesNotContain("theirs-1");
            for (String name : List.of("ours-1", "ours-2")) {
                assertThat(Json.write(Plain.map(node(name)))).as(name).doesNotContain("\"aliyun/", "trunk-on\":");
            }
            assertThat(advertised("theirs-1", "aliyun/eni")).contains("2");
            assertThat(node("theirs-1").fields("metadata").fields("annotations").text("k8s.aliyun.com/trunk-on"))
                    .contains("eni-theirs");
            assertThat(podnet("--remove").out()).doesNotContain("Node ");
        }
    }

    @Test
    void stockKubectlTakesThePrintedManifests() {
        Run printed = podnet("--print", "-n", "printed");
        cluster.kubectl().run("create", "namespace", "printed");
        assertThat(cluster.kubectl()
                        .tryRun(
                                List.of("apply", "--server-side", "--force-conflicts", "--dry-run=server", "-f", "-"),
                                printed.out()))
                .satisfies(result -> assertThat(result.code()).as(result.err()).isZero())
                .satisfies(result -> assertThat(result.err()).doesNotContain("Warning"));
    }

    @Test
    void anotherControlPlaneIsFoundBeforeAnythingIsChanged() {
        cluster.kubectl()
                .run(
                        "create",
                        "deployment",
                        "terway-controlplane",
                        "-n",
                        "kube-system",
                        "--image=registry.invalid/cp:1");
        Run check = podnet("--apply");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("ERROR").contains("scale it to 0 first");
        assertThat(cluster.api().find("/apis/apps/v1/namespaces/kube-system/deployments/podnet"))
                .isEmpty();
        cluster.kubectl().run("delete", "deployment", "terway-controlplane", "-n", "kube-system");
    }

    @Test
    void whoMayReadNothingIsToldSoAndNothingIsTakenForThereOrAbsent() {
        cluster.kubectl().run("create", "serviceaccount", "weak", "-n", "default");
        String token = cluster.kubectl()
                .run("create", "token", "weak", "-n", "default")
                .strip();
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(
                "install",
                "--check",
                "--kubeconfig",
                cluster.kubeconfig("weak", token).toString()));
        all.addAll(List.of(CONFIG));
        int code = Podnet.commandLine().setOut(new PrintWriter(out, true)).execute(all.toArray(String[]::new));
        assertThat(code).isEqualTo(1);
        assertThat(out.toString())
                .contains("ERROR    mutatingwebhookconfigurations cannot be read: HTTP 403")
                .contains("ERROR    nodes cannot be read: HTTP 403")
                .doesNotContain("would still be called", "no other control plane runs");
    }

    @Test
    void whoMayInstallButNotTouchNodesIsWarnedBeforeHeWantsToRemoveIt() {
        cluster.kubectl().run("create", "serviceaccount", "half", "-n", "default");
        cluster.kubectl()
                .run("create", "clusterrolebinding", "half", "--clusterrole=half", "--serviceaccount=default:half");
        cluster.kubectl().apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: half}
                rules:
                - {apiGroups: ["", apps, rbac.authorization.k8s.io, apiextensions.k8s.io, admissionregistration.k8s.io], resources: ["*"], verbs: [get, list, watch, create, delete]}
                - apiGroups: ["", apps, rbac.authorization.k8s.io, apiextensions.k8s.io, admissionregistration.k8s.io]
                  resources: [serviceaccounts, configmaps, secrets, services, deployments, clusterroles, clusterrolebindings, roles, rolebindings, customresourcedefinitions, mutatingwebhookconfigurations, validatingwebhookconfigurations]
                  verbs: [patch]
                """);
        String token = cluster.kubectl()
                .run("create", "token", "half", "-n", "default")
                .strip();
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(
                "install",
                "--check",
                "--kubeconfig",
                cluster.kubeconfig("half", token).toString()));
        all.addAll(List.of(CONFIG));
        int code = Podnet.commandLine().setOut(new PrintWriter(out, true)).execute(all.toArray(String[]::new));
        assertThat(out.toString())
                .contains("you may install")
                .contains(
                        "you may not patch nodes, patch nodes/status, delete leases in kube-system: podnet install --remove");
        assertThat(code).isZero();
        cluster.kubectl().run("delete", "clusterrolebinding,clusterrole", "half");
    }

    @Test
    void usersMayEditPoliciesAndOnlyLookAtTheRest() {
        assertThat(podnet("--apply", "--force").code()).isZero();
        cluster.kubectl().run("create", "clusterrolebinding", "editor", "--clusterrole=edit", "--user=eve");
        cluster.kubectl().run("create", "clusterrolebinding", "admin", "--clusterrole=admin", "--user=adam");
        Await.until("the roles to be aggregated", Duration.ofSeconds(60), () -> may("eve", "create", "podnetworkings"));
        assertThat(may("eve", "get", "podenis")).isTrue();
        assertThat(may("eve", "update", "podenis")).isFalse();
        assertThat(may("eve", "delete", "podenis")).isFalse();
        assertThat(may("adam", "delete", "podenis")).isTrue();
        assertThat(may("adam", "update", "podenis")).isFalse();
        cluster.kubectl().run("delete", "clusterrolebinding", "editor", "admin");
        assertThat(podnet("--remove").code()).isZero();
    }

    private static boolean may(String user, String verb, String resource) {
        return cluster.kubectl()
                .tryRun(
                        List.of(
                                "auth",
                                "can-i",
                                verb,
                                resource + ".network.alibabacloud.com",
                                "--as=" + user,
                                "-n",
                                "default"),
                        "")
                .out()
                .startsWith("yes");
    }
}
