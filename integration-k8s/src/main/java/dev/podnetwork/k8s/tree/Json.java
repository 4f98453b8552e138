package dev.podnetwork.k8s.tree;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON texts: strict reading that knows the line of every value, and writing. Stateless. */
public final class Json {
    private Json() {}

    /**
     * Reads one JSON value (RFC 8259; nesting to 64, no repeated names).
     *
     * @param start where the first line of the text stands
     * @throws DocumentException when it is not one
     */
    public static Doc parse(String text, Position start) {
        return new JsonReader(text, start, false).whole();
    }

    /** The same, skipping what follows {@code #} or {@code //} on a line, as people write it into configuration. */
    public static Doc parseWithComments(String text, Position start) {
        return new JsonReader(text, start, true).whole();
    }

    /** Writes a {@link Plain} tree on one line. */
    public static String write(@Nullable Object plain) {
        StringBuilder out = new StringBuilder();
        write(plain, out);
        return out.toString();
    }

    private static void write(@Nullable Object plain, StringBuilder out) {
        if (plain instanceof Map<?, ?> map) {
            writeMap(map, out);
        } else if (plain instanceof List<?> list) {
            String separator = "[";
            for (Object each : list) {
                out.append(separator);
                write(each, out);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (plain instanceof String text) {
            quote(text, out);
        } else {
            out.append(plain);
        }
    }

    private static void writeMap(Map<?, ?> map, StringBuilder out) {
        String separator = "{";
        for (Map.Entry<?, ?> each : map.entrySet()) {
            out.append(separator);
            quote(String.valueOf(each.getKey()), out);
            out.append(':');
            write(each.getValue(), out);
            separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
