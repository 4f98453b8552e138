package dev.podnetwork.core.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dotted version, compared part by part; what follows the numbers does not count, so {@code v1.14.3-aliyun.1} is 1.14.3 and
 * {@code 5.10.134-16.al8} is 5.10.134. Immutable.
 *
 * @param parts the numbers, the leading one first; missing ones count as 0
 */
public record Version(List<Integer> parts) implements Comparable<Version> {
    private static final Pattern NUMBERS = Pattern.compile("v?([0-9]{1,6}(\\.[0-9]{1,6})*)([-+._~].*)?");

    /** Copies the list. */
    public Version {
        parts = List.copyOf(parts);
    }

    /** The version a text begins with; empty when it begins with none. */
    public static Optional<Version> parse(String text) {
        Matcher matcher = NUMBERS.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Integer> parts = new ArrayList<>();
        for (String part : matcher.group(1).split("\\.", -1)) {
            parts.add(Integer.valueOf(part));
        }
        return Optional.of(new Version(parts));
    }

    /**
     * A version that is known to be one.
     *
     * @throws IllegalArgumentException when it is not
     */
    public static Version of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not a version: write numbers with dots, such as 1.14.3"));
    }

    private int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int compared = Integer.compare(part(i), other.part(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** Two versions are equal when they compare so: 1.9 is 1.9.0. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = parts.size();
        while (last > 0 && parts.get(last - 1) == 0) {
            last--;
        }
        return parts.subList(0, last).hashCode();
    }

    /** With dots. */
    @Override
    public String toString() {
        return String.join(".", parts.stream().map(String::valueOf).toList());
    }
}
