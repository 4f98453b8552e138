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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private List<String> scenarios = List.of();

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
            description = "Nodes of S3, at most " + NodeScenario.MOST_NODES
                    + ", and crash points of S5; default: 500 nodes, 400 points.")
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
    public Integer call() {
        Set<NodeScenario> which = which();
        check(which);
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
            draw(plot, reports);
        }
        return reports.stream().allMatch(NodeReport::isSound) ? 0 : 1;
    }

    private void draw(Path file, List<NodeReport> reports) {
        try {
            Files.writeString(file, NodeScenarios.plot(reports), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw wrong("--plot is " + file + ", which cannot be written (" + e + "): name another file");
        }
    }

    private Set<NodeScenario> which() {
        Set<NodeScenario> which = new LinkedHashSet<>();
        for (String name : scenarios) {
            which.add(Arrays.stream(NodeScenario.values())
                    .filter(each -> each.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> wrong("there is no scenario " + name + ": write S1 to S7, or none for all")));
        }
        return which.isEmpty() ? EnumSet.allOf(NodeScenario.class) : which;
    }

    /** What cannot work is said before anything is played. */
    private void check(Set<NodeScenario> which) {
        if (size < 0) {
            throw wrong("--size is " + size + ": write a number from 1, or 0 for the usual one");
        }
        if (size > 0 && which.stream().noneMatch(NodeScenario::hasSize)) {
            throw wrong("--size is " + size + ", and only S3 and S5 have one: leave it out for " + which);
        }
        if (size > NodeScenario.MOST_NODES && which.contains(NodeScenario.S3)) {
            throw wrong("--size is " + size + ", and S3 plays at most " + NodeScenario.MOST_NODES
                    + " nodes: write less, or play S5 alone");
        }
        Path folder = plot == null ? null : plot.toAbsolutePath().getParent();
        if (plot != null && (Files.isDirectory(plot) || folder == null || !Files.isDirectory(folder))) {
            throw wrong("--plot is " + plot + ": name a file in a folder that there is");
        }
        if (plot != null && folder != null && !Files.isWritable(Files.exists(plot) ? plot : folder)) {
            throw wrong("--plot is " + plot + ", which you may not write: name another file");
        }
    }

    private CommandLine.ParameterException wrong(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
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
