package dev.podnetwork.k8s.view;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads an object field by field, so that what nobody needs is never built. Stateless. */
final class FieldReader {
    private FieldReader() {}

    /** Takes one field: reads its value to the end, or answers false without having read anything. */
    @FunctionalInterface
    interface FieldTaker {
        boolean take(String name) throws IOException;
    }

    /** Every field of the object that comes next; what is not taken is skipped. */
    static void fields(JsonReader in, FieldTaker taker) throws IOException {
        if (in.peek() == JsonToken.NULL) {
            in.nextNull();
            return;
        }
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
            } else if (!taker.take(name)) {
                in.skipValue();
            }
        }
        in.endObject();
    }

    /** Every object of the list that comes next. */
    static void items(JsonReader in, FieldTaker taker) throws IOException {
        in.beginArray();
        while (in.hasNext()) {
            fields(in, taker);
        }
        in.endArray();
    }

    /** How many items the list that comes next has. */
    static int count(JsonReader in) throws IOException {
        int count = 0;
        in.beginArray();
        while (in.hasNext()) {
            in.skipValue();
            count++;
        }
        in.endArray();
        return count;
    }

    /** The texts of the mapping that comes next whose names are wanted. */
    static Map<String, String> texts(JsonReader in, Predicate<String> wanted) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        fields(in, name -> {
            if (!wanted.test(name)) {
                return false;
            }
            all.put(name, in.nextString());
            return true;
        });
        return all;
    }
}
