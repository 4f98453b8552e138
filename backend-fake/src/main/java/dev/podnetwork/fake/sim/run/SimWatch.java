package dev.podnetwork.fake.sim.run;

import dev.podnetwork.spi.TraceSink;

/** Hears what happens in a run, for reports of what was tried. It must not change anything. */
public interface SimWatch {
    /** Hears nothing. */
    SimWatch NOBODY = new SimWatch() {
        @Override
        public void fault(String kind, long nanos) {}

        @Override
        public void step(TraceSink.Step step, long nanos) {}
    };

    /**
     * A fault struck, began or ended.
     *
     * @param kind as in {@link SimResult#faults()}
     * @param nanos the time in the world
     */
    void fault(String kind, long nanos);

    /** The system took a step, at that time in the world. */
    void step(TraceSink.Step step, long nanos);
}
