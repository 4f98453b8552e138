package dev.podnetwork.bench.pool;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The whole comparison: every contestant at every size, at one thread and at two, ours at every filling and with its
 * distribution. Rivals run interleaved with ours, size by size, so that what else the machine does meets all of them.
 */
public final class PoolRun {
    private static final String[] SIZES = {"10", "210", "1000", "65536"};
    private static final String[] RIVALS = {
        "MpmcAtomicArrayQueue", "ConcurrentLinkedQueue", "ConcurrentBag", "commons-pool2", "stormpot"
    };
    private static final String OURS = "LockFreeAddressPool";

    private final List<RunResult> results = new ArrayList<>();
    private final int milliseconds;

    private PoolRun(int milliseconds) {
        this.milliseconds = milliseconds;
    }

    /**
     * Runs it, prints the table and writes {@code pool.json} and {@code pool.png}.
     *
     * @param folder where to, for example {@code docs/perf}
     * @param milliseconds of one iteration; there are eight of each
     */
    public static int run(Path folder, int milliseconds, PrintStream out) {
        PoolRun run = new PoolRun(milliseconds);
        try {
            run.measure();
            Files.createDirectories(folder);
            try (PrintStream json = new PrintStream(folder.resolve("pool.json").toFile(), StandardCharsets.UTF_8)) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(run.results);
            }
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figures to " + folder, e);
        }
        PoolTable.print(run.results, out);
        PoolPlot.draw(run.results, folder.resolve("pool.png"));
        return 0;
    }

    private void measure() throws RunnerException {
        for (String size : SIZES) {
            for (int threads = 1; threads <= 2; threads++) {
                results.addAll(new Runner(options(size, threads, "PoolBenchmark")
                                .param("contestant", OURS)
                                .param("used", "0", "50", "99")
                                .build())
                        .run());
                results.addAll(new Runner(options(size, threads, "PoolBenchmark")
                                .param("contestant", RIVALS)
                                .param("used", "50")
                                .build())
                        .run());
            }
            results.addAll(new Runner(options(size, 1, "LeaseLatencyBenchmark")
                            .param("contestant", OURS)
                            .param("used", "50")
                            .build())
                    .run());
        }
    }

    private ChainedOptionsBuilder options(String size, int threads, String benchmark) {
        return new OptionsBuilder()
                .include("\\." + benchmark + "\\.")
                .param("addresses", size)
                .threads(threads)
                .warmupTime(TimeValue.milliseconds(milliseconds))
                .measurementTime(TimeValue.milliseconds(milliseconds))
                .addProfiler(GCProfiler.class);
    }
}
