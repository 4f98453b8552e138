package dev.podnetwork.core.allocation;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cell phase × happening, and phase × outstanding call × kind of fault: which effects follow, and in which phase it
 * ends. The tables are {@code happenings.txt} and {@code faults.txt} beside this class; a cell that neither has a row nor is
 * listed as impossible fails the test.
 */
class AllocationMachineTableTest {
    /** What nothing may be detached, deleted or removed for. */
    private static final Set<Happening> UNKNOWNS = Set.of(
            Happening.POD_UNKNOWN,
            Happening.POD_SEEMS_GONE_AND_READ_FAILS,
            Happening.POD_TERMINATING,
            Happening.EXPIRED_BUT_READ_FAILS,
            Happening.NODE_GONE,
            Happening.INSTANCE_REPLACED,
            Happening.REQUEST_CHANGED,
            Happening.ENI_GONE_ONCE,
            Happening.ENI_GONE_TWICE_TOO_SOON,
            Happening.RESTARTED);

    /** Calls that cannot be outstanding for an interface of a record in that phase, and why. */
    private static final Map<String, String> IMPOSSIBLE_CALLS = new TreeMap<>(Map.ofEntries(
            Map.entry("REQUESTED ATTACH", "nothing is attached before all ids are committed"),
            Map.entry("REQUESTED DETACH", "a pod that goes moves the record to DETACHING first"),
            Map.entry("REQUESTED DELETE", "deleting begins in DELETING only"),
            Map.entry("REQUESTED OBSERVE", "what has no id yet cannot be described"),
            Map.entry("ATTACHING CREATE", "all ids are known"),
            Map.entry("ATTACHING FIND", "all ids are known"),
            Map.entry("ATTACHING DELETE", "deleting begins in DELETING only"),
            Map.entry("BOUND CREATE", "all ids are known"),
            Map.entry("BOUND FIND", "all ids are known"),
            Map.entry("BOUND ATTACH", "it is attached, else the record is ATTACHING"),
            Map.entry("BOUND DETACH", "an interface elsewhere makes the record ATTACHING"),
            Map.entry("BOUND DELETE", "deleting begins in DELETING only"),
            Map.entry(
                    "DETACHING CREATE",
                    "no intent is opened for a pod that is gone; one in flight is the REQUESTED row"),
            Map.entry("DETACHING ATTACH", "none is sent; one in flight is answered as in ATTACHING"),
            Map.entry("DETACHING DELETE", "deleting begins in DELETING only"),
            Map.entry("RETAINED CREATE", "all ids are known"),
            Map.entry("RETAINED FIND", "all ids are known"),
            Map.entry("RETAINED ATTACH", "a next pod makes the record ATTACHING first"),
            Map.entry("RETAINED DELETE", "deleting begins in DELETING only"),
            Map.entry("DELETING CREATE", "every open intent was settled in DETACHING"),
            Map.entry("DELETING FIND", "every open intent was settled in DETACHING"),
            Map.entry("DELETING ATTACH", "nothing is attached in order to be deleted")));

    record Row(String phase, Happening happening, String kind, String effects, String ends) {
        @Override
        public String toString() {
            return kind + " record in " + phase + ", " + happening + " => " + effects + ", " + ends;
        }
    }

    record FaultRow(Outstanding outstanding, CloudFault.Kind fault, String effects, String ends) {
        @Override
        public String toString() {
            return outstanding + ", " + fault + " => " + effects + ", " + ends;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void happens(Row row) {
        Life life = Story.begin(row.kind()).to(Story.phase(row.phase()));

        row.happening().play(life, Story.policy(row.kind()));

        assertThat(Story.effects(life) + " | " + Story.phase(life.record))
                .isEqualTo(row.effects() + " | " + row.ends());
        if (UNKNOWNS.contains(row.happening())) {
            assertThat(Story.destructive(life))
                    .as("destructive on " + row.happening())
                    .isFalse();
            assertThat(Story.phase(life.record)).isNotIn("RETAINED".equals(row.phase()) ? "DELETING" : "-");
        }
        goesOnByItself(life);
    }

    @ParameterizedTest
    @MethodSource("faultRows")
    void fails(FaultRow row) {
        Life life = row.outstanding().begin();

        Transition step = life.after(1).step(life.failed(0, row.outstanding().call, Life.fault(row.fault())));
        assertThat(step.wakeAt() > life.now || !step.effects().isEmpty() || step.next() == null)
                .as("neither waits nor acts")
                .isTrue();
        goesOnByItself(life);
        life.after(400).step();

        assertThat(Story.effects(life) + " | " + Story.phase(life.record))
                .isEqualTo(row.effects() + " | " + row.ends());
    }

    /** A live record has a call or a read outstanding, or a time at which it looks again within the re-step bound. */
    private static void goesOnByItself(Life life) {
        Transition last = life.history.get(life.history.size() - 1);
        if (life.record != null) {
            assertThat(last.wakeAt() - life.now).isBetween(0L, Bounds.DEFAULT.reStep());
        }
    }

    @Test
    void everyCellHasARowOrAReason() {
        Set<String> present =
                rows().map(row -> row.phase() + " " + row.happening()).collect(toCollection(TreeSet::new));
        impossible().forEach(row -> present.add(row[0] + " " + row[1]));
        Set<String> all = new TreeSet<>();
        for (Happening happening : Happening.values()) {
            all.add("none " + happening);
            for (AllocationPhase phase : AllocationPhase.values()) {
                all.add(phase + " " + happening);
            }
        }
        assertThat(present).isEqualTo(all);
        assertThat(impossible()).allSatisfy(row -> assertThat(row[2]).startsWith("impossible: "));
    }

    @Test
    void everyOutstandingCallAndFaultHasARowOrAReason() {
        Set<String> present = new TreeSet<>(IMPOSSIBLE_CALLS.keySet());
        Set<String> all = new TreeSet<>();
        for (AllocationPhase phase : AllocationPhase.values()) {
            for (Call call : Call.values()) {
                all.add(phase + " " + call);
            }
        }
        Set<String> cells =
                faultRows().map(row -> row.outstanding() + " " + row.fault()).collect(toCollection(TreeSet::new));
        Set<String> wanted = new TreeSet<>();
        for (Outstanding outstanding : Outstanding.values()) {
            present.add(outstanding.name().replace('_', ' '));
            for (CloudFault.Kind kind : CloudFault.Kind.values()) {
                wanted.add(outstanding + " " + kind);
            }
        }
        assertThat(present).isEqualTo(all);
        assertThat(cells).isEqualTo(wanted);
    }

    static Stream<Row> rows() {
        return lines("happenings.txt")
                .filter(cells -> cells.length == 5)
                .flatMap(cells -> Stream.of(cells[2].split(", "))
                        .map(kind -> new Row(cells[0], Happening.valueOf(cells[1]), kind, cells[3], cells[4])));
    }

    static Stream<FaultRow> faultRows() {
        return lines("faults.txt")
                .flatMap(cells -> Stream.of(cells[1].split(", "))
                        .map(kind -> new FaultRow(
                                Outstanding.valueOf(cells[0]), CloudFault.Kind.valueOf(kind), cells[2], cells[3])));
    }

    private static List<String[]> impossible() {
        return lines("happenings.txt").filter(cells -> cells.length == 3).toList();
    }

    private static Stream<String[]> lines(String file) {
        try (InputStream in = AllocationMachineTableTest.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            List<String[]> rows = new ArrayList<>();
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> rows.add(line.trim().split(" *\\| ")));
            return rows.stream();
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
