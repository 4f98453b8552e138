package dev.podnetwork.bench.pool;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** The figures as a table in Markdown. */
final class PoolTable {
    private PoolTable() {}

    static void print(Collection<RunResult> results, PrintStream out) {
        out.println("| addresses | used | threads | contestant | ns per pair, best | median | machine-wide ns per pair"
                + " | p99.9 | B per pair | nothing free | clock |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (RunResult each : results) {
            out.println(row(each));
        }
    }

    private static String row(RunResult result) {
        Statistics time = result.getPrimaryResult().getStatistics();
        int threads = result.getParams().getThreads();
        String benchmark = result.getParams().getBenchmark();
        double best = bestOf(result);
        return String.format(
                Locale.ROOT,
                "| %s | %s %% | %d | %s | %.0f | %.0f | %.0f | %s | %.2f | %.0f | %s |",
                param(result, "addresses", "300"),
                param(result, "used", "50"),
                threads,
                param(result, "contestant", otherwise(benchmark)),
                best,
                time.getPercentile(50),
                best / threads,
                benchmark.contains("Latency") ? String.format(Locale.ROOT, "%.0f ns", median(result, "p999")) : "",
                score(result, "gc.alloc.rate.norm"),
                score(result, "misses"),
                clock(result, threads));
    }

    /** How many cooldown ÷ idle the clock went on per pair of all threads. */
    private static String clock(RunResult result, int threads) {
        double ratio = score(result, "ticks") / threads / score(result, "done");
        String kind = param(result, "clock", "apart").equals("together") ? ", one for all" : "";
        return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f%s", ratio, kind);
    }

    private static String param(RunResult result, String name, String otherwise) {
        String value = result.getParams().getParam(name);
        return value == null ? otherwise : value;
    }

    /** The mean of the best iteration: on a shared machine the one that others disturbed least. */
    static double bestOf(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .min()
                .orElse(Double.NaN);
    }

    private static String otherwise(String benchmark) {
        if (benchmark.endsWith(".clock")) {
            return "two readings of the clock, timed";
        }
        if (benchmark.endsWith(".arithmetic")) {
            return "arithmetic without memory, timed";
        }
        return benchmark.contains("Latency") ? "one lease, timed by itself" : "NodeIpam, journal in memory";
    }

    /** Of what each iteration counted. */
    private static double median(RunResult result, String name) {
        double[] all = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> counted(iteration, name))
                .sorted()
                .toArray();
        return all.length == 0 ? Double.NaN : all[all.length / 2];
    }

    private static double counted(IterationResult iteration, String name) {
        var counted = iteration.getSecondaryResults().get(name);
        return counted == null ? Double.NaN : counted.getScore();
    }

    private static double score(RunResult result, String name) {
        for (String key : result.getSecondaryResults().keySet()) {
            if (key.endsWith(name)) {
                return result.getSecondaryResults().get(key).getScore();
            }
        }
        return Double.NaN;
    }
}
