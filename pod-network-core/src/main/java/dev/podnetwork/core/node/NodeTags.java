package dev.podnetwork.core.node;

import dev.podnetwork.core.plan.NodeSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags of interfaces that a node makes (spec: control-plane §6.6, §8.2). */
final class NodeTags {
    /** Names the intent that made it. */
    static final String INTENT = "podnetwork.dev/intent";

    /** Names the instance it was made for. */
    static final String NODE = "podnetwork.dev/node";

    private static final String CREATOR = "creator";
    private static final String US = "terway";

    private NodeTags() {}

    static Map<String, String> of(NodeSpec spec, String token) {
        Map<String, String> tags = new LinkedHashMap<>(spec.place().tags());
        tags.putAll(spec.tagFilter());
        tags.put(CREATOR, US);
        tags.put(NODE, spec.instance().value());
        tags.put(INTENT, token);
        return Collections.unmodifiableMap(tags);
    }
}
