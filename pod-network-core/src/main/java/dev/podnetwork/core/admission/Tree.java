package dev.podnetwork.core.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a parsed annotation and notes the first thing that is wrong with it. Absent and null fields have their
 * defaults. Not thread-safe; use once.
 */
final class Tree {
    private final String path;
    private final Map<?, ?> fields;
    private final List<String> problems;

    private Tree(String path, Map<?, ?> fields, List<String> problems) {
        this.path = path;
        this.fields = fields;
        this.problems = problems;
    }

    static Tree of(String path, @Nullable Object value, List<String> problems) {
        if (value == null || value instanceof Map) {
            return new Tree(path, value == null ? Map.of() : (Map<?, ?>) value, problems);
        }
        problems.add(path + " is " + value + ": an object is needed");
        return new Tree(path, Map.of(), problems);
    }

    /** The elements of a list; null is an empty one. */
    static List<?> list(String path, @Nullable Object value, List<String> problems) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        problems.add(path + " is " + value + ": a list is needed");
        return List.of();
    }

    boolean has(String key) {
        return fields.get(key) != null;
    }

    Tree object(String key) {
        return of(at(key), fields.get(key), problems);
    }

    List<Tree> objects(String key) {
        List<Tree> objects = new ArrayList<>();
        for (Object element : list(at(key), fields.get(key), problems)) {
            objects.add(of(at(key) + "[" + objects.size() + "]", element, problems));
        }
        return objects;
    }

    String text(String key) {
        Object value = fields.get(key);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        problems.add(at(key) + " is " + value + ": a text is needed");
        return "";
    }

    boolean flag(String key) {
        Object value = fields.get(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        problems.add(at(key) + " is " + value + ": true or false is needed");
        return false;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(at(key), fields.get(key), problems)) {
            if (element instanceof String text && !text.isBlank()) {
                texts.add(text);
            } else {
                problems.add(at(key) + " holds \"" + element + "\": texts that are not empty are needed");
            }
        }
        return texts;
    }

    /** A text out of a few; the fallback when it is none of them, which is noted. */
    <T> T choice(String key, T fallback, Function<String, Optional<T>> parse, String allowed) {
        Optional<T> parsed = parse.apply(text(key));
        if (parsed.isEmpty()) {
            problems.add(at(key) + " is \"" + text(key) + "\": allowed is " + allowed);
        }
        return parsed.orElse(fallback);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
