package dev.podnetwork.fake.sim.run;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is done to the processes of a scenario, and who keeps two of them running. */
final class ProcessOps {
    private static final long SECONDS = 1_000_000_000L;
    private static final int WANTED = 2;

    private final SimFleet fleet;
    private final SimWorld world;
    private final SimRandom random;
    private final SimWatch watch;
    private final Map<String, Long> done = new TreeMap<>();

    ProcessOps(SimFleet fleet, SimWatch watch) {
        this.watch = watch;
        this.fleet = fleet;
        this.world = fleet.site().world();
        this.random = world.newRandom();
    }

    Map<String, Long> done() {
        return done;
    }

    void keepAlive() {
        for (int have = fleet.alive().size(); have < WANTED; have++) {
            fleet.start();
        }
    }

    /** Whether somebody leads and is not held up. */
    boolean healthy() {
        return fleet.leader()
                .map(SimReplica::process)
                .filter(process -> !process.paused() && !process.holding())
                .isPresent();
    }

    void one() {
        List<SimReplica> alive = fleet.alive();
        SimProcess process = fleet.leader()
                .filter(each -> random.chance(0.8))
                .or(() -> alive.isEmpty() ? Optional.empty() : Optional.of(any(alive)))
                .map(SimReplica::process)
                .orElse(null);
        if (process == null) {
            return;
        }
        fleet.invariants().disturbed();
        switch (random.below(5)) {
            case 0 -> crash(process);
            case 1 -> pause(process, random.between(1, 14));
            case 2 -> pause(process, random.between(16, 240));
            case 3 -> hold(process);
            default -> jump(process);
        }
    }

    private SimReplica any(List<SimReplica> alive) {
        return alive.get(random.below(alive.size()));
    }

    private void count(String what) {
        done.merge(what, 1L, Long::sum);
        watch.fault(what, null, world.nanos());
    }

    private void crash(SimProcess process) {
        count("process crash");
        process.crash();
    }

    private void pause(SimProcess process, long seconds) {
        String what = seconds > 15 ? "process paused beyond its lease" : "process paused";
        count(what);
        process.pause();
        world.schedule(seconds * SECONDS, () -> {
            watch.fault(what, null, world.nanos());
            process.resume();
        });
    }

    private void hold(SimProcess process) {
        count("effects held back");
        process.holdEffects();
        world.schedule(random.between(5, 240) * SECONDS, () -> {
            watch.fault("effects held back", null, world.nanos());
            process.releaseEffects();
        });
    }

    private void jump(SimProcess process) {
        count("clock jump");
        process.jumpClock(Duration.ofHours(random.chance(0.5) ? 1 : -1));
    }

    /** Nothing is held up any more. */
    void calm() {
        for (SimReplica each : fleet.alive()) {
            each.process().resume();
            each.process().releaseEffects();
        }
    }
}
