package dev.podnetwork.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The stock command line, as a person would use it. Thread-safe. */
public final class Kubectl {
    private static final int TIMEOUT_SECONDS = 300;

    private final Path executable;
    private final Path kubeconfig;
    private final Path cache;

    Kubectl(Path executable, Path kubeconfig, Path cache) {
        this.executable = executable;
        this.kubeconfig = kubeconfig;
        this.cache = cache;
    }

    /**
     * What a call printed.
     *
     * @param code its exit code
     * @param out standard output
     * @param err standard error
     */
    public record Result(int code, String out, String err) {}

    /** Runs it; answers what it printed to standard output. Throws when it fails. */
    public String run(String... arguments) {
        return good(List.of(arguments), "");
    }

    /** Applies manifests, given as text; answers what it printed. */
    public String apply(String yaml) {
        return good(List.of("apply", "-f", "-"), yaml);
    }

    /** Deletes what manifests name, given as text, without waiting for the end. */
    public String delete(String yaml) {
        return good(List.of("delete", "--ignore-not-found", "--wait=false", "-f", "-"), yaml);
    }

    private String good(List<String> arguments, String input) {
        Result result = tryRun(arguments, input);
        if (result.code() != 0) {
            throw new ClusterException("kubectl " + String.join(" ", arguments) + " ended with code " + result.code()
                    + ": " + result.err() + result.out());
        }
        return result.out();
    }

    /** Runs it with that standard input, whatever happens. */
    public Result tryRun(List<String> arguments, String input) {
        try {
            Path err = Files.createTempFile(cache, "kubectl", ".err");
            Process process = prepared(arguments).redirectError(err.toFile()).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ClusterException("kubectl " + arguments + " did not end within " + TIMEOUT_SECONDS + " s");
            }
            String said = Files.readString(err, StandardCharsets.UTF_8);
            Files.delete(err);
            return new Result(process.exitValue(), out, said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted in kubectl " + arguments, e);
        }
    }

    /** Runs it on the terminal of this process; answers its exit code. */
    int attached(List<String> arguments) {
        try {
            return prepared(arguments).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private ProcessBuilder prepared(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("KUBECACHEDIR", cache.toString());
        builder.environment().put("KUBECTL_KUBERC", "false");
        return builder;
    }
}
