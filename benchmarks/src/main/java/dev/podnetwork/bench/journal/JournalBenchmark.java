package dev.podnetwork.bench.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The journal beside its rivals: a table, and when asked JSON and a plot. */
public final class JournalBenchmark {
    private JournalBenchmark() {}

    /**
     * Runs all stores in a directory.
     *
     * @param directory on the disk to be measured
     * @param results where {@code journal.json} and {@code journal.png} go, null for nowhere
     * @param out for the table
     * @return 0 when every change was kept, 1 when not
     */
    public static int run(Path directory, @Nullable Path results, PrintStream out) {
        return run(directory, results, out, JournalRun.Size.USUAL);
    }

    static int run(Path directory, @Nullable Path results, PrintStream out, JournalRun.Size size) {
        try {
            List<Reading> readings = new JournalRun(directory, size).readings();
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            table(readings, load, directory, out);
            if (results != null) {
                Files.createDirectories(results);
                Files.writeString(results.resolve("journal.json"), json(readings, load));
                JournalPlot.draw(readings, results.resolve("journal.png"));
                out.println("written: journal.json and journal.png in " + results);
            }
            return 0;
        } catch (IOException e) {
            out.println("the benchmark could not run in " + directory + ": " + e + "; give it another directory");
            return 1;
        }
    }

    private static void table(List<Reading> readings, double load, Path directory, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "µs per durable change in %s, load average %.1f on %d processors%n",
                directory,
                load,
                Runtime.getRuntime().availableProcessors());
        out.println("| store | outstanding | best | median | p90 | p99 | mean | median of ours goes into it |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Reading each : readings) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f times |%n",
                    each.store(),
                    each.outstanding(),
                    each.best(),
                    each.median(),
                    each.at(0.9),
                    each.at(0.99),
                    each.mean(),
                    each.median() / ours(readings, each.outstanding()).median());
        }
    }

    private static Reading ours(List<Reading> readings, int outstanding) {
        return readings.stream()
                .filter(each -> each.store().equals(JournalRun.OURS) && each.outstanding() == outstanding)
                .findFirst()
                .orElseThrow();
    }

    private static String json(List<Reading> readings, double load) {
        return readings.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "    {\"store\": \"%s\", \"outstanding\": %d, \"samples\": %d, \"best\": %.2f, \"p50\": %.2f,"
                                + " \"p90\": %.2f, \"p99\": %.2f, \"mean\": %.2f}",
                        each.store(),
                        each.outstanding(),
                        each.micros().length,
                        each.best(),
                        each.median(),
                        each.at(0.9),
                        each.at(0.99),
                        each.mean()))
                .collect(Collectors.joining(
                        ",\n",
                        String.format(
                                Locale.ROOT,
                                "{\n  \"unit\": \"microseconds per durable change\",\n  \"loadAverage\": %.1f,\n"
                                        + "  \"readings\": [\n",
                                load),
                        "\n  ]\n}\n"));
    }
}
