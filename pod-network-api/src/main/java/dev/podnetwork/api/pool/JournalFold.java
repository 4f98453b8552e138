package dev.podnetwork.api.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies entries in order and answers what they come to: the one meaning of a journal, whoever keeps it. Applying an entry
 * twice in a row changes nothing. What has a deadline stays until an entry ends it, because a fold has no clock;
 * of the tombstones, which no entry ends, the newest {@value #MOST_TOMBSTONES} are kept.
 *
 * <p>Not thread-safe.
 */
public final class JournalFold {
    /** Tombstones have no end of their own; more than that many are not remembered, the newest are. */
    public static final int MOST_TOMBSTONES = 8_192;

    private record Grave(LeaseOwner owner, String containerId) {}

    private record Hold(String address, String holder) {}

    private final Map<LeaseOwner, Lease> leases = new LinkedHashMap<>();
    private final Map<LeaseAddress, LeaseOwner> holders = new LinkedHashMap<>();
    private final Map<LeaseAddress, Instant> cooling = new LinkedHashMap<>();
    private final Map<Grave, JournalEntry.Tombstone> tombstones = new LinkedHashMap<>();
    private final Map<Hold, JournalEntry.Held> holds = new LinkedHashMap<>();
    private final Map<Long, CloudIntent> intents = new LinkedHashMap<>();
    private @Nullable Instant warmedUpAt;
    private JournalEntry.@Nullable Epoch epoch;

    /** A journal in which nothing was written. */
    public JournalFold() {}

    /** Applies entries, first to last. */
    public void applyAll(List<JournalEntry> entries) {
        entries.forEach(this::apply);
    }

    /** Applies one entry. */
    public void apply(JournalEntry entry) {
        if (!appliedToAddress(entry) && !appliedToKept(entry) && !appliedToIntent(entry)) {
            throw new IllegalArgumentException("an entry of a kind that has no meaning: " + entry);
        }
    }

    private boolean appliedToAddress(JournalEntry entry) {
        if (entry instanceof JournalEntry.Leased leased) {
            lease(leased.lease());
        } else if (entry instanceof JournalEntry.Released released) {
            release(released);
        } else if (entry instanceof JournalEntry.Cooling cooled) {
            cool(cooled.address(), cooled.reusableAt());
        } else if (entry instanceof JournalEntry.Forgotten forgotten) {
            cooling.remove(forgotten.address());
        } else {
            return false;
        }
        return true;
    }

    private boolean appliedToKept(JournalEntry entry) {
        if (entry instanceof JournalEntry.Tombstone grave) {
            bury(grave);
        } else if (entry instanceof JournalEntry.Held held) {
            holds.put(new Hold(held.address(), held.holder()), held);
        } else if (entry instanceof JournalEntry.HoldEnded ended) {
            holds.remove(new Hold(ended.address(), ended.holder()));
        } else {
            return false;
        }
        return true;
    }

    private boolean appliedToIntent(JournalEntry entry) {
        if (entry instanceof JournalEntry.IntentOpened opened) {
            intents.put(opened.intent().number(), opened.intent());
        } else if (entry instanceof JournalEntry.IntentClosed closed) {
            intents.remove(closed.number());
        } else if (entry instanceof JournalEntry.WarmedUp warm) {
            warmedUpAt = warm.at();
        } else if (entry instanceof JournalEntry.Epoch takeOver) {
            epoch = takeOver;
        } else {
            return false;
        }
        return true;
    }

    private void bury(JournalEntry.Tombstone grave) {
        tombstones.put(new Grave(grave.owner(), grave.containerId()), grave);
        if (tombstones.size() > MOST_TOMBSTONES) {
            tombstones.remove(tombstones.keySet().iterator().next());
        }
    }

    private void lease(Lease lease) {
        Lease before = leases.put(lease.owner(), lease);
        if (before != null && !before.address().equals(lease.address())) {
            holders.remove(before.address());
        }
        LeaseOwner other = holders.put(lease.address(), lease.owner());
        if (other != null && !other.equals(lease.owner())) {
            leases.remove(other);
        }
        cooling.remove(lease.address());
    }

    private void release(JournalEntry.Released released) {
        Lease held = leases.get(released.owner());
        if (held != null && held.address().equals(released.address())) {
            leases.remove(released.owner());
            holders.remove(released.address());
            cooling.put(released.address(), released.reusableAt());
        }
    }

    private void cool(LeaseAddress address, Instant reusableAt) {
        if (!holders.containsKey(address)) {
            cooling.put(address, reusableAt);
        }
    }

    /**
     * Entries that come to the same when they are applied to an empty fold, and no fewer would.
     *
     * @return one entry per thing that is remembered, in the order of {@link JournalState}
     */
    public List<JournalEntry> entries() {
        List<JournalEntry> all = new ArrayList<>();
        leases.values().forEach(lease -> all.add(new JournalEntry.Leased(lease)));
        cooling.forEach((address, until) -> all.add(new JournalEntry.Cooling(address, until)));
        all.addAll(tombstones.values());
        all.addAll(holds.values());
        intents.values().forEach(intent -> all.add(new JournalEntry.IntentOpened(intent)));
        if (warmedUpAt != null) {
            all.add(new JournalEntry.WarmedUp(warmedUpAt));
        }
        if (epoch != null) {
            all.add(epoch);
        }
        return all;
    }

    /**
     * What the entries come to.
     *
     * @param damages what could not be read of them
     * @return a copy: later entries do not change it
     */
    public JournalState state(List<JournalDamage> damages) {
        return new JournalState(
                Collections.unmodifiableMap(new LinkedHashMap<>(leases)),
                Collections.unmodifiableMap(new LinkedHashMap<>(cooling)),
                List.copyOf(tombstones.values()),
                List.copyOf(holds.values()),
                List.copyOf(intents.values()),
                warmedUpAt,
                epoch,
                List.copyOf(damages));
    }
}
