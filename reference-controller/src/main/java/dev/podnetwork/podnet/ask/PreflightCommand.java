package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.core.capacity.JoinThresholds;
import dev.podnetwork.core.preflight.Fact;
import dev.podnetwork.core.preflight.Facts;
import dev.podnetwork.core.preflight.Preflight;
import dev.podnetwork.core.preflight.PreflightFacts;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.input.ManifestReader;
import dev.podnetwork.podnet.input.Sources;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet preflight}: whether a cluster and its nodes will work, before they are made. */
@Command(
        name = "preflight",
        description = {
            "Asks every compatibility rule about what manifests tell: eni-config, Nodes, PodNetworkings, Services, NetworkPolicies, "
                    + "pods, a Cloud document. What they cannot tell is stated with --set, or in a document of kind Preflight.",
            "Exit code 1 when a rule refuses."
        },
        mixinStandardHelpOptions = true)
public final class PreflightCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "DIR|FILE|-", description = "Manifests; - is the standard input.")
    private List<String> inputs = List.of();

    @Option(names = "--set", paramLabel = "FACT=VALUE", description = "States a fact; may be repeated.")
    private Map<String, String> stated = Map.of();

    @Option(
            names = {"-a", "--all"},
            description = "Show rules that pass and rules that are open, too.")
    private boolean all;

    @Option(names = "--facts", description = "List the facts and end.")
    private boolean listFacts;

    @Option(
            names = "--seven-enis-join",
            description = "Take the document that lets exclusive nodes with 7 ENIs (6 pods) join.")
    private boolean sevenEnisJoin;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
    private Answer.Format format = Answer.Format.table;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public PreflightCommand() {}

    @Override
    public Integer call() {
        if (listFacts) {
            PrintWriter out = spec.commandLine().getOut();
            Facts.all().forEach(f -> out.println(f.name() + ": " + f.about() + " (" + f.allowed() + ")"));
            return 0;
        }
        if (inputs.isEmpty() && stated.isEmpty()) {
            throw wrong("nothing is given: name manifests, or state facts with --set");
        }
        List<Sources.Source> sources = Sources.read(inputs, System.in);
        List<Manifest> manifests = ManifestReader.read(sources).manifests();
        Map<String, InstanceTypeLimits> types = InstanceTypeReader.read(sources);
        PreflightFacts said = stated();
        PreflightFacts cluster = FactReader.read(manifests);
        PreflightAnswer answer =
                new PreflightAnswer(Preflight.of(sevenEnisJoin ? JoinThresholds.BY_ENIS : JoinThresholds.STRICT), all);
        List<Manifest> nodes =
                manifests.stream().filter(m -> m.kind().equals("Node")).toList();
        if (nodes.isEmpty()) {
            answer.add("cluster", cluster.and(said));
        }
        for (Manifest node : nodes) {
            PreflightFacts here = NodeFactReader.read(node, types);
            answer.add("node " + node.name(), cluster.and(here).and(said));
        }
        answer.answer().print(format, spec.commandLine().getOut());
        return answer.isRefused() ? 1 : 0;
    }

    private PreflightFacts stated() {
        PreflightFacts facts = PreflightFacts.NONE;
        for (Map.Entry<String, String> each : stated.entrySet()) {
            Fact<?> fact = Facts.byName(each.getKey())
                    .orElseThrow(
                            () -> wrong("there is no fact " + each.getKey() + ": podnet preflight --facts lists them"));
            facts = facts.withText(fact, each.getValue())
                    .orElseThrow(
                            () -> wrong(each.getKey() + " is '" + each.getValue() + "': allowed is " + fact.allowed()));
        }
        return facts;
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
