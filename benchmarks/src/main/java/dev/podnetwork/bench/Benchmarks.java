package dev.podnetwork.bench;

import dev.podnetwork.bench.cluster.BoundBenchmark;
import dev.podnetwork.bench.cluster.EndToEndBenchmark;
import dev.podnetwork.bench.cluster.HeapBenchmark;
import dev.podnetwork.bench.cluster.PublishedBenchmark;
import dev.podnetwork.bench.journal.JournalBenchmark;
import dev.podnetwork.bench.pool.PoolRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command of this module: {@code scale [PODS…]}, {@code rollout [PLOT.png]}, {@code journal [DIRECTORY [RESULTS]]},
 * {@code pool [FOLDER [short|MILLISECONDS]]}, {@code bound [PODS]}, {@code endtoend [PODS]}, {@code published [PODS]}, {@code heap [PODS]} or
 * {@code jmh [options of JMH]}.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs one benchmark; exit code 0 when it did what it is to do, 1 when not, 2 when asked for something else. */
    public static void main(String[] arguments) {
        String which = arguments.length == 0 ? "" : arguments[0];
        List<String> rest = Stream.of(arguments).skip(1).toList();
        System.exit(run(which, rest));
    }

    private static int jmh(List<String> options) {
        try {
            org.openjdk.jmh.Main.main(options.toArray(String[]::new));
            return 0;
        } catch (IOException e) {
            System.err.println("JMH could not run: " + e.getMessage());
            return 1;
        }
    }

    private static int journal(List<String> rest) {
        Path directory = Path.of(rest.isEmpty() ? "target/journal-benchmark" : rest.get(0));
        return JournalBenchmark.run(directory, rest.size() < 2 ? null : Path.of(rest.get(1)), System.out);
    }

    private static int pool(List<String> rest) {
        Path folder = Path.of(rest.isEmpty() ? "docs/perf" : rest.get(0));
        String length = rest.size() < 2 ? "400" : rest.get(1);
        return PoolRun.run(folder, length.equals("short") ? 100 : Integer.parseInt(length), System.out, System.err);
    }

    private static int count(List<String> rest, int otherwise) {
        return rest.isEmpty() ? otherwise : Integer.parseInt(rest.get(0).replace("_", ""));
    }

    private static int run(String which, List<String> rest) {
        return switch (which) {
            case "scale" ->
                ScaleBenchmark.run(
                        rest.stream()
                                .map(each -> Integer.valueOf(each.replace("_", "")))
                                .toList(),
                        System.out,
                        System.err);
            case "rollout" -> RolloutBenchmark.run(rest.isEmpty() ? null : Path.of(rest.get(0)), System.out);
            case "pool" -> pool(rest);
            case "journal" -> journal(rest);
            case "bound" -> BoundBenchmark.run(count(rest, 5_000), System.out);
            case "endtoend" -> EndToEndBenchmark.run(count(rest, 600), System.out);
            case "published" -> PublishedBenchmark.run(count(rest, 600), System.out);
            case "heap" -> HeapBenchmark.run(count(rest, 100_000), System.out);
            case "jmh" -> jmh(rest);
            default -> {
                System.err.println("asked for the benchmark \"" + which
                        + "\": ask for scale [PODS...], rollout [PLOT.png], journal [DIRECTORY [RESULTS]],"
                        + " pool [FOLDER [short|MILLISECONDS]], bound [PODS], endtoend [PODS],"
                        + " published [PODS], heap [PODS] or jmh [JMH OPTIONS...]");
                yield 2;
            }
        };
    }
}
