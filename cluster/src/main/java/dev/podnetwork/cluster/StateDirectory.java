package dev.podnetwork.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one control plane keeps its data and logs, and the list of its processes: a process that outlives its test is ended by the next start.
 * Thread-safe.
 */
public final class StateDirectory {
    private static final String PIDS = "pids";
    private static final String OWNER = "owner";

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /** A new one that belongs to this process; first ends what dead owners left behind. */
    public static StateDirectory temporary() {
        try {
            Path home = Path.of(System.getProperty("java.io.tmpdir"), "pod-network-" + System.getProperty("user.name"));
            Files.createDirectories(home);
            try (Stream<Path> all = Files.list(home)) {
                all.map(StateDirectory::new).filter(StateDirectory::isAbandoned).forEach(StateDirectory::delete);
            }
            StateDirectory made = new StateDirectory(Files.createTempDirectory(home, "cluster"));
            made.write(OWNER, line(ProcessHandle.current()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that stays until somebody deletes it; made when it is not there. */
    public static StateDirectory lasting(Path path) {
        try {
            return new StateDirectory(Files.createDirectories(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** Writes a small file; answers where. */
    public Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes a process as one of ours. */
    synchronized void remember(ProcessHandle process) {
        try {
            Files.writeString(
                    path.resolve(PIDS),
                    line(process),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our processes that still run. */
    public List<ProcessHandle> running() {
        return lines(PIDS).stream()
                .map(StateDirectory::process)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Ends what still runs and deletes everything. */
    public void delete() {
        running().forEach(ProcessHandle::destroyForcibly);
        running().forEach(process -> process.onExit().join());
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException halfGone) {
            // Another process swept the same leftovers; what it missed is swept by the next start.
            return;
        }
    }

    private boolean isAbandoned() {
        List<String> owner = lines(OWNER);
        return !owner.isEmpty() && process(owner.get(0)).isEmpty();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(path.resolve(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number alone is not enough: it is given to another process one day. */
    private static String line(ProcessHandle process) {
        return process.pid() + " " + born(process) + "\n";
    }

    private static long born(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static Optional<ProcessHandle> process(String line) {
        String[] parts = line.split(" ");
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(process -> process.isAlive() && Math.abs(born(process) - Long.parseLong(parts[1])) < 1000);
    }
}
