package dev.podnetwork.podnet;

import dev.podnetwork.aliyun.RamPolicy;
import dev.podnetwork.aliyun.call.Feature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code podnet ram-policy}: the permissions that features need, derived from the operations they call. */
@Command(
        name = "ram-policy",
        description = "Prints the least RAM policy that some features need, as JSON.",
        mixinStandardHelpOptions = true,
        versionProvider = Podnet.Version.class)
final class RamPolicyCommand implements Callable<Integer> {
    @Option(
            names = "--features",
            required = true,
            split = ",",
            paramLabel = "FEATURE",
            description = "Any of eni, exclusive, shared, eip, lingjun, security-groups, facts, capacity; or all.")
    private List<String> features = List.of();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Set<Feature> wanted = EnumSet.noneOf(Feature.class);
        for (String name : features) {
            if (name.equals("all")) {
                wanted.addAll(EnumSet.allOf(Feature.class));
            } else {
                wanted.add(feature(name));
            }
        }
        spec.commandLine().getOut().print(RamPolicy.json(wanted));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Feature feature(String name) {
        for (Feature feature : Feature.values()) {
            if (name(feature).equals(name)) {
                return feature;
            }
        }
        String known =
                Arrays.stream(Feature.values()).map(RamPolicyCommand::name).collect(Collectors.joining(", "));
        throw new CommandLine.ParameterException(
                spec.commandLine(), "--features: '" + name + "' is none of " + known + ", all");
    }

    private static String name(Feature feature) {
        return feature.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
