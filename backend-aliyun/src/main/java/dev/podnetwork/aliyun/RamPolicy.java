package dev.podnetwork.aliyun;

import dev.podnetwork.aliyun.call.CloudApi;
import dev.podnetwork.aliyun.call.Feature;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The least privilege that features need, derived from the operations that they call. */
public final class RamPolicy {
    private RamPolicy() {}

    /** The actions, {@code ecs:AttachNetworkInterface}, sorted. */
    public static List<String> actions(Set<Feature> features) {
        TreeSet<String> actions = new TreeSet<>();
        for (CloudApi api : CloudApi.values()) {
            if (features.stream().anyMatch(api::isFor)) {
                actions.add(api.permission());
            }
        }
        return List.copyOf(actions);
    }

    /** The policy document, as RAM takes it. */
    public static String json(Set<Feature> features) {
        StringBuilder text = new StringBuilder();
        text.append(
                "{\n  \"Version\": \"1\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": [\n");
        List<String> actions = actions(features);
        for (int i = 0; i < actions.size(); i++) {
            text.append("        \"").append(actions.get(i)).append(i < actions.size() - 1 ? "\",\n" : "\"\n");
        }
        return text.append("      ],\n      \"Resource\": \"*\"\n    }\n  ]\n}\n")
                .toString();
    }
}
