package dev.podnetwork.fake.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags of one interface, kept in a flat array because a million of them are held. Immutable; order is kept. */
public final class TagSet {
    /** No tag. */
    public static final TagSet NONE = new TagSet(new String[0]);

    private final String[] keysAndValues;

    private TagSet(String[] keysAndValues) {
        this.keysAndValues = keysAndValues;
    }

    /** These tags in this order. */
    public static TagSet of(Map<String, String> tags) {
        if (tags.isEmpty()) {
            return NONE;
        }
        String[] flat = new String[tags.size() * 2];
        int i = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            flat[i++] = tag.getKey();
            flat[i++] = tag.getValue();
        }
        return new TagSet(flat);
    }

    /** These tags with others added or overwritten. */
    TagSet with(Map<String, String> more) {
        Map<String, String> merged = new LinkedHashMap<>(toMap());
        merged.putAll(more);
        return of(merged);
    }

    /** How many there are. */
    int size() {
        return keysAndValues.length / 2;
    }

    /** Whether each wanted tag is here with the wanted value. */
    boolean containsAll(Map<String, String> wanted) {
        for (Map.Entry<String, String> tag : wanted.entrySet()) {
            if (!contains(tag.getKey(), tag.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether these are exactly the given tags, in any order. */
    boolean sameAs(Map<String, String> tags) {
        return tags.size() == size() && containsAll(tags);
    }

    /** An unmodifiable map in the order given at creation. */
    Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    private boolean contains(String key, String value) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i].equals(key)) {
                return keysAndValues[i + 1].equals(value);
            }
        }
        return false;
    }
}
