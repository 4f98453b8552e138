package dev.podnetwork.k8s.view;

import com.google.gson.stream.JsonReader;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.k8s.client.Item;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads nodes from a stream and keeps what an allocation may need. Every label is kept, because configuration may select
 * nodes by any of them; a heartbeat is no change. Stateless.
 */
final class NodeReader implements Item.ItemReader<NodeRef, SlimNode> {
    private static final Predicate<String> OURS =
            name -> name.startsWith("k8s.aliyun.com/") || name.startsWith("alibabacloud.com/");
    private static final Predicate<String> RESOURCES = name -> name.startsWith("aliyun/");

    @Override
    public Item<NodeRef, SlimNode> read(JsonReader in) throws IOException {
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
        return new Item<>(NodeRef.of(draft.name), draft.version, draft.node());
    }

    private static final class Draft {
        private String name = "";
        private String uid = "";
        private String version = "";
        private String providerId = "";
        private Map<String, String> labels = Map.of();
        private Map<String, String> annotations = Map.of();
        private Map<String, String> capacity = Map.of();
        private Map<String, String> allocatable = Map.of();

        boolean metadata(String field, JsonReader in) throws IOException {
            switch (field) {
                case "name" -> name = in.nextString();
                case "uid" -> uid = in.nextString();
                case "resourceVersion" -> version = in.nextString();
                case "labels" -> labels = FieldReader.texts(in, each -> true);
                case "annotations" -> annotations = FieldReader.texts(in, OURS);
                default -> {
                    return false;
                }
            }
            return true;
        }

        boolean spec(String field, JsonReader in) throws IOException {
            if (!field.equals("providerID")) {
                return false;
            }
            providerId = in.nextString();
            return true;
        }

        boolean status(String field, JsonReader in) throws IOException {
            switch (field) {
                case "capacity" -> capacity = FieldReader.texts(in, RESOURCES);
                case "allocatable" -> allocatable = FieldReader.texts(in, RESOURCES);
                default -> {
                    return false;
                }
            }
            return true;
        }

        SlimNode node() {
            return new SlimNode(
                    name,
                    uid,
                    providerId,
                    Map.copyOf(labels),
                    Map.copyOf(annotations),
                    Map.copyOf(capacity),
                    Map.copyOf(allocatable));
        }
    }
}
