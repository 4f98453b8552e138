package dev.podnetwork.core.cloud;

import dev.podnetwork.api.PodRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Pods that wait for one scarce thing, in the order they came. Those called may take it before anybody else. One that was
 * called and could not take, because it needs more than there is, keeps its place but lets the next one try, until more
 * becomes free: nobody waits for what lies there unused.
 */
public final class WaitLine {
    /** Read from any thread, as are the next two. */
    private final Map<PodRef, Long> tickets = new ConcurrentHashMap<>();

    private final ConcurrentSkipListMap<Long, PodRef> waiting = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, PodRef> declined = new ConcurrentSkipListMap<>();
    private final Map<PodRef, Long> called = new LinkedHashMap<>();
    /** The keys of {@link #called}, for any thread. */
    private final Set<PodRef> calledNow = ConcurrentHashMap.newKeySet();

    private long next;

    /** Waits: at the end, or at the place it had. Whether the next one may try: it is new here, or could not take. */
    public boolean enter(PodRef pod) {
        Long ticket = called.remove(pod);
        calledNow.remove(pod);
        if (ticket != null) {
            declined.put(ticket, pod);
            return true;
        }
        if (tickets.containsKey(pod)) {
            return false;
        }
        tickets.put(pod, next);
        waiting.put(next++, pod);
        return true;
    }

    /** Waits no more. Whether it did. */
    public boolean leave(PodRef pod) {
        called.remove(pod);
        calledNow.remove(pod);
        Long ticket = tickets.remove(pod);
        if (ticket != null) {
            waiting.remove(ticket);
            declined.remove(ticket);
        }
        return ticket != null;
    }

    /** How many of the free units this pod may take: all when it was called, none while another is to try before it. */
    public long free(PodRef pod, long units) {
        if (called.containsKey(pod)) {
            return units;
        }
        Long ticket = tickets.get(pod);
        boolean mayTry = waiting.isEmpty()
                || waiting.firstEntry().getValue().equals(pod)
                || (ticket != null && declined.containsKey(ticket));
        return mayTry ? Math.max(units - called.size(), 0) : 0;
    }

    /** How many wait before this pod; an upper bound, since some may have left. */
    public int ahead(PodRef pod) {
        if (tickets.isEmpty() || called.containsKey(pod)) {
            return 0;
        }
        Long own = tickets.get(pod);
        long first = Math.min(
                waiting.isEmpty() ? next : waiting.firstKey(), declined.isEmpty() ? next : declined.firstKey());
        long ahead = (own == null ? next : own) - first;
        return (int) Math.min(ahead, tickets.size() - called.size());
    }

    /** Whether anybody was called and is about to try. From any thread. */
    public boolean isAnybodyCalled() {
        return !calledNow.isEmpty();
    }

    /** How many wait before this pod; none when it does not wait. Counts them one by one; from any thread. */
    public int countBefore(PodRef pod) {
        Long own = tickets.get(pod);
        return own == null
                ? 0
                : waiting.headMap(own).size() + declined.headMap(own).size();
    }

    /** More is free than before: those who could not take may try again, in their places. */
    public void renew() {
        waiting.putAll(declined);
        declined.clear();
    }

    /** Calls as many as there are free units for those not called yet, and tells whom. */
    public List<PodRef> call(int free) {
        List<PodRef> now = new ArrayList<>();
        while (called.size() < free && !waiting.isEmpty()) {
            Map.Entry<Long, PodRef> first = waiting.pollFirstEntry();
            called.put(first.getValue(), first.getKey());
            calledNow.add(first.getValue());
            now.add(first.getValue());
        }
        return now;
    }

    /** Who was called and is about to try, in the order of the calls. */
    public List<PodRef> called() {
        return List.copyOf(called.keySet());
    }

    /** Who was called, could not take, and waits for more. */
    public List<PodRef> declined() {
        return List.copyOf(declined.values());
    }

    /** Whether somebody stands uncalled before this many free units. */
    public boolean isOwed(long free) {
        return called.size() < free && !waiting.isEmpty();
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return tickets.isEmpty();
    }

    /** Everybody who waits, those called first. */
    public List<PodRef> everybody() {
        List<PodRef> all = new ArrayList<>(called.keySet());
        all.addAll(declined.values());
        all.addAll(waiting.values());
        return all;
    }
}
