package dev.podnetwork.k8s.client;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of the API server as plain trees: maps, lists, texts, numbers, switches, null. Stateless. */
public final class JsonTrees {
    /** Bookkeeping of the API server that is often longer than the object, and that nobody here reads. */
    private static final String BOOKKEEPING = "managedFields";

    private JsonTrees() {}

    /** A reader of a body. */
    public static JsonReader reader(byte[] body) {
        Reader text = new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
        return new JsonReader(text);
    }

    /**
     * The next value.
     *
     * @throws IOException when it is not JSON, or the stream ends
     */
    public static @Nullable Object read(JsonReader in) throws IOException {
        JsonToken next = in.peek();
        return switch (next) {
            case BEGIN_OBJECT -> readObject(in);
            case BEGIN_ARRAY -> readList(in);
            case STRING -> in.nextString();
            case NUMBER -> number(in.nextString());
            case BOOLEAN -> in.nextBoolean();
            default -> {
                in.nextNull();
                yield null;
            }
        };
    }

    /** The next value, which must be an object; see {@link #read}. */
    public static Map<String, @Nullable Object> readObject(JsonReader in) throws IOException {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (name.equals(BOOKKEEPING)) {
                in.skipValue();
            } else {
                all.put(name, read(in));
            }
        }
        in.endObject();
        return all;
    }

    private static List<@Nullable Object> readList(JsonReader in) throws IOException {
        List<@Nullable Object> all = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
            all.add(read(in));
        }
        in.endArray();
        return all;
    }

    private static Number number(String text) {
        BigDecimal value = new BigDecimal(text);
        try {
            return value.longValueExact();
        } catch (ArithmeticException notWhole) {
            return value;
        }
    }

    /** A body as an object. */
    public static Doc.Fields object(byte[] body) {
        return Plain.fields(map(body), Position.NOWHERE);
    }

    /**
     * A body as a map.
     *
     * @throws UncheckedIOException when it is not an object
     */
    public static Map<String, @Nullable Object> map(byte[] body) {
        try {
            return readObject(reader(body));
        } catch (IOException | IllegalStateException | NumberFormatException bad) {
            throw new UncheckedIOException(new IOException("the API server sent what is no JSON object", bad));
        }
    }

    /** The field {@code message} of a body; null when there is none. */
    static @Nullable String message(byte[] body) {
        try {
            return map(body).get("message") instanceof String text ? text : null;
        } catch (UncheckedIOException noJson) {
            return null;
        }
    }

    /** Whether a body is a status that says of which object it speaks. */
    static boolean namesAnObject(byte[] body) {
        try {
            return map(body).get("details") instanceof Map<?, ?> details && details.get("name") instanceof String;
        } catch (UncheckedIOException noJson) {
            return false;
        }
    }
}
