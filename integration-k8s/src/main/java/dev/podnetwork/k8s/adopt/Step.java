package dev.podnetwork.k8s.adopt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing to do to one object. Each can be repeated: what is done already is done. */
public sealed interface Step {
    /** Where the object is on the API server. */
    String path();

    /**
     * Changes fields, at the version that was seen and no other.
     *
     * @param path of the object
     * @param patch a merge patch (RFC 7396)
     * @param status whether it changes the status, which is a write of its own
     */
    record Patch(String path, Map<String, @Nullable Object> patch, boolean status) implements Step {}

    /**
     * Takes the object out: its finalizers first, because nobody is there to take them off.
     *
     * @param path of the object
     */
    record Remove(String path) implements Step {}
}
