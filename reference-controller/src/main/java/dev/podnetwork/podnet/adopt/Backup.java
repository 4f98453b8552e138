package dev.podnetwork.podnet.adopt;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects in files that {@code kubectl apply -f} reads. A file that is there stays: it holds the state before the first call. */
final class Backup {
    private final Path directory;

    Backup(Path directory) {
        this.directory = directory;
    }

    /** Keeps objects as one list; says whether it did. */
    boolean keep(String name, List<Doc.Fields> objects) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put("items", objects.stream().map(Plain::map).toList());
        return keep(name, list);
    }

    /** Keeps one object; says whether it did. */
    boolean keep(String name, Map<String, ?> object) {
        Path file = file(name);
        try {
            if (Files.exists(file)) {
                return false;
            }
            Files.createDirectories(directory);
            Path half = directory.resolve(name + ".part");
            Files.writeString(half, Json.write(object) + "\n", StandardCharsets.UTF_8);
            Files.move(half, file);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** An object that was kept. */
    Optional<Map<String, @Nullable Object>> read(String name) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Position at = new Position(file.toString(), 1);
            if (Json.parse(Files.readString(file, StandardCharsets.UTF_8), at) instanceof Doc.Fields fields) {
                return Optional.of(Plain.map(fields));
            }
            throw new DocumentException(at, "it holds no object", "restore the file");
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    Path file(String name) {
        return directory.resolve(name + ".json");
    }
}
