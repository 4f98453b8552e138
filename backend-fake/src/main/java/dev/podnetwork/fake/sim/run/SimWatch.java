package dev.podnetwork.fake.sim.run;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.TraceSink;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hears what happens in a run, for reports of what was tried. It must not change anything. */
public interface SimWatch {
    /** Hears nothing. */
    SimWatch NOBODY = new SimWatch() {
        @Override
        public void fault(String kind, @Nullable Set<PodRef> about, long nanos) {}

        @Override
        public void step(TraceSink.Step step, long nanos) {}
    };

    /**
     * A fault struck, began or ended.
     *
     * @param kind as in {@link SimResult#faults()}
     * @param about the keys that it was about: those of the call, of the request, of the notice; null for every key
     * @param nanos the time in the world
     */
    void fault(String kind, @Nullable Set<PodRef> about, long nanos);

    /** The system took a step, at that time in the world. */
    void step(TraceSink.Step step, long nanos);
}
