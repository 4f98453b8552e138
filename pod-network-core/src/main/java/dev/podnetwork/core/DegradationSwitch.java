package dev.podnetwork.core;

import dev.podnetwork.core.cloud.Degradation;
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

    /** The settings. */
    public enum Level {
        /** Everything is permitted. */
        OFF,
        /** Nothing is released. */
        L1,
        /** No cloud call at all. */
        L0
    }

    /** Turns it. */
    public void set(Level next) {
        level = switch (next) {
            case OFF -> Degradation.OFF;
            case L1 -> Degradation.L1;
            case L0 -> Degradation.L0;
        };
        listeners.forEach(each -> each.accept(level));
    }

    /** Where it is. */
    public Level level() {
        return switch (level) {
            case OFF -> Level.OFF;
            case L1 -> Level.L1;
            case L0 -> Level.L0;
        };
    }

    void connect(Consumer<Degradation> listener) {
        listeners.add(listener);
        listener.accept(level);
    }
}
