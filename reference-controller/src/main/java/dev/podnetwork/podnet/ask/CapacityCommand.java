package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.capacity.CapacityReport;
import dev.podnetwork.core.capacity.EniCap;
import dev.podnetwork.core.capacity.JoinThresholds;
import dev.podnetwork.core.capacity.NodeOptions;
import dev.podnetwork.core.config.ClusterIpStack;
import dev.podnetwork.podnet.input.Sources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet capacity}: what a node of a type can hold in each mode, whether it may join, and what would change that. */
@Command(
        name = "capacity",
        description = {
            "Says how many pods a node of an instance type holds in each mode, whether it may join, and which limit would change that.",
            "The limits come from files (answers of DescribeInstanceTypes, a Cloud document, Nodes with the annotation "
                    + "alibabacloud.com/instance-type-info) or from the options --eni, --total, --ipv4, --ipv6, --trunk, --eri."
        },
        mixinStandardHelpOptions = true)
public final class CapacityCommand implements Callable<Integer> {
    /** The limits of one type. */
    static final class Limits {
        @Option(names = "--eni", required = true, paramLabel = "N", description = "EniQuantity.")
        private int enis;

        @Option(names = "--total", paramLabel = "N", description = "EniTotalQuantity; default: as --eni.")
        private @Nullable Integer total;

        @Option(names = "--ipv4", required = true, paramLabel = "N", description = "EniPrivateIpAddressQuantity.")
        private int ipv4;

        @Option(names = "--ipv6", paramLabel = "N", description = "EniIpv6AddressQuantity.")
        private int ipv6;

        @Option(names = "--trunk", description = "EniTrunkSupported.")
        private boolean trunk;

        @Option(names = "--eri", paramLabel = "N", description = "EriQuantity.")
        private int eri;

        /** What of the options is impossible. */
        private Optional<String> problem() {
            Map<String, Integer> counts = new LinkedHashMap<>();
            counts.put("--eni", enis);
            counts.put("--ipv4", ipv4);
            counts.put("--ipv6", ipv6);
            counts.put("--eri", eri);
            Optional<String> negative = Counts.negative(counts);
            return negative.isPresent() || total == null || total >= enis
                    ? negative
                    : Optional.of("--total is " + total + " and --eni " + enis
                            + ": the total counts those too, give at least as many");
        }

        private InstanceTypeLimits toLimits() {
            return new InstanceTypeLimits("(options)", enis, total == null ? enis : total, ipv4, ipv6, trunk, eri);
        }
    }

    /** How the node is used. */
    static final class Use {
        @Option(names = "--mode", description = "shared, trunk or exclusive; default: all.", paramLabel = "MODE")
        private List<String> modes = List.of();

        @Option(names = "--stack", paramLabel = "STACK", description = "ipv4, dual or ipv6; default: ${DEFAULT-VALUE}.")
        private String stack = "ipv4";

        @Option(names = "--erdma", paramLabel = "N", description = "RDMA interfaces that are made; default: none.")
        private int erdma;

        @Option(
                names = "--prefixes",
                paramLabel = "N",
                description = "Prefix mode, with so many prefixes per node; 0: as many as fit.")
        private @Nullable Integer prefixes;

        @Option(names = "--eni-cap-ratio", paramLabel = "X", description = "As in eni-config.")
        private double ratio = 1;

        @Option(names = "--eni-cap-shift", paramLabel = "N", description = "As in eni-config.")
        private int shift;

        @Option(names = "--max-eni", paramLabel = "N", description = "As in eni-config.")
        private int most;

        @Option(names = "--max-pods", paramLabel = "N", description = "The kubelet's maxPods.")
        private int maxPods;

        @Option(names = "--host-network-pods", paramLabel = "N", description = "Pods of the host network.")
        private int hostNetworkPods;

        @Option(
                names = "--seven-enis-join",
                description = "Take the document that lets exclusive nodes with 7 ENIs (6 pods) join.")
        private boolean sevenEnisJoin;
    }

    @Parameters(arity = "0..*", paramLabel = "FILE|-", description = "Where limits of instance types stand.")
    private List<String> inputs = List.of();

    @Option(
            names = "--instance-type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only these types: of the files, or asked of the cloud with --backend.")
    private List<String> instanceTypes = List.of();

    @Option(names = "--backend", paramLabel = "NAME", description = "Reads the limits from a cloud: aliyun.")
    private @Nullable String backend;

    @ArgGroup(exclusive = false)
    private @Nullable Limits limits;

