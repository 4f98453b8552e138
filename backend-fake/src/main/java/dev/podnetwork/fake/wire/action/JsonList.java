package dev.podnetwork.fake.wire.action;

import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parameter that is the text of a JSON array of ids, {@code ["i-1","i-2"]} (spec: openapi-wire §2.4). */
final class JsonList {
    private static final Pattern ITEM = Pattern.compile("\\s*\"([^\"\\\\]{0,256})\"\\s*(,|$)");

    private JsonList() {}

    static List<String> texts(Parameters p, String name, int max) {
        String text = p.text(name).orElse("[]").trim();
        if (!text.startsWith("[") || !text.endsWith("]") || text.length() < 2) {
            throw malformed(name);
        }
        String inner = text.substring(1, text.length() - 1).trim();
        List<String> items = new ArrayList<>();
        Matcher item = ITEM.matcher(inner);
        int at = 0;
        while (at < inner.length()) {
            if (!item.find(at) || item.start() != at) {
                throw malformed(name);
            }
            items.add(item.group(1));
            at = item.end();
        }
        if (items.size() > max) {
            throw Refusal.invalid(name, items.size() + " ids, and " + max + " is the most.");
        }
        return items;
    }

    private static Refusal malformed(String name) {
        return Refusal.invalid(name, "give a JSON array of ids, [\"id\"].");
    }
}
