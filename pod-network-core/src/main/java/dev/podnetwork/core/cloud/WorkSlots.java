package dev.podnetwork.core.cloud;

import dev.podnetwork.api.PodRef;
import java.util.List;

/** How many pods are being bound in parallel, and who waits to begin (spec: README decision 17). */
public final class WorkSlots {
    /** What the cloud permits for trunk and exclusive pods; larger settings are clamped to it. */
    public static final int MOST = 100;

    private final WaitLine line = new WaitLine();
    private final int total;
    private int used;

    /** So many at once. */
    public WorkSlots(int total) {
        this.total = total;
    }

    /** Free slots as this pod sees them. */
    public int free(PodRef pod) {
        return (int) line.free(pod, (long) total - used);
    }

    /** How many wait before this pod. */
    public int ahead(PodRef pod) {
        return line.ahead(pod);
    }

    /** How many there are, taken or not. */
    public int total() {
        return total;
    }

    /** How many nobody has taken. */
    public int left() {
        return Math.max(total - used, 0);
    }

    /** How many are taken. */
    public int used() {
        return used;
    }

    /** Takes one, if there is one. */
    public boolean take() {
        if (used >= total) {
            return false;
        }
        used++;
        return true;
    }

    /** Takes or gives back without asking: work under way is under way. */
    public void add(int slots) {
        used += slots;
    }

    /** The line of those who wait. */
    public WaitLine line() {
        return line;
    }

    /** Whom to tell that slots are free. */
    public List<PodRef> call() {
        return line.call(Math.max(total - used, 0));
    }
}
