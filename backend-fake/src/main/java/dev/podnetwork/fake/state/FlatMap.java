package dev.podnetwork.fake.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map in the order in which its keys came, without an object per entry: keys and values lie one behind the other in an array,
 * and an index of plain numbers finds them. A million entries are two arrays to a collector, of which it finds only the end
 * changed. No null, and no change through its views but by {@link Iterator#remove}. Not thread-safe.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class FlatMap<K, V> extends AbstractMap<K, V> {
    private static final int FIRST = 8;
    private static final int SPREAD = 0x9e3779b9;

    /** Key and value of place i at 2i and 2i + 1, null where an entry was removed. */
    private @Nullable Object[] entries = new @Nullable Object[2 * FIRST];

    /**
     * Place + 1 in the bits that a place may need, above them those of its hash; 0 for a free slot. An entry is in the slot that
     * the lower bits of its hash name, or behind it without a gap. Half empty at least.
     */
    private int[] index = new int[2 * FIRST];

    private int used;
    private int size;

    /** Counts what an iterator must not miss. */
    private int changes;

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return find(key) >= 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(@Nullable Object key) {
        int slot = find(key);
        return slot < 0 ? null : (V) entries[2 * place(slot) + 1];
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V put(K key, V value) {
        Objects.requireNonNull(value, "value");
        int slot = find(key);
        if (slot >= 0) {
            int at = 2 * place(slot) + 1;
            V before = (V) entries[at];
            entries[at] = value;
            return before;
        }
        append(key, value);
        return null;
    }

    private void append(K key, V value) {
        if (2 * used == entries.length) {
            makeRoom();
        }
        entries[2 * used] = key;
        entries[2 * used + 1] = value;
        note(used++);
        size++;
        changes++;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V remove(@Nullable Object key) {
        int slot = find(key);
        if (slot < 0) {
            return null;
        }
        int at = 2 * place(slot);
        V before = (V) entries[at + 1];
        entries[at] = null;
        entries[at + 1] = null;
        forget(slot);
        size--;
        changes++;
        while (used > 0 && entries[2 * used - 2] == null) {
            used--;
        }
        return before;
    }

    @Override
    public void clear() {
        entries = new @Nullable Object[2 * FIRST];
        index = new int[2 * FIRST];
        used = 0;
        size = 0;
        changes++;
    }

    private static int hash(@Nullable Object key) {
        int hash = Objects.requireNonNull(key, "key").hashCode() * SPREAD;
        return hash ^ hash >>> 16;
    }

    /** All bits of a slot, which are also those of a place + 1. */
    private int mask() {
        return index.length - 1;
    }

    private int place(int slot) {
        return (index[slot] & mask()) - 1;
    }

    private int next(int slot) {
        return (slot + 1) & mask();
    }

    private int find(@Nullable Object key) {
        int hash = hash(key);
        for (int slot = hash & mask(); index[slot] != 0; slot = next(slot)) {
            if (((index[slot] ^ hash) & ~mask()) == 0 && Objects.equals(key, entries[2 * place(slot)])) {
                return slot;
            }
        }
        return -1;
    }

    private void note(int place) {
        int hash = hash(entries[2 * place]);
        int slot = hash & mask();
        while (index[slot] != 0) {
            slot = next(slot);
        }
        index[slot] = (hash & ~mask()) | (place + 1);
    }

    /** Frees a slot and moves back what stands behind it only because it was taken. */
    private void forget(int freed) {
        int hole = freed;
        for (int slot = next(hole); index[slot] != 0; slot = next(slot)) {
            int home = hash(entries[2 * place(slot)]) & mask();
            if (((slot - home) & mask()) >= ((slot - hole) & mask())) {
                index[hole] = index[slot];
                hole = slot;
            }
        }
        index[hole] = 0;
    }

    /** Closes the gaps, in arrays twice as long unless the gaps are many. */
    private void makeRoom() {
        int capacity = size > used / 2 ? 2 * used : used;
        @Nullable Object[] old = entries;
        entries = new @Nullable Object[2 * capacity];
        index = new int[2 * capacity];
        int end = used;
        used = 0;
        for (int i = 0; i < end; i++) {
            if (old[2 * i] != null) {
                entries[2 * used] = old[2 * i];
                entries[2 * used + 1] = old[2 * i + 1];
                note(used++);
            }
        }
        changes++;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<K, V>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<K, V>> {
        private int at;
        private int last = -1;
        private int asOf = changes;

        @Override
        public boolean hasNext() {
            while (at < used && entries[2 * at] == null) {
                at++;
            }
            return at < used;
        }

        @Override
        @SuppressWarnings("unchecked")
        public Map.Entry<K, V> next() {
            unchanged();
            if (!hasNext()) {
                throw new NoSuchElementException("all " + size + " entries were given out");
            }
            last = at++;
            return Map.entry(
                    (K) Objects.requireNonNull(entries[2 * last]), (V) Objects.requireNonNull(entries[2 * last + 1]));
        }

        @Override
        public void remove() {
            unchanged();
            if (last < 0) {
                throw new IllegalStateException("nothing to remove: call next first");
            }
            FlatMap.this.remove(entries[2 * last]);
            last = -1;
            asOf = changes;
        }

        private void unchanged() {
            if (asOf != changes) {
                throw new ConcurrentModificationException("the map was changed beside its iterator");
            }
        }
    }
}
