package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a JSON patch (RFC 6902) on a pod. Immutable as long as its value is.
 *
 * @param op what it does
 * @param path a JSON pointer
 * @param value maps, lists, texts
 */
public record PodEdit(Op op, String path, Object value) {
    /** Refuses missing parts. */
    public PodEdit {
        requireNonNull(op, "op");
        requireNonNull(path, "path");
        requireNonNull(value, "value");
    }

    /** What an edit does. */
    public enum Op {
        /** Puts something where nothing is; at {@code -} behind the last element of a list. */
        ADD,
        /** Puts something in the place of another thing. */
        REPLACE
    }

    /** {@code op}, {@code path} and {@code value}, as an admission answer carries them. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("op", op == Op.ADD ? "add" : "replace");
        tree.put("path", path);
        tree.put("value", value);
        return tree;
    }

    /**
     * A copy of a pod with edits applied in order.
     *
     * @throws IllegalArgumentException when a place that an edit needs is not there
     */
    public static Map<String, @Nullable Object> apply(Map<?, ?> pod, List<PodEdit> edits) {
        Map<String, @Nullable Object> copy = copyOf(pod);
        for (PodEdit edit : edits) {
            List<String> steps = edit.steps();
            Object parent = copy;
            for (String step : steps.subList(0, steps.size() - 1)) {
                parent = parent instanceof List<?> list ? list.get(Integer.parseInt(step)) : child(parent, step, edit);
            }
            put(Objects.requireNonNull(parent), steps.get(steps.size() - 1), edit);
        }
        return copy;
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (String step : path.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    private static Object child(Object parent, String step, PodEdit edit) {
        Object child = parent instanceof Map<?, ?> map ? map.get(step) : null;
        if (child == null) {
            throw new IllegalArgumentException(
                    "the pod has no " + step + " on the way to " + edit.path() + ": edit the pod that was decided on");
        }
        return child;
    }

    @SuppressWarnings("unchecked") // copyOf made every map and list of the tree.
    private static void put(Object parent, String last, PodEdit edit) {
        if (parent instanceof List<?> list) {
            List<@Nullable Object> elements = (List<@Nullable Object>) list;
            if (last.equals("-")) {
                elements.add(copy(edit.value()));
            } else {
                elements.set(Integer.parseInt(last), copy(edit.value()));
            }
        } else {
            ((Map<String, @Nullable Object>) parent).put(last, copy(edit.value()));
        }
    }

    static Map<String, @Nullable Object> copyOf(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
        return copy;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyOf(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(copy(each)));
            return copy;
        }
        return value;
    }
}
