package dev.podnetwork.podnet.ask;

import dev.podnetwork.k8s.tree.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What a command says: once for people, once for programs.
 *
 * @param lines for people
 * @param tree maps, lists, texts, numbers and switches
 */
public record Answer(List<String> lines, Map<String, Object> tree) {
    /** How to print it. */
    public enum Format {
        /** For people. */
        table,
        /** For programs. */
        yaml,
        /** For programs. */
        json
    }

    /** Prints it. */
    public void print(Format format, PrintWriter out) {
        switch (format) {
            case table -> lines.forEach(out::println);
            case json -> out.println(Json.write(tree));
            case yaml -> {
                StringWriter text = new StringWriter();
                new Yaml(options()).dump(tree, text);
                out.print(text);
            }
        }
        out.flush();
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return options;
    }
}
