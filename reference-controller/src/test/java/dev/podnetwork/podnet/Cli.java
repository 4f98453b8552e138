package dev.podnetwork.podnet;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** What one call of the command did. */
record Cli(int exitCode, String out, String err) {

    static Cli podnet(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Podnet.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Cli(code, out.toString(), err.toString());
    }

    /** Simulates a directory or file and answers everything, for programs. */
    static Cli simulate(Path input, String... more) {
        List<String> all = new ArrayList<>(List.of("simulate", input.toString(), "-o", "json"));
        all.addAll(List.of(more));
        return podnet(all.toArray(String[]::new));
    }

    static Path example(String name) {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("examples")) ? here : here.getParent();
        return root.resolve("examples").resolve(name);
    }

    static Path write(Path directory, String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Doc.Fields json() {
        return (Doc.Fields) Json.parse(out, new Position("out", 1));
    }

    Doc.Fields summary() {
        return json().fields("summary");
    }

    int bound() {
        return Math.toIntExact(summary().fields("pods").whole("bound").orElseThrow());
    }

    List<Doc.Fields> list(String field) {
        return json().items(field).stream().map(Doc.Fields.class::cast).toList();
    }

    List<Doc.Fields> summaryList(String field) {
        return summary().items(field).stream().map(Doc.Fields.class::cast).toList();
    }

    /** What the timeline says of one pod and phase: the reasons, in order. */
    List<String> reasons(String pod, String phase) {
        return list("timeline").stream()
                .filter(each -> each.text("pod").equals(Optional.of(pod)))
                .filter(each -> each.text("phase").equals(Optional.of(phase)))
                .map(each -> each.text("reason").orElseThrow())
                .toList();
    }

    /** The addresses with which a pod was bound, in order. */
    List<String> addresses(String pod) {
        return reasons(pod, "BOUND").stream()
                .map(reason -> reason.split(" ")[0])
                .toList();
    }

    /** The nodes on which a pod was bound, in order. */
    List<String> nodes(String pod) {
        return reasons(pod, "BOUND").stream()
                .map(reason -> reason.replaceAll(".* on (\\S+) as .*", "$1"))
                .toList();
    }
}
