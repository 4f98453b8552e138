package dev.podnetwork.core.cloud;

import dev.podnetwork.api.PodRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pods that wait for one scarce thing, in the order they came. Units that are free are promised to those called; others see
 * only what is left beyond that. A pod that was called and could not take goes back to its place.
 */
public final class WaitLine {
    private final Map<PodRef, Long> tickets = new LinkedHashMap<>();
    private final TreeMap<Long, PodRef> waiting = new TreeMap<>();
    private final Map<PodRef, Long> called = new LinkedHashMap<>();
    private long next;

    /** Waits: at the end, or at the place it had. Whether it is new here. */
    public boolean enter(PodRef pod) {
        Long ticket = called.remove(pod);
        if (ticket == null && tickets.containsKey(pod)) {
            return false;
        }
        boolean isNew = ticket == null;
        long place = ticket == null ? next++ : ticket;
        tickets.put(pod, place);
        waiting.put(place, pod);
        return isNew;
    }

    /** Waits no more. Whether it did. */
    public boolean leave(PodRef pod) {
        called.remove(pod);
        Long ticket = tickets.remove(pod);
        if (ticket != null) {
            waiting.remove(ticket);
        }
        return ticket != null;
    }

    /** How many of the free units this pod may take: all when it was called, none while another waits before it. */
    public long free(PodRef pod, long units) {
        if (called.isEmpty() && waiting.isEmpty() || called.containsKey(pod)) {
            return units;
        }
        boolean first = waiting.isEmpty() || waiting.firstEntry().getValue().equals(pod);
        return first ? Math.max(units - called.size(), 0) : 0;
    }

    /** How many wait before this pod; an upper bound, since some may have left. */
    public int ahead(PodRef pod) {
        if (waiting.isEmpty() || called.containsKey(pod)) {
            return 0;
        }
        Long own = tickets.get(pod);
        long ahead = (own == null ? next : own) - waiting.firstKey();
        return (int) Math.min(ahead, waiting.size());
    }

    /** Calls as many as there are free units for those not called yet, and tells whom. */
    public List<PodRef> call(int free) {
        List<PodRef> now = new ArrayList<>();
        while (called.size() < free && !waiting.isEmpty()) {
            Map.Entry<Long, PodRef> first = waiting.pollFirstEntry();
            called.put(first.getValue(), first.getKey());
            now.add(first.getValue());
        }
        return now;
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return tickets.isEmpty();
    }

    /** Everybody who waits, in order. */
    public List<PodRef> everybody() {
        List<PodRef> all = new ArrayList<>(called.keySet());
        all.addAll(waiting.values());
        return all;
    }
}
