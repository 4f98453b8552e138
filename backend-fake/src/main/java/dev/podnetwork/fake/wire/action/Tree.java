package dev.podnetwork.fake.wire.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds one JSON object in order. Not thread-safe. */
public final class Tree {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** An empty object. */
    public Tree() {}

    /** Adds a field; null is left out. */
    public Tree with(String name, @Nullable Object value) {
        if (value instanceof Tree tree) {
            fields.put(name, tree.fields);
        } else if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /** Adds a list in the double wrapping of these products: {@code Xs: {X: […]}}. */
    public Tree wrapped(String outer, String inner, List<?> items) {
        return with(outer, Map.of(inner, items));
    }

    /** The object. */
    public Map<String, Object> map() {
        return fields;
    }
}
