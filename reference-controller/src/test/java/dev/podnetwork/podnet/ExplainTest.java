package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all pods shows in the explanation of each, and own kinds that a command does not use are skipped. */
class ExplainTest {
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: web}
            spec:
              selector: {podSelector: {matchLabels: {app: web}}}
              vSwitchOptions: [vsw-a]
              securityGroupIDs: [sg-1]
            ---
            """;
    private static final String PODS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: %d
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c}]}
            ---
            """;
    private static final String SCENARIO = """
            apiVersion: podnetwork.dev/v1alpha1
            kind: Scenario
            spec:
              steps:
              - {at: 0s, do: degradation l0}
            """;

    @TempDir
    Path directory;

    private String pod(Path input, String at) {
        return Cli.simulate(input, "--until", at).summaryList("waiting").stream()
                .map(each -> each.text("pod").orElseThrow())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void theDegradationSwitchIsNamed() {
        Path input = Cli.write(directory, "in.yaml", POLICY + PODS.formatted(2) + SCENARIO);
        Cli run = Cli.podnet("explain", pod(input, "1m"), "-f", input.toString(), "--at", "1m");

        assertThat(run.out()).contains("degradation l0 is on").contains("cloud call(s) are held back");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theRateLimitIsNamedWithTheTimeAtWhichTheCallLeaves() {
        String nodes =
                "apiVersion: podnetwork.dev/v1alpha1\nkind: Cloud\nspec:\n  limits: {CreateNetworkInterface: 10}\n---\n";
        Path input = Cli.write(directory, "in.yaml", POLICY + nodes + PODS.formatted(8));
        String pod = pod(input, "10s");
        Cli run = Cli.podnet("explain", pod, "-f", input.toString(), "--at", "10s");
        Cli tree = Cli.podnet("explain", pod, "-f", input.toString(), "--at", "10s", "-o", "json");

        assertThat(run.out())
                .contains("held up by: the rate limit of CreateNetworkInterface")
                .containsPattern("earliest change: in \\d");
        assertThat(tree.json().text("blockedBy")).contains("LIMITER");
        assertThat(tree.json().fields("resource").text("kind")).contains("RATE_LIMIT");
    }

    @Test
    void aPreflightDocumentIsSkippedWhereItIsNotUsed() throws Exception {
        Path input = Cli.write(directory, "in.yaml", POLICY + PODS.formatted(1));
        Files.writeString(
                directory.resolve("facts.yaml"),
                "apiVersion: podnetwork.dev/v1alpha1\nkind: Preflight\nspec: {cluster: {type: managed}}\n");
        Cli simulated = Cli.podnet("simulate", directory.toString());
        Cli matched = Cli.podnet("match", input.toString(), "-f", directory.toString());

        assertThat(simulated.exitCode()).as(simulated.err()).isZero();
        assertThat(simulated.out() + simulated.err()).contains("skipped Preflight: only podnet preflight reads it");
        assertThat(matched.exitCode()).as(matched.err()).isZero();
    }
}
