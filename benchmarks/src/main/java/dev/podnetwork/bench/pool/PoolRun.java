package dev.podnetwork.bench.pool;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The whole comparison: ours at every size and filling, at one thread and at two, in several rounds, because a shared machine
 * changes its pace within minutes; the rivals at 210 addresses half used; the distribution of one lease beside that of the
 * clock alone; and a pair through the door of a node.
 */
public final class PoolRun {
    private static final int[] SIZES = {10, 210, 1000, 65536};
    private static final int[] FILLINGS = {0, 50, 99};
    private static final int WHERE_RIVALS_RUN = 210;
    private static final List<String> RIVALS = List.of(
            "harness alone",
            "one shared counter",
            "MpmcAtomicArrayQueue",
            "ConcurrentLinkedQueue",
            "ConcurrentBag",
            "commons-pool2",
            "stormpot");
    private static final String OURS = "LockFreeAddressPool";
    private static final int ROUNDS = 3;
    /** The way through a node is more code to compile. */
    private static final int WARM_UPS_OF_NODE = 12;

    private record Measure(String benchmark, String contestant, int addresses, int used, int threads, String clock) {
        Measure(String benchmark, String contestant, int addresses, int used, int threads) {
            this(benchmark, contestant, addresses, used, threads, "apart");
        }
    }

    private final int milliseconds;
    private final PrintStream progress;

    private PoolRun(int milliseconds, PrintStream progress) {
        this.milliseconds = milliseconds;
        this.progress = progress;
    }

    /**
     * Runs it, prints the table and writes {@code pool.json}, {@code pool.md} and {@code pool.png}.
     *
     * @param folder where to, for example {@code docs/perf}
     * @param milliseconds of one iteration; there are eight of each in a round
     * @param progress for what runs and how long it still takes
     */
    public static int run(Path folder, int milliseconds, PrintStream out, PrintStream progress) {
        PoolRun run = new PoolRun(milliseconds, progress);
        try {
            List<RunResult> results = run.measured(measures());
            Files.createDirectories(folder);
            try (PrintStream json = new PrintStream(folder.resolve("pool.json").toFile(), StandardCharsets.UTF_8)) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results);
            }
            try (PrintStream table = new PrintStream(folder.resolve("pool.md").toFile(), StandardCharsets.UTF_8)) {
                PoolTable.print(results, table);
            }
            PoolTable.print(results, out);
            PoolPlot.draw(results, folder.resolve("pool.png"));
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figures to " + folder, e);
        }
        return 0;
    }

    private static List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int addresses : SIZES) {
                all.addAll(ours(addresses));
            }
        }
        for (String rival : RIVALS) {
            for (int threads = 1; threads <= 2; threads++) {
                all.add(new Measure("PoolBenchmark", rival, WHERE_RIVALS_RUN, 50, threads));
            }
        }
        all.add(new Measure("NodeIpamBenchmark", "NodeIpam, journal in memory", 300, 50, 1));
        return all;
    }

    private static List<Measure> ours(int addresses) {
        List<Measure> all = new ArrayList<>();
        for (int used : FILLINGS) {
            for (int threads = 1; threads <= 2; threads++) {
                all.add(new Measure("PoolBenchmark", OURS, addresses, used, threads));
            }
        }
        all.add(new Measure("PoolBenchmark", OURS, addresses, 50, 2, "together"));
        all.add(new Measure("LeaseLatencyBenchmark.lease", "one lease", addresses, 50, 1));
        if (addresses == WHERE_RIVALS_RUN) {
            all.add(new Measure("LeaseLatencyBenchmark.clock", "two readings of the clock", addresses, 50, 1));
            all.add(new Measure("LeaseLatencyBenchmark.arithmetic", "arithmetic", addresses, 50, 1));
        }
        return all;
    }

    /** The rounds of one measure are one result. */
    private List<RunResult> measured(List<Measure> all) throws RunnerException {
        Map<Measure, List<RunResult>> rounds = new LinkedHashMap<>();
        long start = System.nanoTime();
        for (int i = 0; i < all.size(); i++) {
            double spent = (System.nanoTime() - start) / 1e9;
            double left = i == 0 ? all.size() * (8e-3 * milliseconds + 1.5) : spent / i * (all.size() - i);
            progress.printf(Locale.ROOT, "%d of %d, about %.0f s left: %s%n", i + 1, all.size(), left, all.get(i));
            rounds.computeIfAbsent(all.get(i), each -> new ArrayList<>())
                    .addAll(new Runner(options(all.get(i)).build()).run());
        }
        return rounds.values().stream().map(PoolRun::together).toList();
    }

    private static RunResult together(List<RunResult> rounds) {
        List<BenchmarkResult> forks = new ArrayList<>();
        rounds.forEach(round -> forks.addAll(round.getBenchmarkResults()));
        return new RunResult(rounds.get(0).getParams(), forks);
    }

    private ChainedOptionsBuilder options(Measure each) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + each.benchmark() + "(\\.|$)")
                .threads(each.threads())
                .verbosity(VerboseMode.SILENT)
                .warmupTime(TimeValue.milliseconds(milliseconds))
                .measurementTime(TimeValue.milliseconds(milliseconds))
                .addProfiler(GCProfiler.class);
        return switch (each.benchmark()) {
            case "NodeIpamBenchmark" -> options.warmupIterations(WARM_UPS_OF_NODE);
            case "PoolBenchmark" ->
                options.param("contestant", each.contestant())
                        .param("addresses", String.valueOf(each.addresses()))
                        .param("used", String.valueOf(each.used()))
                        .param("clock", each.clock());
            case "LeaseLatencyBenchmark.lease" -> options.param("addresses", String.valueOf(each.addresses()));
            default -> options;
        };
    }
}
