package dev.podnetwork.k8s.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.k8s.tree.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart renders to what an API server can take. */
class ChartTest {
    private static final Path FOLDER = Path.of("../charts/pod-network");

    @Test
    void everyTemplateAndDefinitionOfTheChartIsInstalled() throws IOException {
        assertThat(files("templates"))
                .containsExactlyInAnyOrderElementsOf(
                        Chart.TEMPLATES.stream().map(each -> each + ".yaml").toList());
        assertThat(files("crds"))
                .containsExactlyInAnyOrderElementsOf(Chart.DEFINITIONS.stream()
                        .map(each -> each + ".crd.yaml")
                        .toList());
    }

    private static List<String> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(FOLDER.resolve(folder))) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void definitionsComeFirstAndWebhooksLast() {
        List<Manifest> manifests = Chart.in("kube-system").manifests();
        assertThat(manifests).hasSizeGreaterThan(15);
        assertThat(manifests.get(0).kind()).isEqualTo(Manifest.Kind.CUSTOM_RESOURCE_DEFINITION);
        assertThat(manifests.get(manifests.size() - 1).kind()).isEqualTo(Manifest.Kind.VALIDATING_WEBHOOK);
        assertThat(manifests.stream().map(Manifest::path)).doesNotHaveDuplicates();
    }

    @Test
    void valuesThatNobodyReadsOrThatCannotBeAreNamedAllAtOnce() {
        for (String bad : List.of(
                "replicas=two",
                "replicas=1.5",
                "replicas=-1",
                "nosuch.key=1",
                "webhook.podFailurPolicy=Fail",
                "webhook.podFailurePolicy=Maybe",
                "webhook.enabled=perhaps",
                "webhook.url=http://plain",
                "webhook=null",
                "image.tag=",
                "image.repository=",
                "image.pullPolicy=Sometimes",
                "name=Bad_Name",
                "name=",
                "configNamespace=",
                "config=5",
                "args=--backend",
                "nodes=3",
                "tolerations={}")) {
            String path = bad.substring(0, bad.indexOf('='));
            assertThatThrownBy(() -> Chart.in("kube-system").set(bad).yaml())
                    .as(bad)
                    .isInstanceOf(InstallException.class)
                    .hasMessageContaining("value " + (path.startsWith("nosuch") ? "nosuch" : path));
        }
        assertThatThrownBy(() -> Chart.in("kube-system")
                        .set("replicas=two")
                        .set("nodes=3")
                        .yaml())
                .hasMessageContaining("replicas")
                .hasMessageContaining("nodes");
        for (String good : List.of(
                "config.podMaxConcurrent=5",
                "resources=null",
                "resources.limits.cpu=2",
                "nodeSelector={a: b}",
                "tolerations=[{operator: Exists}]",
                "args=[--backend, fake]",
                "image.tag=1.0",
                "webhook.enabled=false",
                "credentialsSecret=keys")) {
            assertThat(Chart.in("kube-system").set(good).manifests()).as(good).isNotEmpty();
        }
    }

    @Test
    void everyObjectOfOursCarriesOurLabelAndOurNamespace() {
        for (Manifest each : Chart.in("network-system").manifests()) {
            if (each.kind() != Manifest.Kind.CUSTOM_RESOURCE_DEFINITION) {
                assertThat(each.at(List.of("metadata", "labels", "app.kubernetes.io/instance")))
                        .as(each.title())
                        .isEqualTo("podnet");
                assertThat(each.namespace()).as(each.title()).isIn("", "network-system", "kube-system");
            }
        }
        assertThat(Chart.in("network-system").yaml()).contains("podnet-eni-config\n  namespace: kube-system");
    }

    @Test
    void valuesReachTheControllersFile() {
        Chart chart = Chart.in("kube-system")
                .with("config: {clusterID: c-1, customStatefulWorkloadKinds: [Clone]}\nreplicas: 3")
                .set("config.vpcID=vpc-9")
                .set("credentialsSecret=ram");
        Map<String, String> data =
                Map.of("ctrl-config.yaml", text(chart, Manifest.Kind.CONFIG_MAP, "data", "ctrl-config.yaml"));
        assertThat(Yaml.object(data.get("ctrl-config.yaml")))
                .containsEntry("clusterID", "c-1")
                .containsEntry("vpcID", "vpc-9")
                .containsEntry("regionID", "")
                .containsEntry("controllerName", "terway-controlplane")
                .containsEntry("customStatefulWorkloadKinds", List.of("Clone"));
        String deployment = Json.write(of(chart, Manifest.Kind.DEPLOYMENT).object());
        assertThat(deployment)
                .contains("\"replicas\":3")
                .contains("[\"controller\",\"--backend\",\"aliyun\",\"--config\",\"/etc/config/ctrl-config.yaml\"")
                .contains("\"secretName\":\"ram\"");
    }

    @Test
    void withoutWebhooksNothingOfThemIsLeft() {
        Chart chart = Chart.in("kube-system").set("webhook.enabled=false");
        assertThat(chart.manifests().stream().map(Manifest::kind))
                .doesNotContain(
                        Manifest.Kind.MUTATING_WEBHOOK,
                        Manifest.Kind.VALIDATING_WEBHOOK,
                        Manifest.Kind.SECRET,
                        Manifest.Kind.SERVICE);
        assertThat(chart.yaml()).contains("disableWebhook: true").doesNotContain("admissionregistration.k8s.io");
    }

    @Test
    void noRoleAsksForEverything() {
        for (Manifest each : Chart.in("kube-system").manifests()) {
            boolean role = each.kind() == Manifest.Kind.CLUSTER_ROLE || each.kind() == Manifest.Kind.ROLE;
            if (role) {
                assertThat(Json.write(each.object())).as(each.title()).doesNotContain("\"*\"");
            }
        }
    }

    @Test
    void aWrongValueIsNamed() {
        assertThatThrownBy(() -> Chart.in("kube-system").set("nothing")).hasMessageContaining("path.to.value=VALUE");
        assertThatThrownBy(() -> Template.render("t", "{{ .Values.none }}", Map.of("Values", Map.of())))
                .hasMessageContaining(".Values.none")
                .hasMessageContaining("values.yaml");
        assertThatThrownBy(() -> Template.render("t", "{{ range .Values }}", Map.of("Values", Map.of())))
                .hasMessageContaining("no such function");
    }

    @Test
    void theTemplatesKeepToWhatBothRenderersKnow() throws IOException {
        Pattern action = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
        Pattern known = Pattern.compile(
                "\\{\\{-? (if|if not|toYaml)? ?\\.(Values|Release)\\.[A-Za-z.]+( \\| nindent \\d+)? -?}}|\\{\\{-? (end|else) -?}}");
        for (String each : Chart.TEMPLATES) {
            String text = read(FOLDER.resolve("templates/" + each + ".yaml"));
            assertThat(action.matcher(text).results().map(found -> found.group()))
                    .allMatch(found ->
                            known.matcher(found.replace("{{ .", "{{  .")).matches()
                                    || known.matcher(found).matches());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest of(Chart chart, Manifest.Kind kind) {
        return chart.manifests().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static String text(Chart chart, Manifest.Kind kind, String... path) {
        return String.valueOf(of(chart, kind).at(List.of(path)));
    }
}
