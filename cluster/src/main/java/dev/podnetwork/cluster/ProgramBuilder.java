package dev.podnetwork.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds programs with Go into a folder that stays. A program that is there is whole: it is moved into place when it is ready. Two processes
 * that want the same take turns. Thread-safe.
 */
final class ProgramBuilder {
    private static final List<String> MODULE_FILES = List.of("go.mod", "go.sum", "etcd/go.mod", "etcd/go.sum");
    private static final int REPORT_SECONDS = 30;

    private final Path folder;
    private final @Nullable Path go;
    private final Consumer<String> progress;

    ProgramBuilder(Path folder, @Nullable Path go, Consumer<String> progress) {
        this.folder = folder;
        this.go = go;
        this.progress = progress;
    }

    Map<Program, Path> build(List<Program> wanted) {
        Map<Program, Path> built = new EnumMap<>(Program.class);
        if (wanted.stream().allMatch(program -> Files.isExecutable(place(program)))) {
            wanted.forEach(program -> built.put(program, place(program)));
            return built;
        }
        if (go == null) {
            throw new ClusterException("no Kubernetes control plane: neither KUBEBUILDER_ASSETS nor the PATH has "
                    + names(wanted) + " of " + Versions.KUBERNETES + ", and there is no Go on the PATH to build it."
                    + " Install Go 1.26 or later, or put the programs on the PATH");
        }
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock turn = file.lock()) {
            progress.accept(
                    "building a control plane into " + folder + " (once; about ten minutes with two processors)");
            unpackModules();
            for (Program program : wanted) {
                if (!Files.isExecutable(place(program))) {
                    build(program, go.toString(), turn);
                }
                built.put(program, place(program));
            }
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String names(List<Program> programs) {
        return programs.stream().map(Program::file).collect(Collectors.joining(", "));
    }

    private Path place(Program program) {
        return folder.resolve(program.file());
    }

    private void build(Program program, String with, FileLock turn) throws IOException {
        Path parts = Files.createDirectories(folder.resolve("part"));
        Path log = folder.resolve("build-" + program.file() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command(program, with, parts))
                .directory(modules(program).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CGO_ENABLED", "0");
        builder.environment().put("GOBIN", parts.toString());
        int code = await(builder.start(), program);
        if (code != 0 || !turn.isValid()) {
            throw new ClusterException("go build of " + program.file() + " " + program.version() + " ended with code "
                    + code + ", see " + log + ":\n" + Files.readString(log, StandardCharsets.UTF_8));
        }
        Files.move(parts.resolve(program.file()), place(program), StandardCopyOption.ATOMIC_MOVE);
    }

    private int await(Process build, Program program) {
        progress.accept("building " + program.file() + " " + program.version());
        try {
            int seconds = 0;
            while (!build.waitFor(REPORT_SECONDS, TimeUnit.SECONDS)) {
                seconds += REPORT_SECONDS;
                progress.accept("still building " + program.file() + " after " + seconds + " s");
            }
            return build.exitValue();
        } catch (InterruptedException e) {
            build.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while building " + program.file());
        }
    }

    private static List<String> command(Program program, String go, Path parts) {
        String flags = "-s -w";
        if (program == Program.KWOK) {
            return List.of(
                    go, "install", "-trimpath", "-ldflags", flags, "sigs.k8s.io/kwok/cmd/kwok@" + program.version());
        }
        List<String> command = new ArrayList<>(List.of(go, "build", "-trimpath", "-buildvcs=false", "-ldflags"));
        if (program == Program.ETCD) {
            command.addAll(List.of(flags, "-o", parts.resolve("etcd").toString(), "go.etcd.io/etcd/server/v3"));
        } else {
            String named = flags + " -X k8s.io/component-base/version.gitVersion=" + program.version();
            command.addAll(List.of(named, "-o", parts.toString(), "k8s.io/kubernetes/cmd/" + program.file()));
        }
        return command;
    }

    private Path modules(Program program) {
        return program == Program.ETCD ? folder.resolve("go/etcd") : folder.resolve("go");
    }

    /** The Go modules come with our classes, so that a build needs no checkout. */
    private void unpackModules() throws IOException {
        for (String name : MODULE_FILES) {
            Path target = folder.resolve("go").resolve(name);
            Files.createDirectories(target.getParent());
            try (InputStream in = ProgramBuilder.class.getResourceAsStream("go/" + name)) {
                if (in == null) {
                    throw new ClusterException(
                            "the class path lacks dev/podnetwork/cluster/go/" + name + ": build the module cluster");
                }
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
