package dev.podnetwork.podnet;

import dev.podnetwork.api.release.GoDuration;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.planner.SimulationPlanner;
import dev.podnetwork.podnet.report.JsonReport;
import dev.podnetwork.podnet.report.ObjectReport;
import dev.podnetwork.podnet.report.TableReport;
import dev.podnetwork.podnet.run.Outcome;
import dev.podnetwork.podnet.run.SimulationRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet simulate}: manifests in, what would happen out. */
@Command(
        name = "simulate",
        description = {
            "Runs the pods of Kubernetes manifests against a fake cloud in virtual time and shows what happens.",
            "Read are Namespace, Node, Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet, PodNetworking, PodENI, the ConfigMap "
                    + "eni-config, and the kinds Cloud and Scenario of podnetwork.dev/v1alpha1; docs/simulate.md describes these."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Podnet.Version.class)
final class SimulateCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(366);

    /** What to print. */
    enum Format {
        /** Timeline, objects and summary, for people. */
        table,
        /** The PodENI objects, as kubectl takes them. */
        yaml,
        /** Everything, for programs. */
        json
    }

    @Parameters(arity = "1..*", paramLabel = "DIR|FILE|-", description = "Manifests; - is the standard input.")
    private List<String> inputs = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
    private Format format = Format.table;

    @Option(names = "--seed", description = "Decides what chance decides; default: the scenario's, else 1.")
    private @Nullable Long seed;

    @Option(names = "--until", paramLabel = "DURATION", description = "How much virtual time passes, such as 2h30m.")
    private @Nullable String until;

    @Option(
            names = {"-q", "--quiet"},
            description = "No timeline, no progress, no notices.")
    private boolean quiet;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Duration end = until == null ? null : end(until);
        PrintWriter err = spec.commandLine().getErr();
        ProgressLine progress = new ProgressLine(err, quiet, PodNetworkAllocators.systemEnv(1)::ticks);
        Simulation plan = SimulationPlanner.plan(ManifestReader.read(Sources.read(inputs, System.in)));
        if (!quiet && format != Format.json) {
            plan.notices().forEach(err::println);
        }
        SimulationRun run =
                new SimulationRun(plan, seed == null ? plan.scenario().seed() : seed);
        Outcome outcome = run.run(end, progress::show);
        progress.clear();
        print(outcome);
        return 0;
    }

    private void print(Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case table -> TableReport.print(outcome, quiet, out);
            case yaml -> ObjectReport.print(outcome.records(), out);
            case json -> JsonReport.print(outcome, out);
        }
        out.flush();
    }

    private Duration end(String text) {
        return GoDuration.parse(text)
                .filter(each -> !each.isNegative() && each.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--until is '" + text + "': write a duration such as 90s, 10m or 2h30m, at most a year"));
    }
}
