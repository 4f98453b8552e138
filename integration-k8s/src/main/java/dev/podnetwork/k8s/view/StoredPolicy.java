package dev.podnetwork.k8s.view;

import com.google.gson.stream.JsonReader;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.k8s.client.Item;
import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.model.PodNetworkingCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as the API server holds it. Immutable.
 *
 * @param name its name
 * @param uid its uid
 * @param resourceVersion its version
 * @param created when, by the API server's clock
 * @param statusText {@code status.status} as it stands; empty when nobody judged it yet
 * @param policy what it says; null when it cannot be read
 * @param problem why it cannot be read; empty when it can
 */
public record StoredPolicy(
        String name,
        String uid,
        String resourceVersion,
        Instant created,
        String statusText,
        @Nullable PodNetworking policy,
        String problem) {

    /** Reads policies from a stream. */
    static Item<String, StoredPolicy> read(JsonReader in) throws IOException {
        Doc.Fields object = Plain.fields(JsonTrees.readObject(in), Position.NOWHERE);
        Doc.Fields metadata = object.fields("metadata");
        String name = metadata.text("name").orElse("");
        String version = metadata.text("resourceVersion").orElse("");
        PodNetworking policy = null;
        String problem = "";
        try {
            policy = PodNetworkingCodec.decodeStored(object);
        } catch (DocumentException | IllegalArgumentException unreadable) {
            problem = String.valueOf(unreadable.getMessage());
        }
        StoredPolicy stored = new StoredPolicy(
                name,
                metadata.text("uid").orElse(""),
                version,
                metadata.text("creationTimestamp").map(Instant::parse).orElse(Instant.EPOCH),
                object.fields("status").text("status").orElse(""),
                policy,
                problem);
        return new Item<>(name, version, stored);
    }
}
