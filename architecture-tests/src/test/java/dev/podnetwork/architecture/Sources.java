package dev.podnetwork.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Java files below a directory, by their path relative to it; build output is left out. */
record Sources(Map<Path, String> textByPath) {

    static Sources below(Path root) {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path path = root.relativize(file);
                if (path.toString().endsWith(".java") && !path.toString().contains("target/")) {
                    found.put(path, Files.readString(file, UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sources(found);
    }

    /** The repository: the nearest directory upwards that holds {@code .mvn}. */
    static Sources ofRepository() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no .mvn directory above the working directory: run from the checkout");
            }
        }
        return below(directory);
    }

    Map<Path, String> main() {
        return in("src/main/java");
    }

    Map<Path, String> test() {
        return in("src/test/java");
    }

    private Map<Path, String> in(String folder) {
        Map<Path, String> some = new TreeMap<>(textByPath);
        some.keySet().removeIf(path -> !path.toString().contains(folder));
        return some;
    }

    static List<String> lines(String text) {
        return text.lines().toList();
    }
}
