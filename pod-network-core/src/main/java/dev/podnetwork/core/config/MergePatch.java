package dev.podnetwork.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document with a merge patch applied, as RFC 7396 says: objects are merged, null removes, everything else, lists too, is
 * replaced whole. Neither input is changed (spec: node-ipam §1.3).
 *
 * @param effective the result; null is JSON's null
 * @param overridden where it differs from the base, as JSON pointers, in the patch's order; the whole document is the empty pointer
 */
public record MergePatch(@Nullable Object effective, List<String> overridden) {
    /** Copies the list. */
    public MergePatch {
        overridden = List.copyOf(overridden);
    }

    /** Applies a patch to a base; both are maps, lists, texts, numbers, switches and nulls. */
    public static MergePatch apply(@Nullable Object base, @Nullable Object patch) {
        List<String> overridden = new ArrayList<>();
        Object effective = merge("", base, patch, overridden);
        return new MergePatch(effective, overridden);
    }

    /** The result as an object; an empty one when it is none. */
    public Map<?, ?> effectiveObject() {
        return effective instanceof Map<?, ?> map ? map : Map.of();
    }

    private static @Nullable Object merge(
            String path, @Nullable Object base, @Nullable Object patch, List<String> overridden) {
        if (!(patch instanceof Map<?, ?> changes)) {
            if (!Objects.equals(base, patch)) {
                overridden.add(path);
            }
            return patch;
        }
        boolean wasObject = base instanceof Map;
        if (!wasObject) {
            overridden.add(path);
        }
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>(base instanceof Map<?, ?> map ? map : Map.of());
        List<String> below = wasObject ? overridden : new ArrayList<>();
        for (Map.Entry<?, ?> change : changes.entrySet()) {
            String at = path + "/" + escaped(String.valueOf(change.getKey()));
            if (change.getValue() != null) {
                merged.put(change.getKey(), merge(at, merged.get(change.getKey()), change.getValue(), below));
            } else if (merged.containsKey(change.getKey())) {
                merged.remove(change.getKey());
                below.add(at);
            }
        }
        return Collections.unmodifiableMap(merged);
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
