package dev.podnetwork.cluster;

import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.podnet.Podnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command {@code podnet} as a process of its own, with the cloud's endpoints and keys in its environment. Stateless. */
final class PodnetProcess {
    private PodnetProcess() {}

    /** What it printed, both streams, and its exit code. */
    record Run(int code, String out) {}

    /** Where the cloud is and who we are there, as the official clients read it. */
    static Map<String, String> environment(FakeOpenApiServer cloud) {
        return Map.of(
                "ALIBABA_CLOUD_ACCESS_KEY_ID", "fake-key",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake-secret",
                "ECS_ENDPOINT", cloud.endpoint(),
                "VPC_ENDPOINT", cloud.endpoint(),
                "ALICLOUD_CLIENT_SCHEME", "HTTP");
    }

    static Run run(LocalControlPlane cluster, FakeOpenApiServer cloud, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Podnet.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--kubeconfig=" + cluster.kubeconfig());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment(cloud));
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