    @ArgGroup(exclusive = false)
    private @Nullable LingjunOptions lingjun;

    @ArgGroup(exclusive = false, validate = false)
    private Use use = new Use();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
    private Answer.Format format = Answer.Format.table;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public CapacityCommand() {}

    @Override
    public Integer call() {
        if (lingjun != null) {
            if (limits != null || !inputs.isEmpty() || backend != null || !instanceTypes.isEmpty()) {
                throw wrong(
                        "--leni-quota asks about a Lingjun node: leave out files, --eni, --instance-type and --backend");
            }
            lingjun.problem().ifPresent(problem -> {
                throw wrong(problem);
            });
            lingjun.answer().print(format, spec.commandLine().getOut());
            return 0;
        }
        List<InstanceTypeLimits> types = new ArrayList<>();
        if (!inputs.isEmpty()) {
            Map<String, InstanceTypeLimits> found = InstanceTypeReader.read(Sources.read(inputs, System.in));
            types.addAll(backend != null || instanceTypes.isEmpty() ? found.values() : asked(found));
        }
        if (limits != null) {
            limits.problem().ifPresent(problem -> {
                throw wrong(problem);
            });
            types.add(limits.toLimits());
        }
        if (backend != null && !instanceTypes.isEmpty()) {
            types.addAll(BackendLimits.read(backend, instanceTypes, System.getenv()));
        } else if (backend != null) {
            throw wrong("--backend is asked for instance types: name them with --instance-type");
        } else if (inputs.isEmpty() && !instanceTypes.isEmpty()) {
            throw wrong("nothing says what the limits of " + instanceTypes
                    + " are, and none are built in: name a file with them, or ask a cloud with --backend");
        }
        if (types.isEmpty()) {
            throw wrong(
                    inputs.isEmpty()
                            ? "no instance type is given: name a file, or give --eni and --ipv4"
                            : "no instance type stands in " + inputs
                                    + ": name a file with limits, or give --eni and --ipv4");
        }
        JoinThresholds thresholds = use.sevenEnisJoin ? JoinThresholds.BY_ENIS : JoinThresholds.STRICT;
        List<CapacityReport> reports = new ArrayList<>();
        for (InstanceTypeLimits type : types) {
            for (NetworkMode mode : modes()) {
                reports.add(CapacityReport.of(type, mode, options(), thresholds));
            }
        }
        new CapacityAnswer(reports).answer().print(format, spec.commandLine().getOut());
        return 0;
    }

    private List<InstanceTypeLimits> asked(Map<String, InstanceTypeLimits> found) {
        List<InstanceTypeLimits> asked = new ArrayList<>();
        for (String each : instanceTypes) {
            InstanceTypeLimits limits = found.get(each);
            if (limits == null) {
                throw wrong("--instance-type is '" + each + "': it does not stand in " + inputs + ", only "
                        + found.keySet());
            }
            asked.add(limits);
        }
        return asked;
    }

    private List<NetworkMode> modes() {
        if (use.modes.isEmpty()) {
            return List.of(NetworkMode.values());
        }
        List<NetworkMode> modes = new ArrayList<>();
        for (String each : use.modes) {
            modes.add(Arrays.stream(NetworkMode.values())
                    .filter(m -> m.name().equalsIgnoreCase(each))
                    .findFirst()
                    .orElseThrow(() -> wrong("--mode is '" + each + "': write shared, trunk or exclusive")));
        }
        return modes;
    }

    private NodeOptions options() {
        ClusterIpStack stack = ClusterIpStack.ofWire(use.stack)
                .orElseThrow(() -> wrong("--stack is '" + use.stack + "': write ipv4, dual or ipv6"));
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("--erdma", use.erdma);
        counts.put("--max-eni", use.most);
        counts.put("--max-pods", use.maxPods);
        counts.put("--host-network-pods", use.hostNetworkPods);
        counts.put("--prefixes", use.prefixes == null ? 0 : use.prefixes);
        Counts.negative(counts).ifPresent(problem -> {
            throw wrong(problem);
        });
        if (!(use.ratio >= 0)) {
            throw wrong("--eni-cap-ratio is " + use.ratio + ": write zero or more");
        }
        NodeOptions options = NodeOptions.PLAIN
                .withStack(stack)
                .withErdma(use.erdma)
                .withCap(new EniCap(use.ratio, use.shift, use.most))
                .withKubelet(use.maxPods, use.hostNetworkPods);
        return use.prefixes == null ? options : options.withPrefixes(use.prefixes);
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
