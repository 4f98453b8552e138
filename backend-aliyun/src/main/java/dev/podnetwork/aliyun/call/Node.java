package dev.podnetwork.aliyun.call;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of an answer. Strict about JSON and lenient about scalars, because real answers mix numbers, texts and flags
 * (spec: openapi-wire §4.1). Absent, null and empty text are the same.
 */
public final class Node {
    private static final TypeAdapter<JsonElement> ADAPTER = new Gson().getAdapter(JsonElement.class);

    private final JsonObject object;

    private Node(JsonObject object) {
        this.object = object;
    }

    /** Reads one JSON object and nothing after it; empty when the text is anything else. */
    public static Optional<Node> parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = ADAPTER.read(reader);
            return element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT
                    ? Optional.of(new Node(element.getAsJsonObject()))
                    : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** A scalar as text. */
    public Optional<String> text(String name) {
        JsonElement element = object.get(name);
        return element == null || !element.isJsonPrimitive()
                ? Optional.empty()
                : Optional.of(element.getAsString()).filter(text -> !text.isEmpty());
    }

    /** A scalar that must be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> new MalformedAnswerException("the answer lacks " + name));
    }

    /** A whole number, 0 when it is absent. */
    public int number(String name) {
        return text(name)
                .map(text -> {
                    try {
                        return (int) Math.min(Integer.MAX_VALUE, Math.max(Integer.MIN_VALUE, Double.parseDouble(text)));
                    } catch (NumberFormatException e) {
                        throw new MalformedAnswerException(name + " of the answer is not a number");
                    }
                })
                .orElse(0);
    }

    /** A flag, false when it is absent. */
    public boolean flag(String name) {
        return text(name)
                .map(text -> text.equalsIgnoreCase("true") || text.equals("1"))
                .orElse(false);
    }

    /** An object, an empty one when it is absent. */
    public Node child(String name) {
        JsonElement element = object.get(name);
        return new Node(element != null && element.isJsonObject() ? element.getAsJsonObject() : new JsonObject());
    }

    /** The objects of a plain array. */
    public List<Node> items(String name) {
        return objects(elements(object.get(name)));
    }

    /** The texts of a plain array. */
    public List<String> texts(String name) {
        return primitives(elements(object.get(name)));
    }

    /** The objects of {@code outer: {inner: […]}}; a lone object counts as a list of one. */
    public List<Node> items(String outer, String inner) {
        return objects(elements(child(outer).object.get(inner)));
    }

    private static List<Node> objects(List<JsonElement> elements) {
        List<Node> items = new ArrayList<>();
        for (JsonElement each : elements) {
            if (each.isJsonObject()) {
                items.add(new Node(each.getAsJsonObject()));
            }
        }
        return items;
    }

    /** The texts of {@code outer: {inner: […]}}. */
    public List<String> texts(String outer, String inner) {
        return primitives(elements(child(outer).object.get(inner)));
    }

    private static List<String> primitives(List<JsonElement> elements) {
        List<String> texts = new ArrayList<>();
        for (JsonElement each : elements) {
            if (each.isJsonPrimitive()) {
                texts.add(each.getAsString());
            }
        }
        return texts;
    }

    private static List<JsonElement> elements(@Nullable JsonElement list) {
        if (list == null || list.isJsonNull()) {
            return List.of();
        }
        return list.isJsonArray() ? list.getAsJsonArray().asList() : List.of(list);
    }
}
