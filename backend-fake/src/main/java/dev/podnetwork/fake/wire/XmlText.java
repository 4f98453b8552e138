package dev.podnetwork.fake.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees of maps, lists, texts, numbers and flags as XML: one element a field, a list as its element repeated (spec:
 * openapi-wire §4.1). What XML cannot hold becomes a space.
 */
final class XmlText {
    private XmlText() {}

    static String write(String root, Map<String, ?> tree) {
        StringBuilder out = new StringBuilder(512).append("<?xml version='1.0' encoding='UTF-8'?>");
        element(name(root), tree, out);
        return out.toString();
    }

    private static void element(String name, @Nullable Object value, StringBuilder out) {
        if (value instanceof List<?> list) {
            list.forEach(each -> element(name, each, out));
        } else if (value != null) {
            out.append('<').append(name).append('>');
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, each) -> element(String.valueOf(key), each, out));
            } else {
                text(String.valueOf(value), out);
            }
            out.append("</").append(name).append('>');
        }
    }

    /** Field names are ours; a root may hold what a caller wrote for an action. */
    private static String name(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9]{0,99}") ? text : "Response";
    }

    private static void text(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> out.append(legal(value, i) ? c : ' ');
            }
        }
    }

    private static boolean legal(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
        }
        return (c >= ' ' && c < 0xfffe) || c == '\n' || c == '\r' || c == '\t';
    }
}
