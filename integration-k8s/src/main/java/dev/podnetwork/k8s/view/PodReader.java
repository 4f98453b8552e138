package dev.podnetwork.k8s.view;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.gson.stream.JsonReader;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.client.Item;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads pods from a stream and keeps little of them. What the pods of a workload have in common is kept once. Thread-safe.
 */
final class PodReader implements Item.ItemReader<PodRef, SlimPod> {
    private static final Set<String> ANNOTATIONS = Set.of(
            WireNames.POD_ENI,
            WireNames.POD_NETWORKS,
            WireNames.POD_NETWORKS_REQUEST,
            WireNames.POD_NETWORKING,
            WireNames.MATCHED,
            WireNames.CPU_SET);
    /** Labels that each pod of a workload has its own value of; no policy selects by them. */
    private static final Set<String> OWN = Set.of(
            "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index",
            "pod-template-hash",
            "controller-revision-hash",
            "batch.kubernetes.io/job-completion-index");

    private final Interner<Object> shared = Interners.newWeakInterner();

    @Override
    public Item<PodRef, SlimPod> read(JsonReader in) throws IOException {
        Draft draft = new Draft();
        FieldReader.fields(in, name -> switch (name) {
            case "metadata" -> {
                FieldReader.fields(in, field -> draft.metadata(field, in));
                yield true;
            }
            case "spec" -> {
                FieldReader.fields(in, field -> draft.spec(field, in));
                yield true;
            }
            case "status" -> {
                FieldReader.fields(in, field -> draft.status(field, in));
                yield true;
            }
            default -> false;
        });
        SlimPod pod = draft.pod();
        return new Item<>(pod.ref(), draft.version, pod);
    }

    @SuppressWarnings("unchecked")
    private <T> T once(T value) {
        return (T) shared.intern(value);
    }

    private final class Draft {
        private String namespace = "";
        private String name = "";
        private String uid = "";
        private String version = "";
        private @Nullable NodeRef node;
        private boolean deleted;
        private boolean ended;
        private boolean hostNetwork;
        private int containers;
        private Instant created = Instant.EPOCH;
        private List<String> owners = List.of();
        private Map<String, String> labels = Map.of();
        private Map<String, String> annotations = Map.of();

        boolean metadata(String field, JsonReader in) throws IOException {
            switch (field) {
                case "namespace" -> namespace = once(in.nextString());
                case "name" -> name = in.nextString();
                case "uid" -> uid = in.nextString();
                case "resourceVersion" -> version = in.nextString();
                case "deletionTimestamp" -> deleted = !in.nextString().isEmpty();
                case "creationTimestamp" -> created = time(in.nextString());
                case "labels" -> labels = FieldReader.texts(in, each -> !OWN.contains(each));
                case "annotations" -> annotations = FieldReader.texts(in, ANNOTATIONS::contains);
                case "ownerReferences" -> owners = owners(in);
                default -> {
                    return false;
                }
            }
            return true;
        }

        boolean spec(String field, JsonReader in) throws IOException {
            switch (field) {
                case "nodeName" -> node = node(in.nextString());
                case "hostNetwork" -> hostNetwork = in.nextBoolean();
                case "containers" -> containers = FieldReader.count(in);
                default -> {
                    return false;
                }
            }
            return true;
        }

        boolean status(String field, JsonReader in) throws IOException {
            if (!field.equals("phase")) {
                return false;
            }
            String phase = in.nextString();
            ended = phase.equals("Succeeded") || phase.equals("Failed");
            return true;
        }

        private @Nullable NodeRef node(String text) {
            return text.isEmpty() ? null : once(NodeRef.of(text));
        }

        private Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException unreadable) {
                return Instant.EPOCH;
            }
        }

        private List<String> owners(JsonReader in) throws IOException {
            List<String> kinds = new ArrayList<>(1);
            FieldReader.items(in, field -> {
                if (!field.equals("kind")) {
                    return false;
                }
                kinds.add(in.nextString());
                return true;
            });
            return once(List.copyOf(kinds));
        }

        SlimPod pod() {
            SlimPod.State state =
                    ended ? SlimPod.State.ENDED : deleted ? SlimPod.State.TERMINATING : SlimPod.State.ALIVE;
            boolean ours = annotations.containsKey(WireNames.POD_ENI);
            String ignore = labels.get(WireNames.IGNORE);
            Map<String, String> kept = !ours ? labels : ignore == null ? Map.of() : Map.of(WireNames.IGNORE, ignore);
            return new SlimPod(
                    PodRef.of(namespace, name),
                    PodUid.of(uid),
                    node,
                    state,
                    hostNetwork,
                    containers,
                    created,
                    owners,
                    once(Map.copyOf(kept)),
                    once(Map.copyOf(annotations)));
        }
    }
}
