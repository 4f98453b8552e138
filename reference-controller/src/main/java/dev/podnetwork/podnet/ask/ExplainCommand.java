package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.release.GoDuration;
import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.core.explain.PodExplanation;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.input.Sources;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.planner.SimulationPlanner;
import dev.podnetwork.podnet.run.Outcome;
import dev.podnetwork.podnet.run.SimulationRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet explain}: what a pod has or waits for, at one moment of a simulation. */
@Command(
        name = "explain",
        description = {
            "Simulates manifests, as podnet simulate does, and says at one moment what a pod has, or what it waits for and why: "
                    + "what holds it up, who is ahead of it, when anything can change, and why each other policy is not used."
        },
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(366);

    @Parameters(index = "0", paramLabel = "POD", description = "namespace/name, or a name in namespace default.")
    private String pod = "";

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "DIR|FILE|-",
            description = "Manifests; may be repeated; - is the standard input.")
    private List<String> inputs = List.of();

    @Option(names = "--at", paramLabel = "DURATION", description = "When, such as 90s or 10m; default: at the end.")
    private @Nullable String at;

    @Option(names = "--seed", description = "Decides what chance decides; default: the scenario's, else 1.")
    private @Nullable Long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
    private Answer.Format format = Answer.Format.table;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public ExplainCommand() {}

    @Override
    public Integer call() {
        Simulation plan = SimulationPlanner.plan(ManifestReader.read(Sources.read(inputs, System.in)));
        Duration moment = at == null ? null : moment(at);
        Outcome outcome =
                new SimulationRun(plan, seed == null ? plan.scenario().seed() : seed).run(moment, progress -> {});
        PodRef ref = ref();
        OutcomeExplainer explainer = new OutcomeExplainer(Asked.of(plan, ClusterKind.NODES), outcome);
        PodExplanation answer = explainer.explain(ref).orElse(null);
        if (answer == null) {
            spec.commandLine().getErr().println(missing(ref, outcome));
            return 1;
        }
        new Answer(List.of(answer.toText()), answer.toTree())
                .print(format, spec.commandLine().getOut());
        return 0;
    }

    private static String missing(PodRef ref, Outcome outcome) {
        List<String> some = OutcomeExplainer.pods(outcome).stream().limit(10).toList();
        String when = GoDuration.format(Duration.ofMillis(outcome.lasted().toMillis()));
        return "there is no pod " + ref + " at " + when + "; name one of the pods so far, such as " + some;
    }

    private PodRef ref() {
        int slash = pod.indexOf('/');
        return slash < 0 ? PodRef.of("default", pod) : PodRef.of(pod.substring(0, slash), pod.substring(slash + 1));
    }

    private Duration moment(String text) {
        return GoDuration.parse(text)
                .filter(each -> !each.isNegative() && each.compareTo(LONGEST) <= 0)
                .orElseThrow(() ->
                        wrong("--at is '" + text + "': write a duration such as 90s, 10m or 2h30m, at most a year"));
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
