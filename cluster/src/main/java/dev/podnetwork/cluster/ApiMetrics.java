package dev.podnetwork.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API server's own count of what changed, at one moment. Immutable.
 *
 * @param writes how many changes went through, by resource with subresource behind a slash
 */
public record ApiMetrics(Map<String, Long> writes) {
    private static final Pattern REQUESTS =
            Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern WRITE = Pattern.compile("POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION");

    /** Copies the map. */
    public ApiMetrics {
        writes = Map.copyOf(writes);
    }

    /** Reads them now. */
    public static ApiMetrics of(ClusterApi api) {
        Map<String, Long> writes = new TreeMap<>();
        Matcher each = REQUESTS.matcher(api.text("/metrics"));
        while (each.find()) {
            Map<String, String> labels = new TreeMap<>();
            LABEL.matcher(each.group(1)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            boolean done = labels.getOrDefault("code", "").startsWith("2")
                    && labels.getOrDefault("dry_run", "").isEmpty();
            if (done && WRITE.matcher(labels.getOrDefault("verb", "")).matches()) {
                String subresource = labels.getOrDefault("subresource", "");
                String resource =
                        labels.getOrDefault("resource", "") + (subresource.isEmpty() ? "" : "/" + subresource);
                writes.merge(resource, (long) Double.parseDouble(each.group(2)), Long::sum);
            }
        }
        return new ApiMetrics(writes);
    }

    /** How many changes of that resource went through. */
    public long writes(String resource) {
        return writes.getOrDefault(resource, 0L);
    }

    /** How many more there are than at an earlier moment. */
    public ApiMetrics since(ApiMetrics earlier) {
        Map<String, Long> more = new TreeMap<>();
        writes.forEach((resource, count) -> more.put(resource, count - earlier.writes(resource)));
        more.values().removeIf(count -> count == 0);
        return new ApiMetrics(more);
    }
}
