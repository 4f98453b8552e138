package dev.podnetwork.podnet.adopt;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.k8s.adopt.AdoptionPlanner;
import dev.podnetwork.k8s.adopt.ClusterFacts;
import dev.podnetwork.k8s.adopt.ControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code podnet adopt}: takes a cluster over whose records the published control plane made (spec: control-plane §12). */
@Command(
        name = "adopt",
        description = {
            "Takes over a cluster whose PodENI records the published control plane made: says what becomes of each, and does it.",
            "Pods keep their interfaces; nothing is created, attached or released. docs/adopt.md has the whole procedure."
        },
        mixinStandardHelpOptions = true)
public final class AdoptCommand implements Callable<Integer> {
    @Mixin
    private final MigrationOptions options = new MigrationOptions();

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Made by the command line parser. */
    public AdoptCommand() {}

    @Override
    public Integer call() {
        if (options.what.apply && options.backup == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--apply needs --backup DIR: the way back starts from there");
        }
        return new Adoption().run(options, spec.commandLine());
    }

    private static final class Adoption extends Migration {
        Adoption() {
            super("adopt", AdoptionPlanner::plan);
        }

        private static ControlPlane published(Site site) {
            return new ControlPlane(site.api(), site.options().namespace, site.options().published);
        }

        @Override
        List<String> obstacles(Site site) {
            List<String> all = new ArrayList<>();
            ControlPlane published = published(site);
            published.running().ifPresent(all::add);
            published.leads(site.options().published).ifPresent(all::add);
            return all;
        }

        /** The order matters: a webhook that refuses when nobody answers would stop whoever writes policies. */
        @Override
        void begin(Site site, ClusterFacts facts) {
            Backup backup = new Backup(requireNonNull(site.options().backup, "backup"));
            keep(site, backup, "podenis", backup.keep("podenis", facts.records()));
            keep(site, backup, "networkinterfaces", backup.keep("networkinterfaces", facts.interfaces()));
            ControlPlane published = published(site);
            published.webhooks().forEach((kind, object) -> {
                keep(site, backup, kind, backup.keep(kind, object));
                published.deleteWebhook(kind);
                site.say(kind + "/" + site.options().published + " deleted");
            });
        }

        private static void keep(Site site, Backup backup, String name, boolean written) {
            site.say(backup.file(name) + (written ? " written" : " is there already and stays"));
        }

        @Override
        void end(Site site) {
            site.say("next: podnet install --apply; the way back: podnet hand-back (docs/adopt.md)");
        }
    }
}
