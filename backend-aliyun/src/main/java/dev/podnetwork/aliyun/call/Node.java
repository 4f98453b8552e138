package dev.podnetwork.aliyun.call;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of an answer. Strict about JSON and lenient about scalars, because real answers mix numbers, texts and flags
 * (spec: openapi-wire §4.1). Absent, null and empty text are the same.
 */
public final class Node {
    private final Map<String, Object> object;

    private Node(Map<String, Object> object) {
        this.object = object;
    }

    /** Reads one JSON object and nothing after it; empty when the text is anything else. */
    public static Optional<Node> parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            Map<String, Object> object = object(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(new Node(object)) : Optional.empty();
        } catch (IOException | JsonParseException | IllegalStateException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Names with what they hold: a text (scalars too), a list or an object; those that hold null are left out. */
    private static Map<String, Object> object(JsonReader reader) throws IOException {
        Map<String, Object> object = new HashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            Object value = value(reader);
            if (value == null) {
                object.remove(name);
            } else {
                object.put(name, value);
            }
        }
        reader.endObject();
        return object;
    }

    private static List<Object> array(JsonReader reader) throws IOException {
        List<Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            Object value = value(reader);
            if (value != null) {
                array.add(value);
            }
        }
        reader.endArray();
        return array;
    }

    private static @Nullable Object value(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT:
                return object(reader);
            case BEGIN_ARRAY:
                return array(reader);
            case BOOLEAN:
                return String.valueOf(reader.nextBoolean());
            case NULL:
                reader.nextNull();
                return null;
            default:
                return reader.nextString();
        }
    }

    /** A scalar as text. */
    public Optional<String> text(String name) {
        return object.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
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
        return of(object.get(name)).orElseGet(() -> new Node(Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Node> of(@Nullable Object value) {
        return value instanceof Map<?, ?> object
                ? Optional.of(new Node((Map<String, Object>) object))
                : Optional.empty();
    }

    /** The objects of a plain array. */
    public List<Node> items(String name) {
        return objects(elements(object.get(name)));
    }

    /** The texts of a plain array. */
    public List<String> texts(String name) {
        return scalars(elements(object.get(name)));
    }

    /** The objects of {@code outer: {inner: […]}}; a lone object counts as a list of one. */
    public List<Node> items(String outer, String inner) {
        return objects(elements(child(outer).object.get(inner)));
    }

    private static List<Node> objects(List<?> elements) {
        List<Node> items = new ArrayList<>(elements.size());
        for (Object each : elements) {
            of(each).ifPresent(items::add);
        }
        return items;
    }

    /** The texts of {@code outer: {inner: […]}}. */
    public List<String> texts(String outer, String inner) {
        return scalars(elements(child(outer).object.get(inner)));
    }

    private static List<String> scalars(List<?> elements) {
        List<String> texts = new ArrayList<>(elements.size());
        for (Object each : elements) {
            if (each instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<?> elements(@Nullable Object list) {
        if (list == null) {
            return List.of();
        }
        return list instanceof List<?> many ? many : List.of(list);
    }
}
