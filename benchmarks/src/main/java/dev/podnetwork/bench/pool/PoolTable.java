package dev.podnetwork.bench.pool;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** The figures as a table in Markdown. */
final class PoolTable {
    private PoolTable() {}

    static void print(Collection<RunResult> results, PrintStream out) {
        out.println("| addresses | used | threads | contestant | ns per pair of all threads, best | median"
                + " | times as quick as one thread | p99.9 | B per pair | nothing free | clock |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (RunResult each : results) {
            out.println(row(each, besideOne(each, results)));
        }
    }

    /** By medians; nothing for one thread and what has none. */
    private static String besideOne(RunResult result, Collection<RunResult> all) {
        if (threads(result) == 1) {
            return "";
        }
        return all.stream()
                .filter(each -> threads(each) == 1 && isSame(each, result))
                .findFirst()
                .map(one -> String.format(Locale.ROOT, "%.2f", median(one) / median(result)))
                .orElse("");
    }

    private static boolean isSame(RunResult one, RunResult other) {
        return one.getParams().getBenchmark().equals(other.getParams().getBenchmark())
                && Stream.of("contestant", "addresses", "used")
                        .allMatch(name -> param(one, name, "").equals(param(other, name, "")));
    }

    private static int threads(RunResult result) {
        return result.getParams().getThreads();
    }

    /** Time of a pair when all threads are counted together. */
    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50) / threads(result);
    }

    private static String row(RunResult result, String besideOne) {
        int threads = threads(result);
        String benchmark = result.getParams().getBenchmark();
        return String.format(
                Locale.ROOT,
                "| %s | %s %% | %d | %s | %.0f | %.0f | %s | %s | %.2f | %.0f | %s |",
                param(result, "addresses", "300"),
                param(result, "used", "50"),
                threads,
                param(result, "contestant", otherwise(benchmark)),
                bestOf(result) / threads,
                median(result),
                besideOne,
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
