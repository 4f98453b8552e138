package dev.podnetwork.core.cloud;

import dev.podnetwork.api.PodRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pods that wait for one scarce thing, in the order they came. Those called may take it before anybody else. */
public final class WaitLine {
    private final Map<PodRef, Long> waiting = new LinkedHashMap<>();
    private final Set<PodRef> called = new LinkedHashSet<>();
    private long tickets;

    /** Waits, at the end, unless it waits already or was called: then it goes back to the front of those called. */
    public void enter(PodRef pod) {
        if (!called.contains(pod)) {
            waiting.computeIfAbsent(pod, p -> tickets++);
        }
    }

    /** Waits no more. Whether it did. */
    public boolean leave(PodRef pod) {
        boolean wasCalled = called.remove(pod);
        return waiting.remove(pod) != null || wasCalled;
    }

    /** Whether this pod may take one now, if one is free. */
    public boolean mayTake(PodRef pod) {
        if (called.contains(pod) || waiting.isEmpty()) {
            return true;
        }
        return waiting.keySet().iterator().next().equals(pod);
    }

    /** How many wait before this pod; an upper bound, since some may have left. */
    public int ahead(PodRef pod) {
        if (waiting.isEmpty() || called.contains(pod)) {
            return 0;
        }
        long first = waiting.values().iterator().next();
        Long own = waiting.get(pod);
        long ahead = (own == null ? tickets : own) - first;
        return (int) Math.min(ahead, waiting.size());
    }

    /** Calls as many as there are free units for those not called yet, and tells whom. */
    public List<PodRef> call(int free) {
        List<PodRef> now = new ArrayList<>();
        while (called.size() < free && !waiting.isEmpty()) {
            PodRef next = waiting.keySet().iterator().next();
            waiting.remove(next);
            called.add(next);
            now.add(next);
        }
        return now;
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return waiting.isEmpty() && called.isEmpty();
    }

    /** Everybody who waits, in order. */
    public List<PodRef> everybody() {
        List<PodRef> all = new ArrayList<>(called);
        all.addAll(waiting.keySet());
        return all;
    }
}
