package dev.podnetwork.core.cloud;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Free addresses of each vSwitch: what the cloud last said, less what was made and reserved here since, plus what was given
 * back. A refusal blocks a vSwitch for a short while; after that one create probes it before the others follow
 * (spec: README decision 7; weakness W25).
 */
public final class VSwitchLedger {
    private static final long FIRST_BLOCK = 5_000_000_000L;
    private static final long LONGEST_BLOCK = 60_000_000_000L;
    private static final long FEW = 16;
    private static final long MANY = Integer.MAX_VALUE;

    private final Map<VSwitchId, Entry> entries = new LinkedHashMap<>();
    /** Read from any thread. */
    private final Map<VSwitchId, WaitLine> lines = new ConcurrentHashMap<>();
    /** Read from any thread. */
    private final Set<VSwitchId> doubtful = ConcurrentHashMap.newKeySet();

    private Map<VSwitchId, VSwitchDescription> described = Map.of();

    /** The reading of one vSwitch as this pod sees it, null when nobody asked yet. */
    @Nullable
    public VSwitchReading reading(VSwitchId id, PodRef pod) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return null;
        }
        VSwitchDescription facts = entry.facts;
        if (facts == null) {
            return entry.failure == null ? null : new VSwitchReading.Failed(entry.failure);
        }
        long free = entry.line.free(pod, entry.presented());
        return new VSwitchReading.Known(
                facts.zone(), free, facts.ipv6Cidr() == null ? 0 : MANY, entry.blocked ? entry.blockedUntil : null);
    }

    /** The reading of one vSwitch for somebody who stands in no line, null when nobody asked yet. */
    @Nullable
    public VSwitchReading reading(VSwitchId id) {
        Entry entry = entries.get(id);
        if (entry == null || (entry.facts == null && entry.failure == null)) {
            return null;
        }
        VSwitchDescription facts = entry.facts;
        if (facts == null) {
            return new VSwitchReading.Failed(String.valueOf(entry.failure));
        }
        long ipv6 = facts.ipv6Cidr() == null ? 0 : MANY;
        return new VSwitchReading.Known(
                facts.zone(), entry.presented(), ipv6, entry.blocked ? entry.blockedUntil : null);
    }

    /** Every vSwitch as last described; immutable. */
    public Map<VSwitchId, VSwitchDescription> described() {
        return described;
    }

    /**
     * The cloud described it. An answer from before our last change cannot raise the count.
     *
     * @return whether this is the first that is known of it
     */
    public boolean read(VSwitchDescription facts, long askedAt) {
        Entry entry = entry(facts.id());
        boolean stale = entry.changedAt != Long.MIN_VALUE && askedAt - entry.changedAt < 0;
        if (entry.facts == null || !stale) {
            entry.free = facts.availableIpv4();
        } else {
            entry.free = Math.min(entry.free, facts.availableIpv4());
        }
        VSwitchDescription before = entry.facts;
        entry.facts = facts;
        judge(facts.id(), entry);
        entry.failure = null;
        entry.readAt = askedAt;
        if (before == null || !before.cidr().equals(facts.cidr())) {
            Map<VSwitchId, VSwitchDescription> next = new LinkedHashMap<>(described);
            next.put(facts.id(), facts);
            described = java.util.Collections.unmodifiableMap(next);
        }
        return before == null;
    }

    /** The cloud did not describe it. */
    public void unreadable(VSwitchId id, String reason, long askedAt) {
        Entry entry = entry(id);
        entry.readAt = askedAt;
        if (entry.facts == null) {
            entry.failure = reason;
        }
    }

    /** Reserves so many addresses for one allocation, if there seem to be as many. */
    public boolean take(VSwitchId id, int addresses) {
        Entry entry = entry(id);
        if (entry.facts != null && entry.presented() < addresses) {
            return false;
        }
        entry.reserved += addresses;
        judge(id, entry);
        return true;
    }

    /** Somebody is going to need addresses of it. */
    public void name(VSwitchId id) {
        if (!entries.containsKey(id)) {
            judge(id, entry(id));
        }
    }

    /** Whether the cloud may refuse an address: nothing is known of it, it did, or few are left as far as is known. From any thread. */
    public boolean isDoubtful(VSwitchId id) {
        return doubtful.contains(id);
    }

    /** Whether the cloud may refuse an address of any vSwitch. From any thread. */
    public boolean isAnyDoubtful() {
        return !doubtful.isEmpty();
    }

    /** Whether anybody was called to one of these vSwitches and is about to try. From any thread. */
    public boolean isAnybodyCalled(List<VSwitchId> ids) {
        for (VSwitchId id : ids) {
            WaitLine line = lines.get(id);
            if (line != null && line.isAnybodyCalled()) {
                return true;
            }
        }
        return false;
    }

    private void judge(VSwitchId id, Entry entry) {
        if (entry.facts == null || entry.blocked || entry.free - entry.reserved <= FEW) {
            doubtful.add(id);
        } else {
            doubtful.remove(id);
        }
    }

    /** Reserves or, when negative, gives back reservations without asking. */
    public void reserve(VSwitchId id, int addresses) {
        entry(id).reserved += addresses;
    }

    /** So many addresses were taken for good. */
    public void made(VSwitchId id, int addresses, long now) {
        if (addresses == 0) {
            return;
        }
        Entry entry = entry(id);
        entry.free -= addresses;
        entry.changedAt = now;
        entry.blocked = false;
        entry.probing = false;
        entry.refusals = 0;
        judge(id, entry);
    }

    /** So many addresses went back to the cloud. */
    public void freed(VSwitchId id, int addresses, long now) {
        if (addresses == 0) {
            return;
        }
        Entry entry = entry(id);
        entry.free += addresses;
        entry.changedAt = now;
    }

    /** The cloud refused: no address left. Refusals of calls that were under way when the block began count as one. */
    public void exhausted(VSwitchId id, long now) {
        Entry entry = entry(id);
        entry.changedAt = now;
        entry.free = Math.min(entry.free, 0);
        doubtful.add(id);
        if (entry.blocked && entry.blockedUntil - now > 0) {
            return;
        }
        long block = Math.min(FIRST_BLOCK << Math.min(entry.refusals, 4), LONGEST_BLOCK);
        entry.refusals++;
        entry.blocked = true;
        entry.probing = true;
        entry.blockedUntil = now + block;
        judge(id, entry);
    }

    /** Addresses of this vSwitch that are reserved and not made yet. */
    public int reserved(VSwitchId id) {
        Entry entry = entries.get(id);
        return entry == null ? 0 : entry.reserved;
    }

    /** How many may be called to this vSwitch: none while nothing is known of it or a refusal blocks it. */
    public long callable(VSwitchId id) {
        Entry entry = entries.get(id);
        return entry == null || entry.facts == null || entry.blocked ? 0 : Math.max(entry.presented(), 0);
    }

    /** The line of those who wait for an address of this vSwitch. */
    public WaitLine line(VSwitchId id) {
        return entry(id).line;
    }

    /** Whom to tell that addresses of this vSwitch are free. */
    public List<PodRef> call(VSwitchId id, long now) {
        Entry entry = entry(id);
        if (entry.facts == null) {
            return entry.failure == null ? List.of() : entry.line.everybody();
        }
        if (entry.blocked && entry.blockedUntil - now > 0) {
            return List.of();
        }
        entry.blocked = false;
        return entry.line.call((int) Math.max(Math.min(entry.presented(), MANY), 0));
    }

    /**
     * The vSwitches to read again: somebody waits, the block is over, and the last answer is this old. One that could not
     * be read at all is among them although nobody stands in its line: it may have what is lacking elsewhere.
     *
     * @param age nanoseconds
     */
    public List<VSwitchId> due(long now, long age) {
        List<VSwitchId> due = new ArrayList<>();
        entries.forEach((id, entry) -> {
            boolean open = !entry.blocked || entry.blockedUntil - now <= 0;
            boolean wanted = !entry.line.isEmpty() || (entry.facts == null && entry.failure != null);
            if (wanted && open && (entry.readAt == Long.MIN_VALUE || now - entry.readAt >= age)) {
                due.add(id);
            }
        });
        return due;
    }

    /**
     * The vSwitches whose last answer is this old: others take and give back addresses too (scenario G10).
     *
     * @param age nanoseconds
     */
    public List<VSwitchId> aged(long now, long age) {
        List<VSwitchId> aged = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (entry.readAt != Long.MIN_VALUE && now - entry.readAt >= age) {
                aged.add(id);
            }
        });
        return aged;
    }

    /** Whether anybody waits for an address. */
    public boolean anybodyWaits() {
        for (Entry entry : entries.values()) {
            if (!entry.line.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Every vSwitch that was ever named. */
    public List<VSwitchId> known() {
        return List.copyOf(entries.keySet());
    }

    private Entry entry(VSwitchId id) {
        return entries.computeIfAbsent(id, i -> {
            Entry entry = new Entry();
            lines.put(i, entry.line);
            return entry;
        });
    }

    private static final class Entry {
        final WaitLine line = new WaitLine();

        @Nullable
        VSwitchDescription facts;

        @Nullable
        String failure;

        long free;
        int reserved;
        int refusals;
        boolean blocked;
        boolean probing;
        long blockedUntil;
        long readAt = Long.MIN_VALUE;
        long changedAt = Long.MIN_VALUE;

        /** What may be taken now: after a refusal by one allocation at a time, until one succeeds. */
        long presented() {
            return probing && reserved > 0 ? 0 : free - reserved;
        }
    }
}
