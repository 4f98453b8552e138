package dev.podnetwork.bench.journal;

import dev.podnetwork.api.pool.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** All stores on one disk, a little of each in every round, so that a busy machine is busy for all of them. */
final class JournalRun {
    static final int MANY = 64;
    static final String OURS = "FileLeaseJournal";

    /**
     * How much is measured.
     *
     * @param warmUp rounds that do not count
     * @param rounds rounds that count
     * @param changes per store and round, with one outstanding
     * @param grouped per store and round, with many outstanding, for stores that group
     */
    record Size(int warmUp, int rounds, int changes, int grouped) {
        static final Size USUAL = new Size(20, 40, 100, 6_400);
    }

    private interface Opening {
        DurableStore in(Path directory) throws IOException;
    }

    private record Lane(String name, int outstanding, int changes, Opening opening) {}

    private final Path directory;
    private final Size size;

    JournalRun(Path directory, Size size) {
        this.directory = directory;
        this.size = size;
    }

    List<Reading> readings() throws IOException {
        Map<Lane, DurableStore> stores = new LinkedHashMap<>();
        Map<Lane, List<Double>> micros = new LinkedHashMap<>();
        try {
            for (Lane lane : lanes()) {
                Path own = Files.createDirectories(directory.resolve("store-" + stores.size()));
                empty(own);
                stores.put(lane, lane.opening().in(own));
                micros.put(lane, new ArrayList<>());
            }
            for (int round = 0; round < size.warmUp() + size.rounds(); round++) {
                for (Lane lane : stores.keySet()) {
                    List<Double> taken = play(lane, stores.get(lane), (long) round * lane.changes());
                    if (round >= size.warmUp()) {
                        micros.computeIfAbsent(lane, each -> new ArrayList<>()).addAll(taken);
                    }
                }
            }
        } finally {
            for (DurableStore store : stores.values()) {
                store.close();
            }
        }
        List<Reading> readings = new ArrayList<>();
        micros.forEach((lane, all) -> readings.add(new Reading(
                lane.name(),
                lane.outstanding(),
                all.stream().mapToDouble(Double::doubleValue).toArray())));
        return readings;
    }

    private List<Lane> lanes() {
        return List.of(
                new Lane(OURS, 1, size.changes(), JournalStore::new),
                new Lane("one force per change, one block past the page cache", 1, size.changes(), BlockPerChange::new),
                new Lane("one force per change, grown ahead", 1, size.changes(), own -> new ForcePerChange(own, true)),
                new Lane("one force per change", 1, size.changes(), own -> new ForcePerChange(own, false)),
                new Lane("MVStore", 1, size.changes(), own -> new EmbeddedStore(own, 1)),
                new Lane("whole-file rewrite", 1, size.changes(), WholeFileRewrite::new),
                new Lane(OURS, MANY, size.grouped(), JournalStore::new),
                new Lane("MVStore", MANY, size.grouped(), own -> new EmbeddedStore(own, MANY)),
                new Lane("one force per change", MANY, size.changes(), own -> new ForcePerChange(own, false)),
                new Lane("whole-file rewrite", MANY, size.changes(), WholeFileRewrite::new));
    }

    /** One outstanding: the time of each change. Many: the time of the round, by change. */
    private static List<Double> play(Lane lane, DurableStore store, long first) {
        List<Double> micros = new ArrayList<>();
        ArrayDeque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        List<JournalEntry> changes = new ArrayList<>();
        for (int i = 0; i < lane.changes(); i++) {
            changes.add(Changes.change(first + i));
        }
        long start = System.nanoTime();
        for (JournalEntry change : changes) {
            long before = System.nanoTime();
            underWay.add(store.keep(change).toCompletableFuture());
            if (underWay.size() >= lane.outstanding()) {
                underWay.remove().join();
            }
            if (lane.outstanding() == 1) {
                micros.add((System.nanoTime() - before) / 1e3);
            }
        }
        underWay.forEach(CompletableFuture::join);
        if (lane.outstanding() > 1) {
            micros.add((System.nanoTime() - start) / 1e3 / lane.changes());
        }
        return micros;
    }

    private static void empty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
