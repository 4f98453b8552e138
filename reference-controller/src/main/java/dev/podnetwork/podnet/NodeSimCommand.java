package dev.podnetwork.podnet;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.podnet.nodesim.NodeReport;
import dev.podnetwork.podnet.nodesim.NodeScenario;
import dev.podnetwork.podnet.nodesim.NodeScenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet node-sim}: the address pool of a node in the situations that hurt. */
@Command(
        name = "node-sim",
        description = {
            "Plays scenarios of a node's address pool against a fake cloud in virtual time: latencies, cloud calls, "
                    + "addresses held beyond need, what is given back.",
            "S1 burst, S2 churn, S3 cold cluster, S4 vSwitch without enough addresses, S5 crash at every step, "
                    + "S6 stale reads, S7 prefixes."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Podnet.Version.class)
final class NodeSimCommand implements Callable<Integer> {
    /** What to print. */
    enum Format {
        /** For people. */
        table,
        /** For programs. */
        json,
        /** For programs, too. */
        yaml
    }

    @Parameters(arity = "0..*", paramLabel = "SCENARIO", description = "S1 to S7; default: all.")
    private List<NodeScenario> scenarios = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or yaml; default: ${DEFAULT-VALUE}.")
    private Format format = Format.table;

    @Option(names = "--seed", description = "Decides what chance decides; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Nodes of S3, crash points of S5; default: 500 nodes, 400 points.")
    private int size;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress.")
    private boolean quiet;

    @Option(names = "--plot", paramLabel = "FILE.svg", description = "Draws the latencies of all scenarios played.")
    private @Nullable Path plot;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<NodeScenario> which = scenarios.isEmpty() ? List.of(NodeScenario.values()) : scenarios;
        ProgressLine line =
                new ProgressLine(spec.commandLine().getErr(), quiet, PodNetworkAllocators.systemEnv(1)::ticks);
        List<NodeReport> reports = new ArrayList<>();
        for (NodeScenario each : which) {
            line.show(() -> "plays " + each);
            reports.add(NodeScenarios.play(
                    each,
                    seed,
                    size,
                    (what, done, of) -> line.show(() -> each + ": " + done + " of " + of + " " + what)));
        }
        line.clear();
        print(reports);
        if (plot != null) {
            Files.writeString(plot, NodeScenarios.plot(reports), StandardCharsets.UTF_8);
        }
        return reports.stream().allMatch(NodeReport::isSound) ? 0 : 1;
    }

    private void print(List<NodeReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        List<Object> trees = new ArrayList<>();
        reports.forEach(each -> trees.add(each.toTree()));
        switch (format) {
            case table -> NodeScenarios.print(reports, out);
            case json -> out.println(Json.write(trees));
            case yaml -> {
                DumperOptions options = new DumperOptions();
                options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
                StringWriter text = new StringWriter();
                new Yaml(options).dump(trees, text);
                out.print(text);
            }
        }
        out.flush();
    }
}
