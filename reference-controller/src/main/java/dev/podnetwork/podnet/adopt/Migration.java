package dev.podnetwork.podnet.adopt;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.k8s.adopt.CloudLook;
import dev.podnetwork.k8s.adopt.ClusterFacts;
import dev.podnetwork.k8s.adopt.FactsReader;
import dev.podnetwork.k8s.adopt.MigrationException;
import dev.podnetwork.k8s.adopt.MigrationPlan;
import dev.podnetwork.k8s.adopt.MigrationRunner;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.podnet.controller.CloudChoice;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** What the two commands have in common: read, plan, refuse or do. */
abstract class Migration {
    private static final int BAD = 1;

    private final String command;
    private final Function<ClusterFacts, MigrationPlan> planner;

    Migration(String command, Function<ClusterFacts, MigrationPlan> planner) {
        this.command = command;
        this.planner = planner;
    }

    /** One call at work. */
    record Site(KubeApi api, MigrationOptions options, PrintWriter out) {
        void say(String line) {
            out.println(line);
            out.flush();
        }
    }

    /** What stands in the way of changing anything, whatever the plan. */
    abstract List<String> obstacles(Site site);

    /** What comes before the objects of the plan. */
    abstract void begin(Site site, ClusterFacts facts);

    /** What comes after them. */
    abstract void end(Site site);

    int run(MigrationOptions options, CommandLine line) {
        Env env = PodNetworkAllocators.systemEnv(1);
        try (KubeApi api = KubeApi.open(options.cluster.access(), env)) {
            return run(new Site(api, options, line.getOut()), env);
        } catch (IOException | UncheckedIOException | IllegalArgumentException | MigrationException bad) {
            line.getErr().println("podnet " + command + ": " + bad.getMessage());
            return BAD;
        }
    }

    private int run(Site site, Env env) {
        ClusterFacts facts = facts(site, env);
        MigrationPlan plan = planner.apply(facts);
        List<String> before = new ArrayList<>(obstacles(site));
        int blocking = plan.blocking().size();
        if (blocking > 0 && !site.options.force) {
            before.add(blocking + " objects need a look first, see above; --force goes on without them");
        }
        if (site.options.what.plan || !before.isEmpty()) {
            PlanAnswer.of(plan, before).print(site.options.format, site.out);
            return before.isEmpty() ? 0 : BAD;
        }
        begin(site, facts);
        int done = new MigrationRunner(site.api)
                .run(
                        plan,
                        each -> site.say(each.kind() + " " + each.name() + ": "
                                + each.verdict().word() + ": " + each.reason()));
        site.say(done + " objects written, " + (plan.lines().size() - done) + " left as they are");
        end(site);
        return 0;
    }

    private static ClusterFacts facts(Site site, Env env) {
        CloudChoice choice = site.options.choice().orElse(null);
        FactsReader reader = new FactsReader(site.api);
        if (choice == null) {
            return reader.read("");
        }
        try (CloudNetwork cloud = choice.open()) {
            return new CloudLook(cloud, env).at(reader.read(choice.cluster()));
        }
    }
}
