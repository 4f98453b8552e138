package dev.podnetwork.k8s.tree;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value of a document, with the place where it stands. Immutable. */
public sealed interface Doc {

    /** Where it begins. */
    Position at();

    /** What it is and its value if short, for messages: {@code the number 5}. */
    String describe();

    /**
     * One field of a mapping.
     *
     * @param at where its name stands
     * @param value its value
     */
    record Field(Position at, Doc value) {}

    /**
     * A mapping from names to values.
     *
     * @param at where it begins
     * @param fields in the order of the text
     */
    record Fields(Position at, Map<String, Field> fields) implements Doc {
        /** Copies the map, keeping its order. */
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The value of a field; empty when it is not there or null. */
        public Optional<Doc> get(String name) {
            Field field = fields.get(name);
            return field == null || field.value() instanceof Nothing ? Optional.empty() : Optional.of(field.value());
        }

        /** Where the field is named, else where the mapping begins. */
        public Position at(String name) {
            Field field = fields.get(name);
            return field == null ? at : field.at();
        }

        /** The text of a field; refuses any other value. */
        public Optional<String> text(String name) {
            return get(name).map(value -> Expect.text(name, value));
        }

        /** The mapping under a field; an empty one when there is none; refuses any other value. */
        public Fields fields(String name) {
            return get(name).map(value -> Expect.fields(name, value)).orElseGet(() -> new Fields(at(name), Map.of()));
        }

        /** The list under a field; empty when there is none; refuses any other value. */
        public List<Doc> items(String name) {
            return get(name).map(value -> Expect.items(name, value)).orElse(List.of());
        }

        /** The objects of the list under a field; empty when there is none; refuses any other value. */
        public List<Fields> objects(String name) {
            return items(name).stream().map(each -> Expect.fields(name, each)).toList();
        }

        /** The texts of the list under a field; refuses any other value. */
        public List<String> texts(String name) {
            return items(name).stream().map(each -> Expect.text(name, each)).toList();
        }

        /** The names and texts of the mapping under a field; refuses any other value. */
        public Map<String, String> textMap(String name) {
            Map<String, String> all = new LinkedHashMap<>();
            fields(name).fields().forEach((key, field) -> {
                if (!(field.value() instanceof Nothing)) {
                    all.put(key, Expect.text(name + "." + key, field.value()));
                }
            });
            return all;
        }

        /** The truth value of a field; refuses any other value. */
        public Optional<Boolean> flag(String name) {
            return get(name).map(value -> Expect.flag(name, value));
        }

        /** The whole number of a field; refuses any other value. */
        public Optional<Long> whole(String name) {
            return get(name).map(value -> Expect.whole(name, value));
        }

        @Override
        public String describe() {
            return "an object";
        }
    }

    /**
     * A list.
     *
     * @param at where it begins
     * @param items in order
     */
    record Items(Position at, List<Doc> items) implements Doc {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /**
     * Text.
     *
     * @param at where it begins
     * @param value the text
     * @param firstLine where its first line of content stands, for text that is itself a document
     */
    record Text(Position at, String value, Position firstLine) implements Doc {
        @Override
        public String describe() {
            return "the text \"" + (value.length() > 60 ? value.substring(0, 57) + "..." : value) + "\"";
        }
    }

    /**
     * A number.
     *
     * @param at where it begins
     * @param value its value
     */
    record Numeral(Position at, BigDecimal value) implements Doc {
        @Override
        public String describe() {
            return "the number " + value.toPlainString();
        }
    }

    /**
     * True or false.
     *
     * @param at where it begins
     * @param value its value
     */
    record Flag(Position at, boolean value) implements Doc {
        @Override
        public String describe() {
            return "the value " + value;
        }
    }

    /**
     * No value.
     *
     * @param at where it would be
     */
    record Nothing(Position at) implements Doc {
        @Override
        public String describe() {
            return "nothing";
        }
    }
}
