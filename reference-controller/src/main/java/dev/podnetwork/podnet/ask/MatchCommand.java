package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import dev.podnetwork.podnet.planner.SimulationPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet match}: which policy a pod gets, why not the others, and what the webhook would write. */
@Command(
        name = "match",
        description = {
            "Says which PodNetworking a pod gets, why it gets none of the others, and what the webhook would write.",
            "The pods are those of the first argument (pods or workloads); policies, namespaces, eni-config, nodes and records are in -f."
        },
        mixinStandardHelpOptions = true)
public final class MatchCommand implements Callable<Integer> {
    @Parameters(
            arity = "1",
            paramLabel = "POD",
            description = "A file with pods or workloads; - is the standard input.")
    private String pod = "";

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "DIR|FILE|-",
            description = "Everything else; may be repeated.")
    private List<String> others = List.of();

    @Option(names = "--serverless", description = "A cluster of virtual nodes.")
    private boolean serverless;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
    private Answer.Format format = Answer.Format.table;

    @Option(
            names = {"-q", "--quiet"},
            description = "No notices.")
    private boolean quiet;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public MatchCommand() {}

    @Override
    public Integer call() {
        List<Sources.Source> pods = Sources.read(List.of(pod), System.in);
        List<Sources.Source> all = new ArrayList<>(pods);
        List<String> names = pods.stream().map(Sources.Source::name).toList();
        Sources.read(others, System.in).stream()
                .filter(each -> !names.contains(each.name()))
                .forEach(all::add);
        ManifestReader.Read read = ManifestReader.read(all);
        Asked asked = Asked.of(SimulationPlanner.plan(read), serverless ? ClusterKind.SERVERLESS : ClusterKind.NODES);
        if (!quiet && format == Answer.Format.table) {
            asked.plan().notices().forEach(spec.commandLine().getErr()::println);
        }
        List<WorkloadPlan> mine = asked.plan().workloads().stream()
                .filter(each -> names.contains(each.at().source()))
                .toList();
        if (mine.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "no pod or workload stands in " + pod + ": name a file with one");
        }
        MatchAnswer answer = new MatchAnswer(asked, read.manifests());
        mine.forEach(answer::add);
        answer.answer().print(format, spec.commandLine().getOut());
        return 0;
    }
}
