package dev.podnetwork.podnet.ask;

import dev.podnetwork.core.config.ChangeClass;
import dev.podnetwork.core.config.ConfigChange;
import dev.podnetwork.core.config.ConfigCheck;
import dev.podnetwork.core.config.EffectiveConfig;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.core.config.MergePatch;
import dev.podnetwork.podnet.ask.ConfigDocument.Kind;
import dev.podnetwork.podnet.input.Sources;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code podnet config}: what configuration documents say. */
@Command(
        name = "config",
        description = "Checks configuration documents.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Keys.class})
public final class ConfigCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public ConfigCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do, for example: podnet config check eni-config.yaml");
    }

    /** {@code podnet config check}. */
    @Command(
            name = "check",
            description = {
                "Checks eni-config (its ConfigMap, or eni_conf alone), the controller's configuration, and its credentials file.",
                "With --node, the overlay of a node is merged over eni-config; with --diff, says what the edit reaches.",
                "Exit code 1 when something is refused or an edit is forbidden."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE|-", description = "The documents; - is the standard input.")
        private List<String> inputs = List.of();

        @Option(
                names = "--node",
                paramLabel = "OVERLAY",
                description = "The ConfigMap that a node names, or its eni_conf.")
        private @Nullable String node;

        @Option(names = "--diff", paramLabel = "OLD", description = "The document as it was.")
        private @Nullable String old;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
        private Answer.Format format = Answer.Format.table;

        @CommandLine.Spec
        @SuppressWarnings("NullAway.Init")
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            List<ConfigDocument> documents = ConfigDocument.read(Sources.read(inputs, System.in));
            if (documents.isEmpty()) {
                throw wrong(
                        "no configuration stands in " + inputs + ": name eni-config or the controller's configuration");
            }
            ConfigDocument overlay = node == null ? null : one(node, Kind.ENI_CONFIG);
            ConfigAnswer answer = new ConfigAnswer();
            for (ConfigDocument each : documents) {
                boolean merged = overlay != null && each.kind() == Kind.ENI_CONFIG;
                check(each, merged ? overlay : null, answer);
            }
            if (overlay != null && documents.stream().noneMatch(d -> d.kind() == Kind.ENI_CONFIG)) {
                throw wrong("--node is given and no eni-config stands in " + inputs + ": name it");
            }
            trunk(documents).ifPresent(answer::mismatch);
            answer.answer().print(format, spec.commandLine().getOut());
            return answer.isRefused() ? 1 : 0;
        }

        private void check(ConfigDocument document, @Nullable ConfigDocument overlay, ConfigAnswer answer) {
            Map<?, ?> tree = document.plain();
            List<String> overridden = List.of();
            if (overlay != null) {
                MergePatch merged = MergePatch.apply(tree, overlay.plain());
                tree = merged.effectiveObject();
                overridden = merged.overridden();
            }
            List<ConfigAnswer.Placed> findings = new ArrayList<>();
            for (Finding each : document.kind().check(tree)) {
                findings.add(new ConfigAnswer.Placed(
                        source(document, overlay, each.key()).at(each.key()), each));
            }
            EffectiveConfig effective = EffectiveConfig.of(document.kind().keys(), tree);
            answer.add(document, effective, overridden, findings, changes(document, effective));
        }

        /** The document in which a key has the value that counts. */
        private static ConfigDocument source(ConfigDocument document, @Nullable ConfigDocument overlay, String key) {
            return overlay != null && overlay.fields().fields().containsKey(key.split("\\.", 2)[0])
                    ? overlay
                    : document;
        }

        private List<ConfigChange> changes(ConfigDocument document, EffectiveConfig next) {
            if (old == null) {
                return List.of();
            }
            List<ConfigDocument> before = ConfigDocument.read(Sources.read(List.of(old), System.in)).stream()
                    .filter(d -> d.kind() == document.kind())
                    .toList();
            if (before.size() != 1) {
                throw wrong(old + " holds " + before.size() + " documents of the kind of "
                        + document.fields().at() + ": give exactly one");
            }
            return EffectiveConfig.of(document.kind().keys(), before.get(0).plain())
                    .changesTo(next, document.kind().keys());
        }

        private ConfigDocument one(String file, Kind kind) {
            List<ConfigDocument> all = ConfigDocument.read(Sources.read(List.of(file), System.in));
            if (all.size() != 1 || all.get(0).kind() != kind) {
                throw wrong(file + " is not one eni_conf document: give the ConfigMap that the node names");
            }
            return all.get(0);
        }

        private static Optional<Finding> trunk(List<ConfigDocument> documents) {
            return ConfigCheck.trunk(first(documents, Kind.CONTROLLER), first(documents, Kind.ENI_CONFIG));
        }

        private static @Nullable Map<?, ?> first(List<ConfigDocument> documents, Kind kind) {
            return documents.stream()
                    .filter(d -> d.kind() == kind)
                    .findFirst()
                    .map(ConfigDocument::plain)
                    .orElse(null);
        }

        private CommandLine.ParameterException wrong(String message) {
            return new CommandLine.ParameterException(spec.commandLine(), message);
        }
    }

    /** {@code podnet config keys}. */
    @Command(
            name = "keys",
            description = "Lists every key of the three documents: default, allowed values, meaning.",
            mixinStandardHelpOptions = true)
    static final class Keys implements Callable<Integer> {
        @CommandLine.Spec
        @SuppressWarnings("NullAway.Init")
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            for (Kind kind : Kind.values()) {
                out.println(kind.keys().document() + ":");
                kind.keys()
                        .all()
                        .forEach(key -> out.println("  " + key.name() + " (default " + key.show(key.fallback()) + "): "
                                + key.meaning() + "; allowed is " + key.allowed()));
            }
            return 0;
        }
    }

    static boolean isForbidden(ConfigChange change) {
        return change.change() == ChangeClass.FORBIDDEN;
    }
}
