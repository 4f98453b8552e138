package dev.podnetwork.core.preflight;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.config.Cidr;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The name of something a rule may look at, with the texts that stand for its values. Two are the same when their names are.
 *
 * @param <T> the type of its values; immutable
 */
public final class Fact<T> {
    private final String name;
    private final String about;
    private final String allowed;
    private final Function<String, Optional<T>> parser;

    private Fact(String name, String about, String allowed, Function<String, Optional<T>> parser) {
        this.name = requireNonNull(name, "name");
        this.about = requireNonNull(about, "about");
        this.allowed = requireNonNull(allowed, "allowed");
        this.parser = requireNonNull(parser, "parser");
    }

    static Fact<Boolean> flag(String name, String about) {
        return new Fact<>(name, about, "true, false", text -> switch (text) {
            case "true" -> Optional.of(Boolean.TRUE);
            case "false" -> Optional.of(Boolean.FALSE);
            default -> Optional.empty();
        });
    }

    static Fact<Integer> count(String name, String about) {
        return new Fact<>(
                name,
                about,
                "a whole number, 0 or more",
                text -> text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty());
    }

    static Fact<Version> version(String name, String about) {
        return new Fact<>(name, about, "a version such as 1.14.3", Version::parse);
    }

    static Fact<String> text(String name, String about) {
        return new Fact<>(name, about, "a text", Optional::of);
    }

    static Fact<String> text(String name, String about, String allowed, Function<String, Optional<String>> parser) {
        return new Fact<>(name, about, allowed, parser);
    }

    static Fact<List<Cidr>> blocks(String name, String about) {
        return new Fact<>(name, about, "blocks such as 10.0.0.0/8, separated by commas", Fact::blocks);
    }

    private static Optional<List<Cidr>> blocks(String text) {
        List<Optional<Cidr>> blocks = Arrays.stream(text.split(",", -1))
                .filter(each -> !each.isBlank())
                .map(Cidr::parse)
                .toList();
        return blocks.stream().allMatch(Optional::isPresent)
                ? Optional.of(blocks.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    static <E extends Enum<E>> Fact<E> choice(String name, String about, Class<E> type) {
        List<E> values = List.of(type.getEnumConstants());
        String allowed = String.join(", ", values.stream().map(Fact::show).toList());
        return new Fact<>(
                name,
                about,
                allowed,
                text -> values.stream()
                        .filter(v -> show(v).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    /** How a value is shown, and read back by {@link #parse}. */
    static String show(Object value) {
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(Fact::show).toList());
        }
        return value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : String.valueOf(value);
    }

    /** Its name in documents and on the command line. */
    public String name() {
        return name;
    }

    /** What it says, for people. */
    public String about() {
        return about;
    }

    /** The texts that stand for its values, for people. */
    public String allowed() {
        return allowed;
    }

    /** The value that a text stands for; empty when it stands for none. */
    public Optional<T> parse(String text) {
        return parser.apply(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fact<?> fact && fact.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
