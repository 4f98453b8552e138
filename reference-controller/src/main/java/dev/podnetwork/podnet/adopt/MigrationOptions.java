package dev.podnetwork.podnet.adopt;

import dev.podnetwork.podnet.ask.Answer;
import dev.podnetwork.podnet.controller.CloudChoice;
import dev.podnetwork.podnet.input.ClusterOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both directions are told. */
final class MigrationOptions {
    /** What is to be done; one of them. */
    static final class What {
        @Option(names = "--plan", description = "Says what becomes of every object, and changes nothing.")
        boolean plan;

        @Option(names = "--apply", description = "Does it. May be stopped and repeated at any point.")
        boolean apply;
    }

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    What what;

    @Mixin
    final ClusterOption cluster = new ClusterOption();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where both control planes and their lease are; default: ${DEFAULT-VALUE}.")
    String namespace = "kube-system";

    @Option(
            names = "--published",
            paramLabel = "NAME",
            description = "Deployment, lease and webhooks of the published control plane; default: ${DEFAULT-VALUE}.")
    String published = "terway-controlplane";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The controller's file: with it records are compared with the cloud; without, the cloud is not asked.")
    @Nullable
    String config;

    @Option(
            names = "--credential",
            paramLabel = "FILE",
            description = "The credentials file; default: the environment.")
    @Nullable
    String credential;

    @Option(names = "--backend", paramLabel = "NAME", description = "The cloud: aliyun (default) or fake.")
    String backend = "aliyun";

    @Option(names = "--cloud", paramLabel = "FILE", description = "For the fake: a document of kind Cloud.")
    @Nullable
    String cloud;

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "Where the webhook configurations and the objects as they were are kept.")
    @Nullable
    Path backup;

    @Option(
            names = "--force",
            description = "With --apply: goes on although some objects need a look first; those are left alone.")
    boolean force;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, yaml or json; default: ${DEFAULT-VALUE}.")
    Answer.Format format = Answer.Format.table;

    /** The cloud to compare with; empty when none was named. */
    Optional<CloudChoice> choice() {
        return config == null ? Optional.empty() : Optional.of(new CloudChoice(config, credential, backend, cloud));
    }
}
