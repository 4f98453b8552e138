package dev.podnetwork.fake.state;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one interface, kept in a flat array because a million of them are held, and given out as they are.
 * Immutable; order is kept.
 */
public final class TagSet extends AbstractMap<String, String> {
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
        Map<String, String> merged = new LinkedHashMap<>(this);
        merged.putAll(more);
        return of(merged);
    }

    @Override
    public int size() {
        return keysAndValues.length / 2;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return indexOf(key) >= 0;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        int index = indexOf(key);
        return index < 0 ? null : keysAndValues[index + 1];
    }

    private int indexOf(@Nullable Object key) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return TagSet.this.size();
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < keysAndValues.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all " + size() + " tags were given out");
            }
            next += 2;
            return Map.entry(keysAndValues[next - 2], keysAndValues[next - 1]);
        }
    }

    /** Whether each wanted tag is here with the wanted value. */
    boolean containsAll(Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        for (Map.Entry<String, String> tag : wanted.entrySet()) {
            if (!tag.getValue().equals(get(tag.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether these are exactly the given tags, in any order. */
    boolean sameAs(Map<String, String> tags) {
        return tags.size() == size() && containsAll(tags);
    }
}
