package dev.podnetwork.core.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.core.allocation.AllocationEvent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.fake.sim.cluster.ViewFault;
import dev.podnetwork.fake.sim.run.SimWatch;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was tried, counted in cells of two tables.
 *
 * <ul>
 *   <li>{@code phase | event | fault}: a step took this kind of event in this phase while a fault of this kind was about its
 *       key. A fault is about the keys of the call, request or notice that it struck, and about every key if it struck a
 *       process or what is asked for all of them; for {@link #ABOUT} after it struck, and after it ended. {@code -} is
 *       about a key when no other is.
 *   <li>{@code phase | call | answer}: a step took the failure of this call with this kind of {@link CloudFault} in this
 *       phase.
 * </ul>
 *
 * <p>One object counts one story; {@link #add} sums them up. Not thread-safe.
 */
final class Coverage implements SimWatch {
    /** How long a fault is about: the detection bound, within which what it did must be healed (design §2). */
    static final Duration ABOUT = Duration.ofMinutes(5);

    private static final String NONE = "-";
    private static final List<String> PROCESS_FAULTS = List.of(
            "clock jump", "effects held back", "process crash", "process paused", "process paused beyond its lease");

    private final Map<String, Long> struckAll = new TreeMap<>();
    private final Map<PodRef, Map<String, Long>> struck = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    @Override
    public void fault(String kind, @Nullable Set<PodRef> about, long nanos) {
        if (about == null) {
            struckAll.put(kind, nanos);
        } else {
            about.forEach(
                    key -> struck.computeIfAbsent(key, k -> new TreeMap<>()).put(kind, nanos));
        }
    }

    @Override
    public void step(TraceSink.Step step, long nanos) {
        String phase = step.before() == null ? NONE : step.before().name();
        Set<String> about = about(step.key(), nanos);
        for (Object event : step.events()) {
            String cell = phase + " | " + event.getClass().getSimpleName() + " | ";
            if (about.isEmpty()) {
                count(cell + NONE);
            }
            about.forEach(kind -> count(cell + kind));
            if (event instanceof AllocationEvent.Failed failed) {
                count(phase + " | " + failed.call() + " | " + failed.fault().kind());
            }
        }
    }

    private Set<String> about(PodRef key, long nanos) {
        Set<String> about = new TreeSet<>();
        for (Map<String, Long> each : List.of(struckAll, struck.getOrDefault(key, Map.of()))) {
            each.forEach((kind, at) -> {
                if (nanos - at <= ABOUT.toNanos()) {
                    about.add(kind);
                }
            });
        }
        return about;
    }

    private void count(String cell) {
        counts.merge(cell, 1L, Long::sum);
    }

    /** Adds what another story tried. */
    void add(Coverage other) {
        other.counts.forEach((cell, count) -> counts.merge(cell, count, Long::sum));
    }

    long of(String cell) {
        return counts.getOrDefault(cell, 0L);
    }

    /** Every cell that there is. */
    static List<String> cells() {
        List<String> phases = new ArrayList<>(List.of(NONE));
        for (AllocationPhase each : AllocationPhase.values()) {
            phases.add(each.name());
        }
        List<String> cells = new ArrayList<>();
        for (String phase : phases) {
            for (Class<?> event : AllocationEvent.class.getPermittedSubclasses()) {
                faults().forEach(fault -> cells.add(phase + " | " + event.getSimpleName() + " | " + fault));
            }
            for (Call call : Call.values()) {
                for (CloudFault.Kind answer : CloudFault.Kind.values()) {
                    cells.add(phase + " | " + call + " | " + answer);
                }
            }
        }
        return cells;
    }

    static List<String> faults() {
        List<String> faults = new ArrayList<>(List.of(NONE));
        faults.addAll(Fault.kinds());
        for (StoreFault each : StoreFault.values()) {
            faults.add("store " + each);
        }
        for (ViewFault each : ViewFault.values()) {
            faults.add("view " + each);
        }
        faults.addAll(PROCESS_FAULTS);
        return faults;
    }
}
