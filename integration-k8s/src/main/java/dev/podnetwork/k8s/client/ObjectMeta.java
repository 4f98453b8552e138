package dev.podnetwork.k8s.client;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a write's answer is read for.
 *
 * @param uid of the object; empty when the answer is none
 * @param resourceVersion of the object; empty when the answer is none
 */
public record ObjectMeta(String uid, String resourceVersion) {

    /** Of a body; reads no further than it must. */
    public static ObjectMeta of(byte[] body) {
        try (JsonReader in = JsonTrees.reader(body)) {
            in.beginObject();
            while (in.hasNext()) {
                if (in.nextName().equals("metadata")) {
                    return metadata(in);
                }
                in.skipValue();
            }
            return new ObjectMeta("", "");
        } catch (IOException | IllegalStateException bad) {
            throw new UncheckedIOException(new IOException("the API server sent what is no JSON object", bad));
        }
    }

    private static ObjectMeta metadata(JsonReader in) throws IOException {
        String uid = "";
        String version = "";
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (name.equals("uid")) {
                uid = in.nextString();
            } else if (name.equals("resourceVersion")) {
                version = in.nextString();
            } else {
                in.skipValue();
            }
        }
        return new ObjectMeta(uid, version);
    }
}
