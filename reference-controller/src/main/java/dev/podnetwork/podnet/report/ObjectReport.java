package dev.podnetwork.podnet.report;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.k8s.model.PodEniCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The PodENI objects as a stream of YAML documents. */
public final class ObjectReport {
    private ObjectReport() {}

    /** The object that a record is in the cluster. */
    static Map<String, @Nullable Object> object(Allocation record) {
        return PodEniCodec.encode(AllocationHalves.head(record), AllocationHalves.status(record));
    }

    /** Prints one document for each record; nothing when there is none. */
    public static void print(List<Allocation> records, PrintWriter out) {
        Yaml yaml = new Yaml(options());
        for (Allocation record : records) {
            StringWriter text = new StringWriter();
            yaml.dump(object(record), text);
            out.println("---");
            out.print(text);
        }
    }

    private static DumperOptions options() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(200);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return options;
    }
}
