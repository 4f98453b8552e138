package dev.podnetwork.podnet.run;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.core.DegradationSwitch;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.config.TrunkSwitch;
import dev.podnetwork.core.match.FixedNameRule;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.fake.FakeCloud;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.cluster.ClusterChange;
import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.ClusterTimings;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.podnet.plan.Scenario;
import dev.podnetwork.podnet.plan.Simulation;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a simulation. Used once, by one thread; the same plan and seed give the same outcome. */
public final class SimulationRun {
    /** Longer than the 5 minutes after which every record is looked at again, so that nothing is still to be noticed. */
    private static final Duration QUIET = Duration.ofMinutes(6);

    private static final Duration SETTLING_MAX = Duration.ofHours(1);
    /** How long a pod may be without a node before that is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration SLICE = Duration.ofSeconds(10);

    private final Simulation plan;
    private final SimWorld world;
    private final Story story;
    private final Controller.World around;
    private final StepRunner steps;
    private final SharedPools shared;
    private Controller controller;

    /**
     * Progress of a run.
     *
     * @param passed virtual time so far
     * @param running pods that run
     * @param pods pods that there are
     */
    public record Progress(Duration passed, int running, int pods) {}

    /** Builds everything; nothing has happened yet. */
    public SimulationRun(Simulation plan, long seed) {
        this.plan = plan;
        this.world = new SimWorld(seed);
        this.story = new Story(world);
        FakeCloud cloud = new FakeCloud(plan.cloud().config(), clock(), seed);
        Stage stage = new Stage(plan, cloud, story);
        stage.buildCloud();
        SimStore<Allocation> store = SimStore.ofAllocations(world);
        boolean trunk = TrunkSwitch.decide(null, plan.eniConfig().trunking()).on();
        ClusterAdmission admission = new ClusterAdmission(plan, context(cloud, trunk), store, story);
        ClusterModel cluster = new ClusterModel(world, ClusterTimings.USUAL, admission);
        this.around = new Controller.World(
                cluster,
                store,
                cloud,
                FaultPlan.scripted(seed),
                plan.cloud().config().limits(),
                plan.cloud().config().latencies(),
                new DegradationSwitch(),
                admission,
                story);
        cloud.onEniChange(id -> world.active());
        store.onChange(new RecordStory(story, cluster));
        cluster.onChange(new PodStory());
        stage.addNodes(cluster, trunk);
        stage.addRecords(store);
        this.shared = new SharedPools(plan, world, around);
        this.controller = start();
        this.steps = new StepRunner(around, this::restart, shared);
    }

    private CloudClock clock() {
        return new CloudClock() {
            @Override
            public Instant now() {
                return world.now();
            }

            @Override
            public void schedule(long delayNanos, Runnable task) {
                world.schedule(delayNanos, task);
            }
        };
    }

    private RequestContext context(FakeCloud cloud, boolean trunk) {
        ClusterSettings settings = new ClusterSettings(
                trunk,
                false,
                true,
                plan.isWhollyExclusive(),
                new FixedNameRule(List.of(), plan.eniConfig().statefulKinds()));
        PodNetworkingMatcher policies =
                PodNetworkingMatcher.of(new Policies(cloud, plan.cloud().vpc()).judged(plan.policies(), story));
        return RequestContext.atAdmission(policies, plan.eniConfig(), settings);
    }

    private Controller start() {
        Controller next = new Controller(world.start("controller"), around);
        shared.start(next.process());
        return next;
    }

    private void restart() {
        controller.crash();
        controller = start();
    }

    /** Tells where pods go, as far as their records do not tell it. */
    private final class PodStory implements ClusterChange {
        @Override
        public void pod(SimPod pod) {
            switch (pod.state()) {
                case PENDING -> {
                    story.said(pod.ref(), "CREATED", asks(pod));
                    world.schedule(PATIENCE.toNanos(), () -> tellIfUnscheduled(pod));
                }
                case SCHEDULED ->
                    story.said(pod.ref(), "SCHEDULED", "on " + pod.node().orElseThrow());
                case RUNNING ->
                    story.said(pod.ref(), "RUNNING", "on " + pod.node().orElseThrow());
                case TERMINATING -> story.said(pod.ref(), "TERMINATING", "");
                case ENDED -> story.said(pod.ref(), "ENDED", "");
                case GONE -> story.said(pod.ref(), "GONE", "");
            }
        }
    }

    private void tellIfUnscheduled(SimPod pod) {
        if (pod.state() == SimPod.State.PENDING) {
            story.said(pod.ref(), "UNSCHEDULED", Unscheduled.reason(pod, around.cluster()));
        }
    }

    private String asksNothing() {
        return plan.pool() == null ? "no network of ours" : "no interface of its own";
    }

    private String asks(SimPod pod) {
        if (pod.resource() == null) {
            return asksNothing();
        }
        String what = pod.resource().equals(ExtendedResources.ENI) ? "secondary ENI" : "trunk member";
        return pod.count() + " " + what + (pod.zones().isEmpty() ? "" : " in zones " + pod.zones());
    }

    /**
     * Runs to the end.
     *
     * @param until how much virtual time passes; null: as the scenario says
     * @param progress hears how far it is, often
     */
    public Outcome run(@Nullable Duration until, Consumer<Progress> progress) {
        plan.namespaces().forEach(around.cluster()::setNamespace);
        for (WorkloadPlan each : plan.workloads()) {
            around.cluster().apply(each.workload());
        }
        for (Scenario.Step each : plan.scenario().steps()) {
            world.schedule(each.after().toNanos(), () -> steps.run(each));
        }
        Duration end = until == null ? plan.scenario().duration() : until;
        if (end == null) {
            List<Scenario.Step> all = plan.scenario().steps();
            pass(all.isEmpty() ? Duration.ZERO : all.get(all.size() - 1).after(), progress);
            settle(progress);
        } else {
            pass(end, progress);
        }
        List<Allocation> records =
                around.store().all().stream().map(Stored::record).toList();
        return new Outcome(
                world.seed(),
                Duration.ofNanos(world.nanos()),
                plan.notices(),
                story.entries(),
                records,
                new SummaryWriter(plan, around, controller, shared).write());
    }

    private void pass(Duration end, Consumer<Progress> progress) {
        while (world.nanos() < end.toNanos()) {
            world.run(Math.min(end.toNanos(), world.nanos() + SLICE.toNanos()));
            progress.accept(progress());
        }
    }

    private void settle(Consumer<Progress> progress) {
        world.active();
        long end = world.nanos() + SETTLING_MAX.toNanos();
        while (!world.runUntilQuiet(QUIET, SLICE)) {
            progress.accept(progress());
            if (world.nanos() >= end) {
                story.happened("STOPPED", "things still move after an hour: give spec.duration or --until to see more");
                return;
            }
        }
    }

    private Progress progress() {
        long running = around.cluster().pods().stream()
                .filter(pod -> pod.state() == SimPod.State.RUNNING)
                .count();
        return new Progress(
                Duration.ofNanos(world.nanos()),
                (int) running,
                around.cluster().pods().size());
    }
}
