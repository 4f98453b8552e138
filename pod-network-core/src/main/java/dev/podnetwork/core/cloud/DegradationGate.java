package dev.podnetwork.core.cloud;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.core.config.Degradation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Holds back what the degradation switch does not permit, and lets it go when it does. Nothing fails here. */
public final class DegradationGate {
    private final Deque<Parked> parked = new ArrayDeque<>();
    private volatile Degradation level = Degradation.OFF;
    private volatile int count;

    private record Parked(CloudOp op, Runnable go) {}

    /** Goes on at once, or when the switch permits it. */
    public void pass(CloudOp op, Runnable go) {
        if (level.permits(op)) {
            go.run();
        } else {
            parked.add(new Parked(op, go));
            count = parked.size();
        }
    }

    /** Turns the switch. What it permits now goes on, in the order it came. */
    public void set(Degradation next) {
        level = next;
        List<Parked> released = new ArrayList<>();
        parked.removeIf(each -> {
            boolean permitted = next.permits(each.op());
            if (permitted) {
                released.add(each);
            }
            return permitted;
        });
        count = parked.size();
        released.forEach(each -> each.go().run());
    }

    /** Where the switch is. From any thread. */
    public Degradation level() {
        return level;
    }

    /** How many calls are held back. From any thread. */
    public int parked() {
        return count;
    }
}
