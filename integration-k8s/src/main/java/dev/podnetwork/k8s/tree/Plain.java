package dev.podnetwork.k8s.tree;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees as {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null, and the way to and from {@link Doc}. */
public final class Plain {
    private Plain() {}

    /** The value without its places. Maps and lists are new, ordered and modifiable; whole numbers are {@code Long}. */
    public static @Nullable Object of(Doc doc) {
        if (doc instanceof Doc.Fields fields) {
            return map(fields);
        } else if (doc instanceof Doc.Items items) {
            List<@Nullable Object> all = new ArrayList<>(items.items().size());
            items.items().forEach(each -> all.add(of(each)));
            return all;
        } else if (doc instanceof Doc.Text text) {
            return text.value();
        } else if (doc instanceof Doc.Numeral number) {
            return number(number.value());
        } else if (doc instanceof Doc.Flag flag) {
            return flag.value();
        }
        return null;
    }

    /** The mapping without its places. */
    public static Map<String, @Nullable Object> map(Doc.Fields fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        fields.fields().forEach((name, field) -> all.put(name, of(field.value())));
        return all;
    }

    private static Number number(BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (ArithmeticException notWhole) {
            return value;
        }
    }

    /**
     * The document of a plain tree, all of it at one place.
     *
     * @throws IllegalArgumentException on a value that is none of the types named above
     */
    public static Doc doc(@Nullable Object plain, Position at) {
        if (plain == null) {
            return new Doc.Nothing(at);
        } else if (plain instanceof Map<?, ?> map) {
            return fields(map, at);
        } else if (plain instanceof List<?> list) {
            return new Doc.Items(at, list.stream().map(each -> doc(each, at)).toList());
        } else if (plain instanceof String text) {
            return new Doc.Text(at, text, at);
        } else if (plain instanceof Boolean flag) {
            return new Doc.Flag(at, flag);
        } else if (plain instanceof Number number) {
            return new Doc.Numeral(at, new BigDecimal(number.toString()));
        }
        throw new IllegalArgumentException("a tree holds a " + plain.getClass().getName()
                + ": it may hold maps, lists, strings, numbers, booleans and null");
    }

    /** The document of a plain map, all of it at one place; see {@link #doc}. */
    public static Doc.Fields fields(Map<?, ?> plain, Position at) {
        Map<String, Doc.Field> fields = new LinkedHashMap<>();
        plain.forEach((name, value) -> fields.put(String.valueOf(name), new Doc.Field(at, doc(value, at))));
        return new Doc.Fields(at, fields);
    }
}
