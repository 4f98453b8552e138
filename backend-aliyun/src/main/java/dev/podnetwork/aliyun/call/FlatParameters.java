package dev.podnetwork.aliyun.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parameters as the wire wants them: flat, lists numbered from 1 (spec: openapi-wire §2.4). Null values are left out. */
final class FlatParameters {
    private final Map<String, String> parameters = new LinkedHashMap<>();

    FlatParameters(String region) {
        parameters.put("RegionId", region);
    }

    Map<String, String> map() {
        return parameters;
    }

    void put(String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    /** A count, left out when it is zero. */
    void count(String name, int count) {
        put(name, count == 0 ? null : count);
    }

    void list(String name, List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            put(name + "." + (i + 1), values.get(i));
        }
    }

    void tags(Map<String, String> tags) {
        int n = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            n++;
            put("Tag." + n + ".Key", tag.getKey());
            put("Tag." + n + ".Value", tag.getValue());
        }
    }

    /** Some ids as the text of a JSON array. */
    static String json(List<?> ids) {
        return ids.stream()
                .map(id -> "\"" + id.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
