package dev.podnetwork.fake.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.fake.state.FlatMap;
import dev.podnetwork.spi.RecordHalves;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A record store in memory that keeps the contract of {@link RecordStore} to the letter and fails wherever the contract
 * lets it: conflicts, lost replies, torn writes, notices that get lost. Processes reach it through a {@linkplain #handle
 * handle} each; what is done here directly is done by users and by the test, at once and without a fault.
 *
 * <p>A record is what its two halves {@linkplain RecordHalves#join join} to, so that a field that neither half carries is
 * lost here as it would be in Kubernetes ({@link #lossyWrites}). Not thread-safe.
 *
 * @param <R> the record
 */
public final class SimStore<R> {
    private final SimWorld world;
    private final RecordHalves<R> halves;
    private final Object newStatus;
    private final BiPredicate<R, R> sameMeaning;
    private final BiPredicate<R, R> sameButSeen;
    private final FaultDice<StoreFault> faults;
    private final Map<PodRef, Entry<R>> entries = new FlatMap<>();
    private final List<StoreHandle<R>> handles = new ArrayList<>();
    private final List<RecordChange<R>> hooks = new ArrayList<>();
    private final long[] writes = new long[5];
    private @Nullable StoreHandle<R> writer;
    private long lossyWrites;
    private long lastVersion;
    private long lastUid;

    /**
     * An empty store.
     *
     * @param newStatus the status of a record that was created and has none yet
     */
    public SimStore(SimWorld world, RecordHalves<R> halves, Object newStatus) {
        this(world, halves, newStatus, R::equals, R::equals);
    }

    private SimStore(
            SimWorld world,
            RecordHalves<R> halves,
            Object newStatus,
            BiPredicate<R, R> sameMeaning,
            BiPredicate<R, R> sameButSeen) {
        this.sameMeaning = sameMeaning;
        this.sameButSeen = sameButSeen;
        this.world = world;
        this.halves = halves;
        this.newStatus = newStatus;
        this.faults = new FaultDice<>(world.newRandom(), StoreFault.class);
    }

    /** An empty store of allocation records, in the halves of {@link AllocationHalves}. */
    public static SimStore<Allocation> ofAllocations(SimWorld world) {
        return new SimStore<>(
                world,
                new OfAllocations(),
                AllocationHalves.Status.EMPTY,
                SimStore::sameMeaning,
                SimStore::sameButSeen);
    }

    /** A time that is written now and then for people is no movement of the world. */
    private static boolean sameButSeen(Allocation before, Allocation after) {
        return before.phase() == after.phase()
                && before.seenAt(after.lastSeen()).equals(after);
    }

    /**
     * Two phases have no form of their own on the wire (the table of the halves): {@code Deleting} reads as DETACHING without
     * keeping until surely nothing is attached, and a record with every interface made reads as ATTACHING.
     */
    private static boolean sameMeaning(Allocation meant, Allocation joined) {
        Allocation reads = switch (meant.phase()) {
            case DELETING -> meant.complete() && meant.instance() == null ? meant : meant.detaching(false);
            case REQUESTED -> meant.complete() ? meant.attaching() : meant;
            default -> meant;
        };
        return joined.equals(reads);
    }

    private static final class OfAllocations implements RecordHalves<Allocation> {
        @Override
        public Object head(Allocation record) {
            return AllocationHalves.head(record);
        }

        @Override
        public Object status(Allocation record) {
            return AllocationHalves.status(record);
        }

        @Override
        public Allocation join(Object head, Object status) {
            return AllocationHalves.join((AllocationHalves.Head) head, (AllocationHalves.Status) status);
        }
    }

    /** A record and, only where they say more than the record, the halves it came from. */
    static final class Entry<R> {
        final String uid;
        R record;

        @Nullable
        Object head;

        @Nullable
        Object status;

        long version;
        boolean deletionRequested;

        Entry(String uid, R record) {
            this.uid = uid;
            this.record = record;
        }
    }

    /** What goes wrong between processes and the store. */
    public FaultDice<StoreFault> faults() {
        return faults;
    }

    /** The store as this process reaches it. */
    public RecordStore<R> handle(SimProcess process) {
        StoreHandle<R> handle = new StoreHandle<>(this, process, world.newRandom());
        handles.add(handle);
        return handle;
    }

    /** Hears of every change, at once and surely. */
    public void onChange(RecordChange<R> hook) {
        hooks.add(hook);
    }

    /** How many records there are. */
    public int size() {
        return entries.size();
    }

    /** The record of this key. */
    public Optional<Stored<R>> get(PodRef key) {
        Entry<R> entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(stored(key, entry));
    }

    /** Every record, in key order. */
    public List<Stored<R>> all() {
        List<PodRef> keys = new ArrayList<>(entries.keySet());
        keys.sort(null);
        List<Stored<R>> all = new ArrayList<>(keys.size());
        for (PodRef key : keys) {
            all.add(stored(key, at(key)));
        }
        return all;
    }

    /** Writes so far. */
    public StoreWrites writes() {
        return new StoreWrites(writes[0], writes[1], writes[2], writes[3], writes[4]);
    }

    /** Writes after which the store held something else than it was given, because neither half carries a field. */
    public long lossyWrites() {
        return lossyWrites;
    }

    /** Puts a record there by hand, whatever was there before; a starting record, or a user's edit. */
    public void put(PodRef key, R record) {
        Entry<R> entry = entries.get(key);
        if (entry == null) {
            insert(key, halves.head(record), halves.status(record), record);
        } else {
            write(key, entry, halves.head(record), halves.status(record), record);
        }
    }

    /** A user asks for the deletion of a record: it stays, marked, until it is removed. False when there is none. */
    public boolean requestDeletion(PodRef key) {
        Entry<R> entry = entries.get(key);
        if (entry == null) {
            return false;
        }
        hooks.forEach(hook -> hook.deletionRequested(key));
        mark(key, entry);
        return true;
    }

    /** Changes the version of a record and nothing else, as another writer's edit would. */
    public void touch(PodRef key) {
        Entry<R> entry = entries.get(key);
        if (entry != null) {
            entry.version = ++lastVersion;
            announce(key);
        }
    }

    SimWorld world() {
        return world;
    }

    RecordHalves<R> halves() {
        return halves;
    }

    Object newStatus() {
        return newStatus;
    }

    @Nullable
    Entry<R> entry(PodRef key) {
        return entries.get(key);
    }

    private Entry<R> at(PodRef key) {
        Entry<R> entry = entries.get(key);
        if (entry == null) {
            throw new IllegalStateException("no record under " + key);
        }
        return entry;
    }

    Stored<R> stored(PodRef key, Entry<R> entry) {
        return new Stored<>(key, entry.uid, version(entry), entry.deletionRequested, entry.record);
    }

    Version version(Entry<R> entry) {
        return new Version(Long.toString(entry.version));
    }

    Object head(Entry<R> entry) {
        return entry.head != null ? entry.head : halves.head(entry.record);
    }

    Object status(Entry<R> entry) {
        return entry.status != null ? entry.status : halves.status(entry.record);
    }

    /** What this does is written through that handle, which need not be told of it. */
    void by(StoreHandle<R> handle, Runnable write) {
        writer = handle;
        try {
            write.run();
        } finally {
            writer = null;
        }
    }

    void count(Write kind) {
        writes[kind.ordinal()]++;
    }

    /** The kinds of write, in the order of {@link StoreWrites}. */
    enum Write {
        CREATE,
        HEAD,
        STATUS,
        MARK,
        REMOVAL
    }

    /** Adds a record; {@code meant} is what both halves are to mean, null when the second is still to come. */
    Entry<R> insert(PodRef key, Object head, Object status, @Nullable R meant) {
        String uid = "00000000-0000-4000-8000-" + HexFormat.of().toHexDigits(++lastUid, 12);
        Entry<R> entry = new Entry<>(uid, halves.join(head, status));
        entries.put(key, entry);
        place(entry, head, status, meant);
        tell(key, null, entry.record);
        return entry;
    }

    void write(PodRef key, Entry<R> entry, Object head, Object status, @Nullable R meant) {
        R before = entry.record;
        place(entry, head, status, meant);
        tell(key, before, entry.record);
    }

    private void place(Entry<R> entry, Object head, Object status, @Nullable R meant) {
        R joined = halves.join(head, status);
        boolean whole = joined.equals(meant);
        if (meant != null && !whole && !sameMeaning.test(meant, joined)) {
            lossyWrites++;
        }
        entry.record = meant != null && whole ? meant : joined;
        entry.head = halves.head(entry.record).equals(head) ? null : head;
        entry.status = halves.status(entry.record).equals(status) ? null : status;
        entry.version = ++lastVersion;
    }

    void mark(PodRef key, Entry<R> entry) {
        if (entry.deletionRequested) {
            return;
        }
        entry.deletionRequested = true;
        entry.version = ++lastVersion;
        tell(key, entry.record, entry.record);
    }

    void erase(PodRef key, Entry<R> entry) {
        entries.remove(key);
        tell(key, entry.record, null);
    }

    private void tell(PodRef key, @Nullable R before, @Nullable R after) {
        if (before == null || after == null || before == after || !sameButSeen.test(before, after)) {
            world.active();
        }
        for (RecordChange<R> hook : hooks) {
            hook.changed(key, before, after);
        }
        announce(key);
    }

    private void announce(PodRef key) {
        for (int i = handles.size() - 1; i >= 0; i--) {
            StoreHandle<R> handle = handles.get(i);
            if (!handle.process().alive()) {
                handles.remove(i);
            } else if (!handle.equals(writer)) {
                handle.announce(key);
            }
        }
    }
}
