package dev.podnetwork.k8s.client;

import com.google.gson.stream.JsonReader;
import java.io.IOException;

/**
 * One object of a list or a watch, slimmed to what somebody needs of it.
 *
 * @param <K> how it is found
 * @param <T> what is kept of it
 * @param key its key
 * @param resourceVersion its version
 * @param value what is kept of it
 */
public record Item<K, T>(K key, String resourceVersion, T value) {

    /**
     * Reads one object from a stream, skipping what is not needed: whole objects cost 250 µs and 12 KB each (spec: README,
     * traps).
     *
     * @param <K> how it is found
     * @param <T> what is kept of it
     */
    @FunctionalInterface
    public interface ItemReader<K, T> {
        /** Reads the object that comes next, to its end. */
        Item<K, T> read(JsonReader in) throws IOException;
    }

    /**
     * Keeps what comes. Called from one thread at a time; must not block.
     *
     * @param <K> how it is found
     * @param <T> what is kept of it
     */
    public interface Sink<K, T> {
        /** A list begins: everything that is not put before {@link #listed} is gone. */
        void listing();

        /** There is this object, now at this version. */
        void put(Item<K, T> item);

        /** The object is gone; {@code last} is what it was. */
        void removed(Item<K, T> last);

        /** A list is complete. */
        void listed();
    }
}
