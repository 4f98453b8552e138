package dev.podnetwork.k8s.model;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PodENI objects as the two halves of a record: metadata and spec, and status (spec: control-plane §1.2). Reading accepts what older
 * systems wrote: the other finalizer, no {@code interface}, no {@code type} in {@code eniInfos}, no node label, no intent. Writing keeps
 * every field that is not ours. Stateless.
 */
public final class PodEniCodec {
    /** The uid and the node of a record that does not say for which pod and where. No pod and no node has this name. */
    public static final String UNKNOWN = "unknown";

    private static final List<String> FINALIZERS = List.of(Vocabulary.FINALIZER, Vocabulary.FINALIZER_LEGACY);

    private PodEniCodec() {}

    /**
     * Metadata and spec of an object.
     *
     * @throws DocumentException when it names no pod, has no allocation, or an allocation cannot be read
     */
    public static Head decodeHead(Doc.Fields object) {
        Doc.Fields metadata = object.fields("metadata");
        Doc.Fields spec = object.fields("spec");
        ZoneId zone = ZoneId.of(spec.text("zone")
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        new DocumentException(object.at("spec"), "the PodENI has no spec.zone", "name its zone")));
        Optional<IntentAnnotation> intent = IntentAnnotation.read(metadata.fields("annotations"));
        return new Head(
                key(object),
                PodUid.of(
                        metadata.fields("annotations").text(Vocabulary.POD_UID).orElse(UNKNOWN)),
                NodeRef.of(metadata.fields("labels").text(Vocabulary.NODE).orElse(UNKNOWN)),
                zone,
                place(object, intent, IntentAnnotation::instance, "instanceID", InstanceId::of),
                place(object, intent, IntentAnnotation::trunk, "trunkENIID", EniId::of),
                selected(interfaces(object.at("spec"), spec, zone, intent), metadata.fields("annotations")),
                api(metadata.fields("annotations"), intent));
    }

    /** A policy gives one interface: the first. */
    private static List<InterfaceAllocation> selected(List<InterfaceAllocation> all, Doc.Fields annotations) {
        List<String> policies = annotations.text(Vocabulary.POLICIES).stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .filter(name -> !name.isBlank())
                .toList();
        if (policies.isEmpty()) {
            return all;
        }
        List<InterfaceAllocation> named = new ArrayList<>(all);
        named.set(0, all.get(0).selectedBy(policies));
        return List.copyOf(named);
    }

    /** Only records of Lingjun nodes are annotated. */
    private static EnoApi api(Doc.Fields annotations, Optional<IntentAnnotation> intent) {
        Optional<String> annotation = annotations.text(Vocabulary.ENO_API).filter(text -> !text.isBlank());
        boolean lingjun = intent.map(IntentAnnotation::lingjun).orElse(false);
        return annotation.map(EnoApi::lingjun).orElse(lingjun ? EnoApi.lingjun(null) : EnoApi.NONE);
    }

    /** The status of an object. */
    public static Status decodeStatus(Doc.Fields object) {
        return PodEniStatus.decode(object.fields("status"), decodeHead(object).interfaces());
    }

    /** The key of an object: its namespace, {@code default} when it has none, and its name. */
    public static PodRef key(Doc.Fields object) {
        Doc.Fields metadata = object.fields("metadata");
        String name = metadata.text("name")
                .orElseThrow(() -> new DocumentException(
                        object.at("metadata"), "the PodENI has no metadata.name", "name the pod it belongs to"));
        return PodRef.of(metadata.text("namespace").orElse("default"), name);
    }

    /** Whether somebody asked for the object to be deleted. */
    public static boolean deletionRequested(Doc.Fields object) {
        return object.fields("metadata").get("deletionTimestamp").isPresent();
    }

    /** Without our annotation, as other systems write records, the status says where the record is. */
    private static <T> @Nullable T place(
            Doc.Fields object,
            Optional<IntentAnnotation> intent,
            Function<IntentAnnotation, @Nullable T> ours,
            String field,
            Function<String, T> id) {
        if (intent.isPresent()) {
            return ours.apply(intent.get());
        }
        return object.fields("status")
                .text(field)
                .filter(text -> !text.isBlank())
                .map(id)
                .orElse(null);
    }

    private static List<InterfaceAllocation> interfaces(
            Position at, Doc.Fields spec, ZoneId zone, Optional<IntentAnnotation> intent) {
        List<InterfaceAllocation> all = new ArrayList<>();
        for (Doc entry : spec.items("allocations")) {
            if (!(entry instanceof Doc.Fields fields)) {
                throw new DocumentException(
                        entry.at(), "spec.allocations holds " + entry.describe(), "it must hold objects");
            }
            int index = all.size();
            IntentAnnotation.PerInterface per =
                    intent.map(each -> each.at(index)).orElse(IntentAnnotation.PerInterface.DEFAULT);
            all.add(PodEniAllocation.decode(fields, index, zone, per));
        }
        if (all.isEmpty()) {
            throw new DocumentException(at, "the PodENI has no spec.allocations", "it must hold at least one");
        }
        return List.copyOf(all);
    }

    /** The object that these halves are. */
    public static Map<String, @Nullable Object> encode(Head head, Status status) {
        return encodeStatus(head, status, encodeHead(head, new LinkedHashMap<>()));
    }

    /**
     * The object with its metadata and spec set to a head; its status stays.
     *
     * @param previous the object as stored, or an empty map; not changed
     */
    public static Map<String, @Nullable Object> encodeHead(Head head, Map<String, @Nullable Object> previous) {
        Map<String, @Nullable Object> out = copy(previous);
        out.put("apiVersion", Vocabulary.API_VERSION);
        out.put("kind", Vocabulary.POD_ENI);
        Map<String, @Nullable Object> metadata = child(out, "metadata");
        metadata.put("name", head.pod().name());
        metadata.put("namespace", head.pod().namespace());
        Map<String, @Nullable Object> annotations = child(metadata, "annotations");
        annotations.put(Vocabulary.POD_UID, head.podUid().value());
        annotations.put(Vocabulary.INTENT, IntentAnnotation.of(head).write());
        List<String> policies = head.interfaces().get(0).spec().extras().policies();
        if (policies.isEmpty()) {
            annotations.remove(Vocabulary.POLICIES);
        } else {
            annotations.put(Vocabulary.POLICIES, String.join(",", policies));
        }
        if (head.api().annotation() == null) {
            annotations.remove(Vocabulary.ENO_API);
        } else {
            annotations.put(Vocabulary.ENO_API, head.api().annotation());
        }
        child(metadata, "labels").put(Vocabulary.NODE, head.node().value());
        metadata.put("finalizers", held(metadata.get("finalizers")));
        Map<String, @Nullable Object> spec = child(out, "spec");
        spec.put("zone", head.zone().value());
        spec.put("allocations", allocations(head, spec.get("allocations")));
        return out;
    }

    private static List<?> held(@Nullable Object finalizers) {
        List<Object> all = finalizers instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
        if (all.stream().noneMatch(FINALIZERS::contains)) {
            all.add(Vocabulary.FINALIZER);
        }
        return all;
    }

    private static List<?> allocations(Head head, @Nullable Object previous) {
        Map<String, Map<String, @Nullable Object>> byName = new LinkedHashMap<>();
        if (previous instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Doc.Fields entry = Plain.fields((Map<?, ?>) list.get(i), Position.NOWHERE);
                byName.put(PodEniAllocation.name(entry, i), Plain.map(entry));
            }
        }
        return head.interfaces().stream()
                .map(each ->
                        PodEniAllocation.encode(each, byName.get(each.spec().name())))
                .toList();
    }

    /**
     * The object with its status set; metadata and spec stay.
     *
     * @param previous the object as stored; not changed
     */
    public static Map<String, @Nullable Object> encodeStatus(
            Head head, Status status, Map<String, @Nullable Object> previous) {
        Map<String, @Nullable Object> out = copy(previous);
        Map<String, @Nullable Object> encoded = PodEniStatus.encode(head, status, child(out, "status"));
        if (encoded.isEmpty()) {
            out.remove("status");
        }
        return out;
    }

    /** The object without our finalizers, so that the API server lets it go. */
    public static Map<String, @Nullable Object> withoutFinalizers(Map<String, @Nullable Object> previous) {
        Map<String, @Nullable Object> out = copy(previous);
        Map<String, @Nullable Object> metadata = child(out, "metadata");
        if (metadata.get("finalizers") instanceof List<?> list) {
            metadata.put(
                    "finalizers",
                    list.stream().filter(each -> !FINALIZERS.contains(each)).toList());
        }
        return out;
    }

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> plain) {
        return Plain.map(Plain.fields(plain, Position.NOWHERE));
    }

    /** The modifiable map under a name, made when it is not there. */
    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        parent.put(name, made);
        return made;
    }
}
