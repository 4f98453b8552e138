package dev.podnetwork.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the programs of the control plane: in the folder that {@code KUBEBUILDER_ASSETS} names, else on the {@code PATH}, else in the user's
 * cache, where Go builds them once. A program of another minor version than ours is passed over and named: the parts of one control plane
 * must fit each other. Thread-safe.
 */
public final class ProgramFinder {
    private static final Pattern VERSION = Pattern.compile("\\bv?(\\d+\\.\\d+)\\.\\d+");

    private final Map<String, String> environment;
    private final ProgramBuilder builder;
    private final Consumer<String> progress;

    /**
     * One that looks where the environment says.
     *
     * @param environment the variables of this process
     * @param progress told what is passed over and what is built, one line at a time
     */
    public ProgramFinder(Map<String, String> environment, Consumer<String> progress) {
        this.environment = Map.copyOf(environment);
        this.builder = new ProgramBuilder(cache(environment), goProgram(environment), progress);
        this.progress = progress;
    }

    /**
     * Where the programs are; builds those that are nowhere.
     *
     * @throws ClusterException when one is nowhere and cannot be built
     */
    public Map<Program, Path> find(List<Program> wanted) {
        Map<Program, Path> found = new EnumMap<>(Program.class);
        List<Program> missing = new ArrayList<>();
        for (Program program : wanted) {
            Optional<Path> place = places().stream()
                    .map(folder -> folder.resolve(program.file()))
                    .filter(file -> fits(program, file))
                    .findFirst();
            place.ifPresentOrElse(file -> found.put(program, file), () -> missing.add(program));
        }
        found.putAll(builder.build(missing));
        return found;
    }

    /** Where one program is; see {@link #find(List)}. */
    public Path find(Program program) {
        return Optional.ofNullable(find(List.of(program)).get(program)).orElseThrow();
    }

    /** The folders to look into, best first; the cache is the builder's business. */
    private List<Path> places() {
        List<Path> places = new ArrayList<>();
        String assets = environment.getOrDefault("KUBEBUILDER_ASSETS", "");
        if (!assets.isEmpty()) {
            places.add(Path.of(assets));
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                places.add(Path.of(folder));
            }
        }
        // On many systems /bin is another name of /usr/bin.
        return places.stream()
                .filter(Files::isDirectory)
                .map(ProgramFinder::real)
                .distinct()
                .toList();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException unreadable) {
            return folder;
        }
    }

    private boolean fits(Program program, Path file) {
        if (!Files.isExecutable(file)) {
            return false;
        }
        String answer = versionText(program, file);
        Matcher version = VERSION.matcher(answer);
        String found = version.find() ? version.group(1) : "unknown";
        if (found.equals(program.line())) {
            return true;
        }
        progress.accept(file + " is of version " + found + ": passed over, " + program.line() + " is needed");
        return false;
    }

    private static String versionText(Program program, Path file) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(program.askVersion());
        try {
            Process asked =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notRunnable) {
            return notRunnable.toString();
        }
    }

    /** The first {@code go} on the path, else that of {@code GOROOT}; null for none. */
    private static @Nullable Path goProgram(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        String root = environment.getOrDefault("GOROOT", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of(root.isEmpty() ? "" : root + "/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static Path cache(Map<String, String> environment) {
        String home = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        String name = "kube-" + Versions.KUBERNETES + "-etcd-" + Versions.ETCD + "-kwok-" + Versions.KWOK;
        try {
            return Files.createDirectories(caches.resolve("pod-network").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
