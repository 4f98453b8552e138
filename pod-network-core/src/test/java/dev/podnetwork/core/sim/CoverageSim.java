package dev.podnetwork.core.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.run.SimRun;
import dev.podnetwork.fake.sim.run.SimScenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every cell of {@link Coverage} is reached, or stands in the list of impossible cells with its reason; what is reached does
 * not stand there. Reached by stories full of all faults, by stories in which one kind of fault prevails, and by directed
 * ones. The counts are written to {@code target/coverage.md}.
 */
class CoverageSim {
    private static final int DENSE = 200;
    private static final int FOCUSED = 4;
    private static final int DIRECTED = 4;

    private final Coverage all = new Coverage();

    @Test
    void everyCellIsReachedOrImpossible() throws IOException {
        LongStream.range(0, DENSE).parallel().forEach(seed -> play(dense(seed, SimScenario.EVERYTHING)));
        List<String> kinds = Coverage.faults();
        IntStream.range(0, kinds.size() * FOCUSED)
                .parallel()
                .forEach(i -> play(dense(1_000_000L + i, kinds.get(i % kinds.size()))));
        Map<String, String> impossible = patterns("impossible-cells.txt");
        Coverage.cells().parallelStream()
                .filter(cell -> reason(impossible, cell) == null)
                .forEach(this::direct);
        judge(impossible);
    }

    /** Plays the directed stories for a cell until one reaches it. */
    private void direct(String cell) {
        for (long seed = 1; seed <= DIRECTED; seed++) {
            for (Corner corner : Corner.of(cell)) {
                if (count(cell) > 0 || CornerStage.reaches(corner, cell, seed, all)) {
                    return;
                }
            }
        }
    }

    private long count(String cell) {
        synchronized (all) {
            return all.of(cell);
        }
    }

    private void play(SimScenario scenario) {
        Coverage one = new Coverage();
        SimRun.watched(scenario, CoreSystem.real(), CoreSystem.TOKENS, one);
        add(one);
    }

    private void add(Coverage one) {
        synchronized (all) {
            all.add(one);
        }
    }

    private void judge(Map<String, String> impossible) throws IOException {
        List<String> unreached = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        StringBuilder report = new StringBuilder("| phase | event or call | fault | count |\n|---|---|---|---|\n");
        for (String cell : Coverage.cells()) {
            String reason = reason(impossible, cell);
            long count = all.of(cell);
            report.append("| ").append(cell).append(" | ");
            report.append(reason == null ? count : "impossible: " + reason).append(" |\n");
            if (count == 0 && reason == null) {
                unreached.add(cell);
            } else if (count > 0 && reason != null) {
                reached.add(cell + ", which is impossible: " + reason);
            }
        }
        Files.writeString(Path.of("target", "coverage.md"), report.toString(), UTF_8);
        assertThat(unreached).as("cells that no story reached").isEmpty();
        assertThat(reached).as("impossible cells that a story reached").isEmpty();
    }

    /** A story in which everything goes wrong now and then. */
    static SimScenario dense(long seed, String mix) {
        SimRandom random = new SimRandom(SimRandom.mix(seed));
        return SimScenario.parse("seed=" + seed + " trunk=" + random.between(1, 3) + " exclusive=" + random.below(3)
                        + " vswitch=" + random.between(26, 29) + " stateful=" + random.between(1, 2) + " replicated="
                        + random.between(1, 2) + " bare=" + random.below(2) + " replicas=" + random.between(2, 4)
                        + " minutes=" + random.between(10, 25) + " ops=" + random.between(10, 35) + " process="
                        + random.between(4, 14) + " cloud=" + random.between(50, 250) + " store="
                        + random.between(10, 50) + " view=" + random.between(10, 50) + " jitter="
                        + random.below(20_000))
                .withMix(mix);
    }

    /** The reason of the first pattern that fits: {@code *} stands for anything between two bars. */
    private static @Nullable String reason(Map<String, String> impossible, String cell) {
        String[] words = cell.split(" \\| ");
        for (Map.Entry<String, String> each : impossible.entrySet()) {
            String[] pattern = each.getKey().split(" \\| ");
            boolean fits = true;
            for (int i = 0; i < words.length; i++) {
                fits &= pattern[i].equals("*") || pattern[i].equals(words[i]);
            }
            if (fits) {
                return each.getValue();
            }
        }
        return null;
    }

    private static Map<String, String> patterns(String file) throws IOException {
        Map<String, String> patterns = new LinkedHashMap<>();
        try (InputStream list = Objects.requireNonNull(CoverageSim.class.getResourceAsStream(file), file)) {
            new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        patterns.put(line.substring(0, colon), line.substring(colon + 2));
                    });
        }
        return patterns;
    }
}
