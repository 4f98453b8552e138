package dev.podnetwork.podnet.install;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.install.Chart;
import dev.podnetwork.k8s.install.CheckLine;
import dev.podnetwork.k8s.install.ClusterCheck;
import dev.podnetwork.k8s.install.InstallException;
import dev.podnetwork.k8s.install.Installation;
import dev.podnetwork.podnet.input.ClusterOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code podnet install}: what the Helm chart installs, without Helm. */
@Command(
        name = "install",
        description = {
            "Installs the control plane into a cluster, or takes it out: definitions, rights, controller, webhooks.",
            "The objects are those of the Helm chart in charts/pod-network."
        },
        mixinStandardHelpOptions = true)
public final class InstallCommand implements Callable<Integer> {
    private static final int BAD = 1;

    /** What is to be done; one of them. */
    static final class What {
        @Option(names = "--print", description = "Prints the manifests as YAML; needs no cluster.")
        boolean print;

        @Option(names = "--check", description = "Looks whether the cluster is fit, and changes nothing.")
        boolean check;

        @Option(names = "--apply", description = "Checks, then installs or brings up to date.")
        boolean apply;

        @Option(
                names = "--remove",
                description = "Takes everything out but the definitions with their objects: PodNetworking, PodENI.")
        boolean remove;
    }

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private What what;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Into which namespace; default: ${DEFAULT-VALUE}.")
    private String namespace = "kube-system";

    @Option(
            names = {"-f", "--values"},
            paramLabel = "FILE",
            description = "Values laid over those of the chart; charts/pod-network/values.yaml names them all.")
    private List<Path> values = List.of();

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "One value, for example config.vpcID=vpc-1.")
    private List<String> settings = List.of();

    @Mixin
    private final ClusterOption cluster = new ClusterOption();

    @Option(names = "--force", description = "With --apply: installs although the check found errors.")
    private boolean force;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public InstallCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Chart chart = chart();
            if (what.print) {
                out.print(chart.yaml());
                out.flush();
                return 0;
            }
            try (KubeApi api = KubeApi.open(cluster.access(), PodNetworkAllocators.systemEnv(1))) {
                return onCluster(chart, api, out);
            }
        } catch (IOException | IllegalArgumentException | InstallException bad) {
            spec.commandLine().getErr().println("podnet install: " + bad.getMessage());
            return BAD;
        }
    }

    private int onCluster(Chart chart, KubeApi api, PrintWriter out) {
        Installation installation = new Installation(api);
        if (what.remove) {
            installation.remove(chart, line -> say(out, line));
            return 0;
        }
        List<CheckLine> lines = new ClusterCheck(api, chart).run();
        lines.forEach(line -> say(out, line.toString()));
        boolean fit = lines.stream().noneMatch(line -> line.level() == CheckLine.Level.ERROR);
        if (what.apply && (fit || force)) {
            installation.apply(chart, line -> say(out, line));
            return 0;
        }
        return fit ? 0 : BAD;
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private Chart chart() throws IOException {
        Chart chart = Chart.in(namespace);
        for (Path each : values) {
            chart = chart.with(Files.readString(each, StandardCharsets.UTF_8));
        }
        for (String each : settings) {
            chart = chart.set(each);
        }
        return chart;
    }
}
