package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.spi.TraceSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running hash over every step of every process: time, process, key, events, phases and effects. The same seed gives the
 * same hash on every JVM, as long as the {@code toString} of events and effects is made of content only. Not thread-safe.
 */
public final class TraceHash {
    private static final long PRIME = 0x100000001B3L;

    private long hash = 0xCBF29CE484222325L;
    private long steps;

    /** A sink for the steps of one process. */
    public TraceSink of(String process) {
        return step -> add(process, step);
    }

    private void add(String process, TraceSink.Step step) {
        steps++;
        number(step.ticks());
        text(process);
        text(step.key().namespace());
        text(step.key().name());
        all(step.events());
        phase(step.before());
        phase(step.after());
        all(step.effects());
    }

    private void all(List<?> things) {
        number(things.size());
        for (Object thing : things) {
            text(String.valueOf(thing));
        }
    }

    private void phase(@Nullable AllocationPhase phase) {
        text(phase == null ? "-" : phase.name());
    }

    private void text(String text) {
        long h = hash;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * PRIME;
        }
        hash = (h ^ 0xFFFF) * PRIME;
    }

    private void number(long number) {
        hash = SimRandom.mix(hash ^ number) * PRIME;
    }

    /** The hash of everything so far. */
    public long value() {
        return SimRandom.mix(hash);
    }

    /** How many steps it covers. */
    public long steps() {
        return steps;
    }

    @Override
    public String toString() {
        return String.format("%016x over %d steps", value(), steps);
    }
}
