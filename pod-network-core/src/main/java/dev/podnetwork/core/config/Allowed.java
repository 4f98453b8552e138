package dev.podnetwork.core.config;

import dev.podnetwork.api.release.GoDuration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What values of a key are possible, beyond their kind. Immutable.
 *
 * @param words for people
 * @param test whether a value, which is of the right kind, is one of them
 * @param meaning what a possible value comes to: equal for values that work alike
 */
record Allowed(String words, Predicate<Object> test, UnaryOperator<Object> meaning) {
    private static final List<String> BACKOFF_FIELDS =
            List.of("initialdelay", "duration", "factor", "jitter", "steps", "cap");

    /** Values that work alike only if they are the same. */
    Allowed(String words, Predicate<Object> test) {
        this(words, test, UnaryOperator.identity());
    }

    /** The same values, some of which come to others. */
    Allowed meaning(UnaryOperator<Object> each) {
        return new Allowed(words, test, each);
    }

    /** The same values, where one that is not above zero stands for another. */
    Allowed orElse(long fallback) {
        return meaning(value -> value instanceof Number number && number.doubleValue() <= 0 ? fallback : value);
    }

    /** The same values, where more than there can be stands for the most. */
    Allowed atMost(long most) {
        return meaning(value -> value instanceof Number number && number.doubleValue() > most ? most : value);
    }

    /** Anything of the kind. */
    static Allowed any(ValueKind kind) {
        return new Allowed(kind.words(), value -> true);
    }

    static Allowed any(String words) {
        return new Allowed(words, value -> true);
    }

    static Allowed oneOf(String... texts) {
        List<String> all = List.of(texts);
        String words = String.join(
                ", ", all.stream().map(t -> t.isEmpty() ? "empty" : t).toList());
        return new Allowed(words, value -> all.contains(String.valueOf(value)));
    }

    static Allowed range(double least, double most, String words) {
        return new Allowed(words, value -> {
            Double number = ValueKind.number(value);
            return number != null && number >= least && number <= most;
        });
    }

    static Allowed duration() {
        return new Allowed(
                "a duration such as 30s, 10m or 2h30m, or empty",
                value -> value.equals("") || isDuration(String.valueOf(value)),
                value -> value.equals("")
                        ? value
                        : GoDuration.parse(String.valueOf(value))
                                .<Object>map(d -> d)
                                .orElse(value));
    }

    private static boolean isDuration(String text) {
        return GoDuration.parse(text).filter(d -> !d.isNegative()).isPresent();
    }

    static Allowed factor() {
        return new Allowed("a number from 0 to 1, as a text", value -> {
            Double number = ValueKind.number(value);
            return value.equals("") || (number != null && number >= 0 && number <= 1);
        });
    }

    static Allowed blocks() {
        return new Allowed("CIDR blocks such as 172.21.0.0/20, separated by commas, or empty", value -> {
            String text = String.valueOf(value);
            return text.isEmpty()
                    || List.of(text.split(",", -1)).stream()
                            .allMatch(each -> Cidr.parse(each).isPresent());
        });
    }

    static Allowed routes() {
        return new Allowed(
                "a list of objects with dst, a CIDR block",
                value -> list(value).stream()
                        .allMatch(each -> each instanceof Map<?, ?> route
                                && route.keySet().equals(Set.of("dst"))
                                && Cidr.parse(String.valueOf(route.get("dst"))).isPresent()));
    }

    static Allowed tagList() {
        return new Allowed(
                "a list of objects with key and value, texts",
                value -> list(value).stream()
                        .allMatch(each -> each instanceof Map<?, ?> tag
                                && tag.get("key") instanceof String
                                && tag.keySet().stream()
                                        .allMatch(k -> List.of("key", "value").contains(k))
                                && (tag.get("value") == null || tag.get("value") instanceof String)));
    }

    static Allowed texts() {
        return new Allowed(
                "a list of texts that are not empty",
                value -> list(value).stream().allMatch(each -> each instanceof String text && !text.isBlank()));
    }

    static Allowed textMap() {
        return new Allowed(
                "an object of texts",
                value -> value instanceof Map<?, ?> map
                        && map.values().stream().allMatch(v -> v == null || ValueKind.TEXT.fits(v)));
    }

    static Allowed rates() {
        return new Allowed(
                "an object of API name to calls per minute, 1 or more",
                value -> value instanceof Map<?, ?> map
                        && map.values().stream()
                                .allMatch(v -> v != null && ValueKind.COUNT.fits(v) && !"0".equals(String.valueOf(v))));
    }

    static Allowed backoffs(List<String> policies) {
        String words = "an object whose keys are policies ("
                + String.join(
                        ", ",
                        policies.stream().map(p -> p.isEmpty() ? "\"\"" : p).toList())
                + ") and whose values are objects with InitialDelay, Duration, Factor, Jitter, Steps, Cap";
        return new Allowed(
                words,
                value -> value instanceof Map<?, ?> map
                        && map.entrySet().stream()
                                .allMatch(
                                        e -> policies.contains(String.valueOf(e.getKey())) && isBackoff(e.getValue())));
    }

    private static boolean isBackoff(Object value) {
        return value instanceof Map<?, ?> policy
                && policy.entrySet().stream()
                        .allMatch(e -> isBackoffField(
                                String.valueOf(e.getKey()).toLowerCase(Locale.ROOT), String.valueOf(e.getValue())));
    }

    private static boolean isBackoffField(String name, String text) {
        Double number = ValueKind.number(text);
        boolean wholePositive = number != null && number >= 0 && number == Math.rint(number);
        return switch (name) {
            case "initialdelay", "duration", "cap" -> wholePositive || isDuration(text);
            case "steps" -> wholePositive && number != null && number >= 1;
            default -> BACKOFF_FIELDS.contains(name) && number != null && number >= 0;
        };
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
