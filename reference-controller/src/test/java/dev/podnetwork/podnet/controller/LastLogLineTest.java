package dev.podnetwork.podnet.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.podnet.Podnet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the controller says while it ends is written. */
class LastLogLineTest {
    @TempDir
    private Path folder;

    /** An API server that takes connections and says nothing, so that the process has calls under way when it ends. */
    @Test
    void aControllerThatIsAskedToEndSaysThatItEnded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path kubeconfig = folder.resolve("kubeconfig");
            Files.writeString(kubeconfig, """
                    apiVersion: v1
                    kind: Config
                    current-context: c
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: u, user: {token: t}}]
                    """.formatted(silent.getLocalPort()));
            Path config = folder.resolve("ctrl-config.yaml");
            Files.writeString(
                    config, "clusterID: c-1\nvpcID: vpc-1\ndisableWebhook: true\nhealthzBindAddress: 127.0.0.1:0\n");
            Path cloud = folder.resolve("cloud.yaml");
            Files.writeString(cloud, """
                    apiVersion: podnetwork.dev/v1alpha1
                    kind: Cloud
                    spec: {vSwitches: [{id: vsw-1, zone: zone-a, cidr: 10.0.0.0/24}]}
                    """);
            assertThat(linesOf("--config=" + config, "--kubeconfig=" + kubeconfig, "--cloud=" + cloud))
                    .anyMatch(line -> line.contains("asked to end"))
                    .anyMatch(line -> line.contains("ended in order"));
        }
    }

    private static List<String> linesOf(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Podnet.class.getName(),
                "controller",
                "--backend=fake"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.contains("started as")) {
                    // Not through the process itself: that would close what it still has to say.
                    process.toHandle().destroy();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        return lines;
    }
}
