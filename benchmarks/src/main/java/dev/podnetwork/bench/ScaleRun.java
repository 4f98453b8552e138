package dev.podnetwork.bench;

import dev.podnetwork.fake.FakeCloudConfig;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One run of the scale scenario: pods arrive, all are bound, then everything is held. */
final class ScaleRun {
    private static final int EVENTS_PER_LOOK = 4_096;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Site site;
    private final Duration hold;
    private final Progress progress;
    private long steps;
    private long boundAt;
    private long commits;

    private ScaleRun(SiteSpec spec, Duration hold, PrintStream out) {
        this.site = new Site(spec, step -> steps++, this::bound);
        this.hold = hold;
        this.progress = new Progress(out, String.format(Locale.ROOT, "%,d pods", spec.pods()));
    }

    private void bound() {
        boundAt = site.world().nanos();
    }

    /**
     * What a run came to: times and bytes are the mean of its rounds, counts are those of the last one.
     *
     * @param pods how many arrived in each round
     * @param rounds how often
     * @param bound how many were bound
     * @param bindWall seconds until then
     * @param wall seconds with holding
     * @param cpu processor seconds of the process with holding
     * @param thread processor seconds of the simulating thread alone
     * @param paused seconds of the collector, in which the simulating thread stood still
     * @param allocated bytes that the simulating thread allocated
     * @param events of the simulation
     * @param steps of the allocator
     * @param commitsPerPod writes to the store until all were bound
     * @param callsPerPod calls to the cloud, sweeps while holding included
     * @param checks changes checked against the invariants
     * @param boundAt virtual seconds until the last was bound
     * @param liveHeapMegabytes what the whole simulation holds at the end
     */
    record Result(
            int pods,
            int rounds,
            int bound,
            double bindWall,
            double wall,
            double cpu,
            double thread,
            double paused,
            long allocated,
            long events,
            long steps,
            double commitsPerPod,
            double callsPerPod,
            long checks,
            double boundAt,
            long liveHeapMegabytes) {

        double wallMicrosPerPod() {
            return wall / pods * 1e6;
        }

        double cpuMicrosPerPod() {
            return cpu / pods * 1e6;
        }

        double threadMicrosPerPod() {
            return thread / pods * 1e6;
        }

        double pausedMicrosPerPod() {
            return paused / pods * 1e6;
        }

        double allocatedKilobytesPerPod() {
            return allocated / 1e3 / pods;
        }
    }

    /** Runs it once, with progress on {@code out}. */
    static Result of(int pods, FakeCloudConfig cloud, Duration hold, PrintStream out) {
        return of(pods, 1, cloud, hold, out);
    }

    /**
     * Runs it several times, each in a new world, and tells what one came to on average: work of the collector for what
     * earlier rounds left behind is part of it.
     */
    static Result of(int pods, int rounds, FakeCloudConfig cloud, Duration hold, PrintStream out) {
        System.gc();
        Meter meter = new Meter();
        double bindWall = 0;
        for (int i = 1; i < rounds; i++) {
            bindWall += new ScaleRun(SiteSpec.scale(pods, cloud), hold, out).run();
        }
        ScaleRun last = new ScaleRun(SiteSpec.scale(pods, cloud), hold, out);
        bindWall += last.run();
        return last.result(meter, bindWall, rounds);
    }

    /** Seconds until all were bound. */
    private double run() {
        Meter meter = new Meter();
        site.arrive();
        int pods = site.spec().pods();
        long limit = LIMIT.toNanos();
        while (site.bound() < pods && site.world().nanos() < limit) {
            some(limit);
            progress.show(0.7 * site.bound() / pods, String.format(Locale.ROOT, "%,d bound", site.bound()));
        }
        double bindWall = meter.wallSeconds();
        commits = site.store().writes().total();
        hold();
        progress.end();
        return bindWall;
    }

    private Result result(Meter meter, double bindWall, int rounds) {
        int pods = site.spec().pods();
        double wall = meter.wallSeconds();
        double cpu = meter.cpuSeconds();
        double thread = meter.threadSeconds();
        double paused = meter.pausedSeconds();
        long allocated = meter.allocatedBytes();
        return new Result(
                pods,
                rounds,
                site.bound(),
                bindWall / rounds,
                wall / rounds,
                cpu / rounds,
                thread / rounds,
                paused / rounds,
                allocated / rounds,
                site.world().events(),
                steps,
                (double) commits / pods,
                calls() / pods,
                site.checks(),
                boundAt / 1e9,
                Meter.liveHeapMegabytes());
    }

    private void hold() {
        long from = site.world().nanos();
        long until = from + hold.toNanos();
        while (site.world().nanos() < until && some(until)) {
            long held = site.world().nanos() - from;
            progress.show(0.7 + 0.3 * held / hold.toNanos(), "held for " + held / 1_000_000_000L + " s");
        }
        site.world().run(until);
    }

    /** A few events; false when none was left before {@code until}. */
    private boolean some(long until) {
        for (int i = 0; i < EVENTS_PER_LOOK; i++) {
            if (site.world().nanos() >= until || !site.world().step()) {
                return false;
            }
        }
        return true;
    }

    private double calls() {
        return site.cloud().inspect().calls().stream()
                .mapToLong(seen -> seen.calls())
                .sum();
    }
}
