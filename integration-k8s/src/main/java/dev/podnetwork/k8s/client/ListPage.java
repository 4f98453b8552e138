package dev.podnetwork.k8s.client;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/**
 * What a page of a list says beside its objects.
 *
 * @param resourceVersion where a watch begins
 * @param next token of the next page; empty when this was the last
 */
record ListPage(String resourceVersion, String next) {

    /** Reads a page, telling the sink of each object. */
    static <K, T> ListPage read(JsonReader in, Item.ItemReader<K, T> reader, Item.Sink<K, T> sink) throws IOException {
        String version = "";
        String next = "";
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (name.equals("items") && in.peek() == JsonToken.BEGIN_ARRAY) {
                in.beginArray();
                while (in.hasNext()) {
                    sink.put(reader.read(in));
                }
                in.endArray();
            } else if (name.equals("metadata")) {
                in.beginObject();
                while (in.hasNext()) {
                    String field = in.nextName();
                    if (field.equals("resourceVersion")) {
                        version = in.nextString();
                    } else if (field.equals("continue")) {
                        next = in.nextString();
                    } else {
                        in.skipValue();
                    }
                }
                in.endObject();
            } else {
                in.skipValue();
            }
        }
        in.endObject();
        return new ListPage(version, next);
    }
}
