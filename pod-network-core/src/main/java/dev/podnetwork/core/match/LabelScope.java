package dev.podnetwork.core.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of pods, or those of namespaces, with the policies that ask for each and those that forbid it. Filled, then frozen;
 * immutable from then on. Its hash maps are only looked up, never iterated.
 */
final class LabelScope {
    private final Map<String, Key> keys = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private static final class Key {
        final Entry any = new Entry();
        final Map<String, Entry> byValue = new HashMap<>();
    }

    /** One label, or one key with any value. */
    private static final class Entry {
        List<Integer> asked = new ArrayList<>(0);
        List<Integer> banned = new ArrayList<>(0);

        @Nullable
        PositionSet meets;

        @Nullable
        PositionSet forbids;

        void freeze(int words) {
            meets = asked.isEmpty() ? null : PositionSet.of(asked, words);
            forbids = banned.isEmpty() ? null : PositionSet.of(banned, words);
            asked = List.of();
            banned = List.of();
        }
    }

    /** The policy at this position stands under this requirement. */
    void meet(LabelIndex.Anchor anchor, int position) {
        if (anchor.values().isEmpty()) {
            any(anchor.key()).asked.add(position);
        }
        anchor.values().forEach(value -> one(anchor.key(), value).asked.add(position));
    }

    /** The policy at this position forbids these values of a label, or the label when there are none. */
    void forbid(String key, List<String> values, int position) {
        if (values.isEmpty()) {
            any(key).banned.add(position);
        }
        values.forEach(value -> one(key, value).banned.add(position));
    }

    private Entry any(String key) {
        return key(key).any;
    }

    private Entry one(String key, String value) {
        return key(key).byValue.computeIfAbsent(value, v -> entered(new Entry()));
    }

    private Key key(String key) {
        Key known = keys.get(key);
        if (known == null) {
            known = new Key();
            entered(known.any);
            keys.put(key, known);
        }
        return known;
    }

    private Entry entered(Entry entry) {
        entries.add(entry);
        return entry;
    }

    /** How many policies stand under this requirement; before it is frozen. */
    int count(LabelIndex.Anchor anchor) {
        Key key = keys.get(anchor.key());
        if (key == null) {
            return 0;
        }
        if (anchor.values().isEmpty()) {
            return key.any.asked.size();
        }
        int sum = 0;
        for (String value : anchor.values()) {
            Entry entry = key.byValue.get(value);
            sum += entry == null ? 0 : entry.asked.size();
        }
        return sum;
    }

    /** Nothing is added any more. */
    void freeze(int words) {
        entries.forEach(entry -> entry.freeze(words));
        entries.clear();
    }

    /** Adds the policies that stand under one of these labels. */
    void meet(Map<String, String> labels, long[] into) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            Key key = keys.get(label.getKey());
            if (key != null) {
                add(key.any.meets, into);
                Entry one = key.byValue.get(label.getValue());
                add(one == null ? null : one.meets, into);
            }
        }
    }

    private static void add(@Nullable PositionSet set, long[] into) {
        if (set != null) {
            set.addTo(into);
        }
    }

    /** Takes out the policies that forbid one of these labels. */
    void forbid(Map<String, String> labels, long[] from) {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            Key key = keys.get(label.getKey());
            if (key != null) {
                remove(key.any.forbids, from);
                Entry one = key.byValue.get(label.getValue());
                remove(one == null ? null : one.forbids, from);
            }
        }
    }

    private static void remove(@Nullable PositionSet set, long[] from) {
        if (set != null) {
            set.removeFrom(from);
        }
    }
}
