package dev.podnetwork.k8s.store;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;

/**
 * A PodENI that cannot be read as a record. It is left alone, and so are the interfaces that it names, until somebody corrects or
 * deletes it.
 *
 * @param key its namespace and name
 * @param uid of the object
 * @param problem what is wrong with it
 */
public record UnreadableRecord(PodRef key, String uid, String problem) {

    static UnreadableRecord of(Doc.Fields object, RuntimeException problem) {
        return new UnreadableRecord(
                PodEniCodec.key(object),
                object.fields("metadata").text("uid").orElse(""),
                String.valueOf(problem.getMessage()));
    }
}
