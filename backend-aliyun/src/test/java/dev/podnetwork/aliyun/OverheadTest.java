package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the adapter costs beside the official product client doing the same describe of one interface. Each client has a
 * process of its own with the server in it, in turn, because two clients that share their HTTP library in one process make
 * its compiled code slower for both. Prints the figures; the nightly profile insists on them, because they need the machine
 * for themselves. Run it alone: {@code benchmarks/run wire}.
 */
final class OverheadTest {
    static final String RESULT = "overhead: ";

    private static final boolean NIGHTLY = "nightly".equals(System.getProperty("podnetwork.profile"));
    private static final int FORKS = NIGHTLY ? 2 : 1;
    private static final int CALLS = NIGHTLY ? 20_000 : 1_500;
    /**
     * How many callers each round of the warm-up has. One at first: 64 callers and their connections leave the compiler of the
     * JVM one part in 130 of the processors, and 400,000 calls were not enough for it then.
     */
    private static final String WARM_UP = NIGHTLY ? "1,1,2,64,64,64" : "64";

    /**
     * What one client did.
     *
     * @param rate calls a second with 64 callers
     * @param median milliseconds of a call with one caller
     * @param micros of the processor for a call, server included
     * @param connections after 64 callers
     */
    private record Figures(double rate, double median, double micros, int connections) {
        static final Figures NONE = new Figures(0, Double.MAX_VALUE, Double.MAX_VALUE, 0);

        static Figures of(String line) {
            String[] numbers = line.substring(RESULT.length()).split(" ");
            return new Figures(
                    Double.parseDouble(numbers[0]),
                    Double.parseDouble(numbers[1]),
                    Double.parseDouble(numbers[2]),
                    Integer.parseInt(numbers[3]));
        }

        Figures best(Figures other) {
            return new Figures(
                    Math.max(rate, other.rate),
                    Math.min(median, other.median),
                    Math.min(micros, other.micros),
                    Math.max(connections, other.connections));
        }

        String text() {
            return String.format(
                    "%.0f calls/s with 64 callers, p50 %.3f ms with one, %.0f us of processor a call, %d connections",
                    rate, median, micros, connections);
        }
    }

    @Test
    void theAdapterIsNotSlowerThanTheOfficialClient() throws Exception {
        Figures ours = Figures.NONE;
        Figures theirs = Figures.NONE;
        for (int i = 0; i < FORKS; i++) {
            ours = ours.best(measured("adapter"));
            theirs = theirs.best(measured("official"));
        }
        System.out.printf("adapter: %s%nofficial client: %s%n", ours.text(), theirs.text());
        assertThat(ours.rate()).isPositive();
        assertThat(ours.connections()).isBetween(1, 128);
        if (NIGHTLY) {
            assertThat(ours.rate()).isGreaterThanOrEqualTo(6_000);
            assertThat(ours.median()).isLessThanOrEqualTo(0.5);
            assertThat(ours.rate()).isGreaterThanOrEqualTo(theirs.rate());
        }
    }

    private static Figures measured(String client) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                OverheadFork.class.getName(),
                client,
                String.valueOf(CALLS),
                WARM_UP));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .map(Figures::of)
                .orElseThrow(() -> new AssertionError("no figures of " + client + ": " + output));
    }
}
