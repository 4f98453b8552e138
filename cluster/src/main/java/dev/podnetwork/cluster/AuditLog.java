package dev.podnetwork.cluster;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the API server was asked, by whom, and what it answered, since it started. Thread-safe. */
public final class AuditLog {
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /**
     * One request that was answered.
     *
     * @param user who sent it
     * @param verb as RBAC names it
     * @param group API group; empty for the core
     * @param resource plural, with the subresource behind a slash: {@code pods/status}
     * @param namespace empty for cluster-wide ones
     * @param name the object; empty for collections
     * @param code HTTP status
     */
    public record Request(
            String user, String verb, String group, String resource, String namespace, String name, int code) {
        /** Whether it is of a kind that changes something. */
        public boolean isWrite() {
            return WRITES.contains(verb);
        }
    }

    /** Everything so far, oldest first. */
    public List<Request> requests() {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.map(AuditLog::request).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Request> request(String line) {
        if (!line.endsWith("}") || !(Json.parse(line, new Position("audit.log", 1)) instanceof Doc.Fields event)) {
            return Optional.empty();
        }
        Doc.Fields object = event.fields("objectRef");
        String subresource = object.text("subresource").map(each -> "/" + each).orElse("");
        return Optional.of(new Request(
                event.fields("user").text("username").orElse(""),
                event.text("verb").orElse(""),
                object.text("apiGroup").orElse(""),
                object.text("resource").orElse("") + subresource,
                object.text("namespace").orElse(""),
                object.text("name").orElse(""),
                event.fields("responseStatus").whole("code").orElse(0L).intValue()));
    }
}
