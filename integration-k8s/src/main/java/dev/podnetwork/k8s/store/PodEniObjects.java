package dev.podnetwork.k8s.store;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * PodENI objects on the wire. Objects that hold nothing but ours are rebuilt from their record at each write; of the few that
 * hold more (labels of others, fields that we do not know) the object is kept, so that a write loses nothing. Thread-safe.
 */
final class PodEniObjects {
    /** What the API server writes, and ignores or keeps when a write does not name it. */
    private static final List<String> SERVERS = List.of(
            "managedFields",
            "creationTimestamp",
            "generation",
            "resourceVersion",
            "uid",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private final Map<PodRef, Map<String, @Nullable Object>> foreign = new ConcurrentHashMap<>();
    /** Objects that cannot be read and are on their way out. */
    private final Set<PodRef> broken = ConcurrentHashMap.newKeySet();

    /**
     * The record that an object is. One that cannot be read and is to be deleted is read as far as it goes, so that what it
     * names is freed and its finalizer is taken off.
     *
     * @throws RuntimeException when it is none that can be read, and nobody asked for its deletion
     */
    Stored<Allocation> decode(Doc.Fields object) {
        try {
            Head head = PodEniCodec.decodeHead(object);
            Status status = PodEniCodec.decodeStatus(object);
            Allocation record = AllocationHalves.join(head, status);
            remember(head, status, object);
            broken.remove(head.pod());
            return stored(object, record);
        } catch (DocumentException | IllegalArgumentException unreadable) {
            if (!PodEniCodec.deletionRequested(object)) {
                throw unreadable;
            }
            Allocation rest = RawPodEni.toBeFreed(object);
            broken.add(rest.pod());
            foreign.put(rest.pod(), bare(object));
            return stored(object, rest);
        }
    }

    private static Stored<Allocation> stored(Doc.Fields object, Allocation record) {
        Doc.Fields metadata = object.fields("metadata");
        return new Stored<>(
                record.pod(),
                metadata.text("uid").orElse(""),
                new Version(metadata.text("resourceVersion").orElse("")),
                PodEniCodec.deletionRequested(object),
                record);
    }

    private void remember(Head head, Status status, Doc.Fields object) {
        Map<String, @Nullable Object> held = bare(object);
        Object ours = Plain.of(Plain.fields(PodEniCodec.encode(head, status), Position.NOWHERE));
        if (held.equals(ours)) {
            foreign.remove(head.pod());
        } else {
            foreign.put(head.pod(), held);
        }
    }

    private static Map<String, @Nullable Object> bare(Doc.Fields object) {
        Map<String, @Nullable Object> held = Plain.map(object);
        if (held.get("metadata") instanceof Map<?, ?> metadata) {
            SERVERS.forEach(metadata::remove);
        }
        return held;
    }

    void forget(PodRef key) {
        broken.remove(key);
        foreign.remove(key);
    }

    /** How many objects hold more than ours. */
    int foreign() {
        return foreign.size();
    }

    String create(Head head) {
        return Json.write(PodEniCodec.encodeHead(head, new LinkedHashMap<>()));
    }

    /**
     * Metadata and spec. The server is told to forget who manages which field of an object that is all ours: nobody asks, and keeping it
     * costs the server a quarter of the three writes of a record.
     */
    String head(Head head, String uid, Version version) {
        Map<String, @Nullable Object> object = PodEniCodec.encodeHead(head, held(head.pod()));
        object.remove("status");
        at(object, uid, version);
        if (!foreign.containsKey(head.pod()) && object.get("metadata") instanceof Map<?, ?> metadata) {
            withoutManagers(metadata);
        }
        return Json.write(object);
    }

    @SuppressWarnings("unchecked")
    private static void withoutManagers(Map<?, ?> metadata) {
        ((Map<String, @Nullable Object>) metadata).put("managedFields", List.of(Map.of()));
    }

    /** The status alone: the API server takes nothing else from such a write. */
    String status(Head head, Status status, String uid, Version version) {
        Map<String, @Nullable Object> object = PodEniCodec.encodeStatus(head, status, held(head.pod()));
        Map<String, @Nullable Object> bare = new LinkedHashMap<>();
        bare.put("apiVersion", Vocabulary.API_VERSION);
        bare.put("kind", Vocabulary.POD_ENI);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", head.pod().name());
        metadata.put("namespace", head.pod().namespace());
        bare.put("metadata", metadata);
        Object encoded = object.get("status");
        bare.put("status", encoded == null ? Map.of() : encoded);
        return Json.write(at(bare, uid, version));
    }

    /** The object as it is, without our finalizers. */
    String released(Head head, String uid, Version version) {
        Map<String, @Nullable Object> object = broken.contains(head.pod())
                ? new LinkedHashMap<>(held(head.pod()))
                : PodEniCodec.encodeHead(head, held(head.pod()));
        object.remove("status");
        return Json.write(at(PodEniCodec.withoutFinalizers(object), uid, version));
    }

    /** Deletes this object at this version and no other. */
    static String deletion(String uid, Version version) {
        Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
        conditions.put("uid", uid);
        conditions.put("resourceVersion", version.value());
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("preconditions", conditions);
        return Json.write(options);
    }

    private Map<String, @Nullable Object> held(PodRef key) {
        return foreign.getOrDefault(key, new LinkedHashMap<>());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> at(Map<String, @Nullable Object> object, String uid, Version version) {
        Map<String, @Nullable Object> metadata = (Map<String, @Nullable Object>) object.get("metadata");
        if (metadata != null) {
            metadata.put("uid", uid);
            metadata.put("resourceVersion", version.value());
        }
        return object;
    }
}
