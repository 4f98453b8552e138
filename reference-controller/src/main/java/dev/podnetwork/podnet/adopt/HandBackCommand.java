package dev.podnetwork.podnet.adopt;

import dev.podnetwork.k8s.adopt.ClusterFacts;
import dev.podnetwork.k8s.adopt.ControlPlane;
import dev.podnetwork.k8s.adopt.HandBackPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code podnet hand-back}: gives a cluster back to the published control plane (spec: control-plane §12). */
@Command(
        name = "hand-back",
        description = {
            "Gives a cluster back to the published control plane: brings every PodENI record to a state that it goes on from, and its "
                    + "webhooks back. Pods keep their interfaces. docs/adopt.md has the whole procedure."
        },
        mixinStandardHelpOptions = true)
public final class HandBackCommand implements Callable<Integer> {
    @Mixin
    private final MigrationOptions options = new MigrationOptions();

    @Option(
            names = "--installed",
            paramLabel = "NAME",
            description = "Deployment and webhooks of ours; default: ${DEFAULT-VALUE}.")
    private String installed = "podnet";

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public HandBackCommand() {}

    @Override
    public Integer call() {
        return new HandBack(installed).run(options, spec.commandLine());
    }

    private static final class HandBack extends Migration {
        private final String installed;

        HandBack(String installed) {
            super("hand-back", HandBackPlanner::plan);
            this.installed = installed;
        }

        private static ControlPlane published(Site site) {
            return new ControlPlane(site.api(), site.options().namespace, site.options().published);
        }

        @Override
        List<String> obstacles(Site site) {
            List<String> all = new ArrayList<>();
            ControlPlane ours = new ControlPlane(site.api(), site.options().namespace, installed);
            ours.running().ifPresent(all::add);
            published(site).running().ifPresent(all::add);
            ours.leads(site.options().published).ifPresent(all::add);
            ours.webhooks()
                    .keySet()
                    .forEach(kind -> all.add(
                            kind + "/" + installed + " would still be called: podnet install --remove takes it out"));
            return all;
        }

        @Override
        void begin(Site site, ClusterFacts facts) {}

        @Override
        void end(Site site) {
            if (site.options().backup != null) {
                Backup backup = new Backup(site.options().backup);
                for (String kind : ControlPlane.webhookKinds()) {
                    backup.read(kind)
                            .ifPresent(object -> site.say(kind + "/" + site.options().published
                                    + (published(site).restoreWebhook(kind, object) ? " restored" : " is there")));
                }
            }
            site.say("next: kubectl -n " + site.options().namespace + " scale deployment " + site.options().published
                    + " --replicas=1");
        }
    }
}
