package dev.podnetwork.core.runtime;

import dev.podnetwork.api.ClusterId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags of every interface we create (spec: control-plane §8.2; design §2, "Client token"). */
final class Tags {
    /** Names the cluster. */
    static final String CLUSTER = "ack.aliyun.com";

    /** Names who made it. */
    static final String CREATOR = "creator";

    /** The value of {@link #CREATOR}. */
    static final String US = "terway-controller";

    /** Names the intent that made it: its client token. */
    static final String INTENT = "podnetwork.dev/intent";

    private Tags() {}

    static Map<String, String> of(ClusterId cluster, String token) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put(CLUSTER, cluster.value());
        tags.put(CREATOR, US);
        tags.put(INTENT, token);
        return Collections.unmodifiableMap(tags);
    }
}
