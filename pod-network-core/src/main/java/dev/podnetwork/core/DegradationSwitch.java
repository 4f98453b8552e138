package dev.podnetwork.core;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.config.Degradation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The emergency switch (config key {@code degradation}): {@code l1} gives nothing up, {@code l0} calls the cloud not at
 * all. Calls are held back, not failed, and go on when it is turned off. Thread-safe; one switch may serve several
 * allocators.
 */
public final class DegradationSwitch {
    private final List<Consumer<Degradation>> listeners = new CopyOnWriteArrayList<>();
    private volatile Degradation level = Degradation.OFF;

    /** A switch that is off. */
    public DegradationSwitch() {}

    /** Turns it. */
    public void set(Degradation next) {
        level = requireNonNull(next, "next");
        listeners.forEach(each -> each.accept(next));
    }

    /** Where it is. */
    public Degradation level() {
        return level;
    }

    void connect(Consumer<Degradation> listener) {
        listeners.add(listener);
        listener.accept(level);
    }
}
