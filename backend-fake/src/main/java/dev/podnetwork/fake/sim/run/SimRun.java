package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.sim.RecordChange;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.fake.sim.check.CapacityOracle;
import dev.podnetwork.fake.sim.check.InvariantSettings;
import dev.podnetwork.fake.sim.check.InvariantViolation;
import dev.podnetwork.fake.sim.check.TokenRule;
import dev.podnetwork.fake.sim.cluster.ViewFault;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs one scenario against a system: churn with faults, then calm without, then judgement. Each run has a world of its own,
 * so runs may go on in parallel threads.
 */
public final class SimRun {
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMinutes(12);
    private static final Duration CALM_LIMIT = Duration.ofHours(6);
    private static final long MAX_EVENTS = 20_000_000;

    private final SimScenario scenario;
    private final ScenarioSite site;
    private final SimFleet fleet;
    private final ScenarioOps ops;
    private final ProcessOps processes;
    private final InvariantSettings settings;
    private long troubles;
    private long bound;
    private boolean churning = true;

    private SimRun(SimScenario scenario, SystemUnderTest system, @Nullable TokenRule tokens, SimWatch watch) {
        this.scenario = scenario;
        this.site = new ScenarioSite(scenario);
        InvariantSettings usual = InvariantSettings.usual().withRates(FakeLimits.published()::perMinute);
        this.settings = tokens == null ? usual : usual.withTokens(tokens);
        this.fleet = new SimFleet(site.site(), system, site::request, settings);
        this.ops = new ScenarioOps(site, fleet);
        this.processes = new ProcessOps(fleet, watch);
        watch(watch);
        site.site().store().onChange(new RecordChange<>() {
            @Override
            public void changed(PodRef key, @Nullable Allocation before, @Nullable Allocation after) {
                boolean was = before != null && before.phase() == AllocationPhase.BOUND;
                bound += !was && after != null && after.phase() == AllocationPhase.BOUND ? 1 : 0;
            }
        });
    }

    private void watch(SimWatch watch) {
        fleet.watch(watch);
        if (watch != SimWatch.NOBODY) {
            fleet.watchFaults(watch);
        }
    }

    /** Runs a scenario that somebody watches; the rest as {@link #of(SimScenario, SystemUnderTest, TokenRule)}. */
    public static SimResult watched(
            SimScenario scenario, SystemUnderTest system, @Nullable TokenRule tokens, SimWatch watch) {
        try {
            return new SimRun(scenario, system, tokens, watch).run();
        } catch (RuntimeException | AssertionError failure) {
            throw new SimFailure(scenario, failure);
        }
    }

    /**
     * Runs a scenario.
     *
     * @param tokens how the system computes client tokens, null to leave that unchecked
     * @throws SimFailure when an invariant does not hold, the oracle finds something, or the system throws
     */
    public static SimResult of(SimScenario scenario, SystemUnderTest system, @Nullable TokenRule tokens) {
        return watched(scenario, system, tokens, SimWatch.NOBODY);
    }

    /** Runs a scenario without checking how tokens are computed. */
    public static SimResult of(SimScenario scenario, SystemUnderTest system) {
        return of(scenario, system, null);
    }

    private SimResult run() {
        SimWorld world = site.site().world();
        world.limitEvents(MAX_EVENTS);
        site.build();
        fleet.jitter(scenario.jitterMicros() * 1_000L);
        processes.keepAlive();
        site.populate();
        plan(world);
        tick();
        world.runFor(Duration.ofMinutes(scenario.minutes()));
        calm();
        rest(world);
        if (!oracle().findings().isEmpty()) {
            world.runFor(settings.orphan());
            rest(world);
        }
        oracle().demandNone();
        fleet.leader()
                .flatMap(SimReplica::controller)
                .ifPresent(leader -> oracle().demandTrueReasons(leader.allocator()::explain));
        demandWhole();
        return result();
    }

    /** What is written is what is read. */
    private void demandWhole() {
        long lossy = site.site().store().lossyWrites();
        if (settings.tokens() != null && lossy > 0) {
            throw new InvariantViolation(
                    site.site().world().where(null),
                    "a record survives being written",
                    lossy + " writes lost a field that neither half carries");
        }
    }

    private static void rest(SimWorld world) {
        if (!world.runUntilQuiet(QUIET, CALM_LIMIT)) {
            throw new InvariantViolation(
                    world.where(null),
                    "the world comes to rest",
                    "it still moves " + CALM_LIMIT + " after the last fault");
        }
    }

    private void plan(SimWorld world) {
        SimRandom random = world.newRandom();
        long span = Duration.ofMinutes(scenario.minutes()).toNanos();
        for (int i = 0; i < scenario.operations(); i++) {
            world.schedule(random.between(0, span), ops::one);
        }
        for (int i = 0; i < scenario.processOperations(); i++) {
            world.schedule(random.between(0, span), processes::one);
        }
    }

    private void tick() {
        processes.keepAlive();
        ops.healNodes();
        long now = troublesSoFar();
        if (churning && (now != troubles || !processes.healthy())) {
            fleet.invariants().disturbed();
        }
        troubles = now;
        site.site().world().schedule(TICK.toNanos(), this::tick);
    }

    private long troublesSoFar() {
        long sum = site.site().store().faults().struck()
                + site.site().cluster().faults().struck();
        for (long each : site.site().faults().applied().values()) {
            sum += each;
        }
        return sum;
    }

    private void calm() {
        churning = false;
        site.site().faults().stop();
        site.site().store().faults().off();
        site.site().cluster().faults().off();
        processes.calm();
        ops.calm();
        fleet.invariants().disturbed();
        site.site().world().active();
    }

    private CapacityOracle oracle() {
        SimSite parts = site.site();
        CapacityOracle.World judged = new CapacityOracle.World(
                parts.world(), parts.cluster(), parts.store(), parts.cloud().inspect());
        return new CapacityOracle(judged, site.vSwitches(), site::request, settings.ourTag());
    }

    private SimResult result() {
        SimSite parts = site.site();
        Map<String, Long> calls = new TreeMap<>();
        parts.cloud().inspect().calls().forEach(seen -> calls.put(seen.api(), seen.calls()));
        return new SimResult(
                scenario,
                parts.world().events(),
                fleet.invariants().checks(),
                fleet.trace().steps(),
                fleet.trace().value(),
                Duration.ofNanos(parts.world().nanos()),
                bound,
                faults(),
                parts.store().writes(),
                calls);
    }

    private Map<String, Long> faults() {
        Map<String, Long> all = new TreeMap<>(site.site().faults().applied());
        all.putAll(ops.done());
        all.putAll(processes.done());
        for (StoreFault each : StoreFault.values()) {
            put(all, "store " + each, site.site().store().faults().struck(each));
        }
        for (ViewFault each : ViewFault.values()) {
            put(all, "view " + each, site.site().cluster().faults().struck(each));
        }
        return all;
    }

    private static void put(Map<String, Long> all, String name, long count) {
        if (count > 0) {
            all.put(name, count);
        }
    }
}
