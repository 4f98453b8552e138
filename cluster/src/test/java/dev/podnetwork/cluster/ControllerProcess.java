package dev.podnetwork.cluster;

import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.podnet.Podnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code podnet controller} as a process of its own, on a fake cloud over HTTP: it can be killed for real. */
final class ControllerProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private ControllerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param name of its files
     * @param config the lines of its configuration beside the cluster's id, its VPC and region
     */
    static ControllerProcess start(LocalControlPlane cluster, FakeOpenApiServer cloud, String name, String config) {
        return launch(cluster, cloud, name, "disableWebhook: true\n" + config);
    }

    /** Starts one that answers webhooks on a port of the loopback address. */
    static ControllerProcess startWithWebhooks(
            LocalControlPlane cluster, FakeOpenApiServer cloud, String name, int port) {
        return launch(cluster, cloud, name, "webhookPort: " + port + "\n");
    }

    private static ControllerProcess launch(
            LocalControlPlane cluster, FakeOpenApiServer cloud, String name, String config) {
        Path file = cluster.state()
                .write(
                        name + ".yaml",
                        "clusterID: c-1\nvpcID: vpc-1\nregionID: cn-hangzhou\nhealthzBindAddress: 127.0.0.1:0\n"
                                + "controllers: [pod, pod-networking, node]\n" + config);
        Path log = cluster.state().path().resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                // As in the image.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Podnet.class.getName(),
                "controller",
                "--config",
                file.toString(),
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--webhook-name",
                "podnet",
                "--webhook-host",
                "127.0.0.1"));
        builder.environment().putAll(PodnetProcess.environment(cloud));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new ControllerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it answers at a path of its health address. */
    String page(String path) {
        String text = log();
        int at = text.lastIndexOf("listens on /");
        String address = text.substring(at + 12, text.indexOf('"', at));
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + address + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ControllerProcess awaitLeading() {
        Await.until("a leader in " + log, Duration.ofSeconds(60), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the controller ended: " + log());
            }
            return log().contains("listens on") && page("/readyz").contains("leads: true");
        });
        return this;
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM. */
    void stop() {
        askToEnd();
        await();
    }

    /** SIGTERM, without waiting. */
    void askToEnd() {
        process.destroy();
    }

    void await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the controller does not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
