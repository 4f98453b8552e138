package dev.podnetwork.fake.wire.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of one request by their flat names, {@code SecurityGroupIds.1} or {@code Tag.2.Key} (spec: openapi-wire
 * §2.4). Empty and absent are the same to whoever reads; signatures see the difference through {@link #raw}.
 */
public final class Parameters {
    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** Reads {@code a=b&c=d}; of a repeated name the last one counts. */
    public static Parameters parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('&', from);
            end = end < 0 ? text.length() : end;
            if (end > from) {
                int equals = text.indexOf('=', from);
                boolean bare = equals < 0 || equals > end;
                String name = text.substring(from, bare ? end : equals);
                values.put(Percent.decode(name), bare ? "" : Percent.decode(text.substring(equals + 1, end)));
            }
            from = end + 1;
        }
        return new Parameters(values);
    }

    /** These and others; where both have a name, the others' value counts. */
    public Parameters merge(Parameters others) {
        if (others.values.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(others.values);
        return new Parameters(all);
    }

    /** Everything as it was sent, empty values included. */
    public Map<String, String> raw() {
        return Collections.unmodifiableMap(values);
    }

    /** A value, empty when it is absent or empty. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** A value that must be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> Refusal.missing(name));
    }

    /** A whole number between two bounds. */
    public Optional<Integer> number(String name, int min, int max) {
        return text(name).map(text -> {
            try {
                int value = Integer.parseInt(text.trim());
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Answered below, like a number out of bounds.
            }
            throw Refusal.invalid(name, "give a whole number from " + min + " to " + max + ".");
        });
    }

    /** {@code true} or {@code false}, in any case. */
    public boolean flag(String name, boolean otherwise) {
        String text = text(name).orElse(Boolean.toString(otherwise));
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw Refusal.invalid(name, "give true or false.");
    }

    /** The values {@code name.1}, {@code name.2}, … by number; gaps are fine. */
    public List<String> list(String name) {
        TreeMap<Integer, String> byNumber = new TreeMap<>();
        String prefix = name + ".";
        values.forEach((key, value) -> {
            if (key.startsWith(prefix) && !value.isEmpty()) {
                int number = index(key, prefix.length(), key.length());
                if (number > 0) {
                    byNumber.put(number, value);
                }
            }
        });
        return new ArrayList<>(byNumber.values());
    }

    /** At most that many values of a list. */
    public List<String> list(String name, int max) {
        List<String> list = list(name);
        if (list.size() > max) {
            throw Refusal.invalid(name, list.size() + " values, and " + max + " is the most.");
        }
        return list;
    }

    /** The pairs {@code Tag.1.Key}, {@code Tag.1.Value}, …; a value may be empty, a key may not and may not repeat. */
    public Map<String, String> tags() {
        TreeMap<Integer, String> keys = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith("Tag.") && (name.endsWith(".Key") || name.endsWith(".key"))) {
                int number = index(name, 4, name.length() - 4);
                if (number > 0) {
                    keys.put(number, value);
                }
            }
        });
        Map<String, String> tags = new LinkedHashMap<>();
        keys.forEach((number, key) -> {
            String value = values.getOrDefault(
                    "Tag." + number + ".Value", values.getOrDefault("Tag." + number + ".value", ""));
            if (tags.put(key, value) != null) {
                throw new Refusal(400, "Duplicate.TagKey", "The specified tag key is duplicated: " + key);
            }
        });
        return tags;
    }

    private static int index(String text, int from, int to) {
        if (to <= from || to - from > 6) {
            return 0;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit < 0) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
