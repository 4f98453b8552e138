package dev.podnetwork.bench;

import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLatencies;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Binds ever more pods and shows that a pod costs the same among a million as among ten thousand. */
final class ScaleBenchmark {
    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final int WARM_UP = 10_000;
    private static final int WARM_UP_ROUNDS = 10;

    /** Small sizes are run as often as it takes for so many pods, and the mean counts: then each meets the collector. */
    private static final int PODS_PER_SIZE = 300_000;

    private static final List<Integer> USUAL = List.of(10_000, 100_000, 1_000_000);

    private ScaleBenchmark() {}

    /** Realistic latencies, no limits, no quota. */
    static FakeCloudConfig cloud() {
        return FakeCloudConfig.lenient().withLatencies(FakeLatencies.REALISTIC);
    }

    /** Runs one size after the other and prints a table; 0 when every pod was bound. */
    static int run(List<Integer> asked, PrintStream out, PrintStream err) {
        List<Integer> sizes = asked.isEmpty() ? USUAL : asked;
        Meter load = new Meter();
        ScaleRun.of(WARM_UP, WARM_UP_ROUNDS, cloud(), HOLD, err);
        out.printf(
                Locale.ROOT,
                "%d times %,d pods for warm-up took %.1f s; load average %.1f on %d processors, JDK %s, heap at most %,d MB%n",
                WARM_UP_ROUNDS,
                WARM_UP,
                load.wallSeconds(),
                load.load(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                Runtime.getRuntime().maxMemory() >> 20);
        out.println(
                "      pods  rounds      bound | bind s   all s  cpu s  paused | all µs/pod  cpu µs/pod  thread µs/pod"
                        + "  paused µs/pod  KB/pod |      events     steps | commits/pod calls/pod |  checks  live MB  bound at");
        List<ScaleRun.Result> results = new ArrayList<>();
        for (int pods : sizes) {
            results.add(measured(pods, out, err));
        }
        if (sizes.size() > 1) {
            ScaleRun.Result before = results.get(0);
            ScaleRun.Result last = results.get(results.size() - 1);
            // A processor that others share changes its pace within minutes: the small size stands on both sides of the
            // large one.
            ScaleRun.Result after = measured(before.pods(), out, err);
            results.add(after);
            out.printf(
                    Locale.ROOT,
                    "cost per pod of %,d beside %,d before and after: wall %+.1f %%, processor %+.1f %%, simulating thread %+.1f %%%n",
                    last.pods(),
                    before.pods(),
                    growth(last, before, after, ScaleRun.Result::wallMicrosPerPod),
                    growth(last, before, after, ScaleRun.Result::cpuMicrosPerPod),
                    growth(last, before, after, ScaleRun.Result::threadMicrosPerPod));
        }
        return results.stream().allMatch(each -> each.bound() == each.pods()) ? 0 : 1;
    }

    private static ScaleRun.Result measured(int pods, PrintStream out, PrintStream err) {
        ScaleRun.Result result = ScaleRun.of(pods, Math.max(1, PODS_PER_SIZE / pods), cloud(), HOLD, err);
        out.println(line(result));
        return result;
    }

    /** By how many percent the cost of {@code large} is above the mean of the two. */
    private static double growth(
            ScaleRun.Result large,
            ScaleRun.Result before,
            ScaleRun.Result after,
            ToDoubleFunction<ScaleRun.Result> cost) {
        double small = (cost.applyAsDouble(before) + cost.applyAsDouble(after)) / 2;
        return 100 * (cost.applyAsDouble(large) / small - 1);
    }

    private static String line(ScaleRun.Result r) {
        return String.format(
                Locale.ROOT,
                "%,10d %7d %,10d | %6.1f  %6.1f %6.1f %7.1f | %10.1f %11.1f %14.1f %14.1f %7.1f | %,11d %,9d | %11.3f %9.2f | %,7d  %,7d  %6.1f s",
                r.pods(),
                r.rounds(),
                r.bound(),
                r.bindWall(),
                r.wall(),
                r.cpu(),
                r.paused(),
                r.wallMicrosPerPod(),
                r.cpuMicrosPerPod(),
                r.threadMicrosPerPod(),
                r.pausedMicrosPerPod(),
                r.allocatedKilobytesPerPod(),
                r.events(),
                r.steps(),
                r.commitsPerPod(),
                r.callsPerPod(),
                r.checks(),
                r.liveHeapMegabytes(),
                r.boundAt());
    }
}
