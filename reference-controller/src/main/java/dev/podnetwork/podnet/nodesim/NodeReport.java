package dev.podnetwork.podnet.nodesim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one scenario. Times are virtual.
 *
 * @param name S1 to S7
 * @param title what happens in it
 * @param seed of all chance
 * @param seconds how long it took
 * @param pods asked for
 * @param served pods that got an address
 * @param latencies from the first ADD to the address, nanoseconds, sorted
 * @param calls cloud calls by API
 * @param throttled calls that the cloud turned away
 * @param peakAddresses the most addresses the nodes had at once
 * @param endAddresses those at the end
 * @param overAllocated addresses at the peak beyond what pods, cooldowns and the minimum needed at theirs
 * @param findings figures of this scenario only, and what is wrong
 */
public record NodeReport(
        String name,
        String title,
        long seed,
        double seconds,
        int pods,
        int served,
        List<Long> latencies,
        Map<String, Long> calls,
        long throttled,
        int peakAddresses,
        int endAddresses,
        int overAllocated,
        Map<String, String> findings) {
    /** Copies and sorts. */
    public NodeReport {
        List<Long> sorted = new ArrayList<>(latencies);
        Collections.sort(sorted);
        latencies = Collections.unmodifiableList(sorted);
        calls = Collections.unmodifiableMap(new LinkedHashMap<>(calls));
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
    }

    /** A percentile of the latencies in milliseconds; 0 when nobody was served. */
    public double millis(double percentile) {
        if (latencies.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(percentile / 100 * latencies.size()) - 1;
        return latencies.get(Math.max(index, 0)) / 1e6;
    }

    /** Whether nothing was leaked, lost or given to two. */
    public boolean isSound() {
        return List.of("leakedAddresses", "looseInterfaces", "duplicatedAddresses", "podsWithoutAddress", "openIntents")
                .stream()
                .allMatch(name -> findings.getOrDefault(name, "0").equals("0"));
    }

    /** As a tree of maps, for JSON and YAML. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("scenario", name);
        tree.put("title", title);
        tree.put("seed", seed);
        tree.put("virtualSeconds", seconds);
        tree.put("pods", pods);
        tree.put("served", served);
        Map<String, Object> latency = new LinkedHashMap<>();
        for (double p : new double[] {50, 90, 99, 100}) {
            latency.put(p == 100 ? "max" : "p" + (int) p, millis(p));
        }
        tree.put("latencyMillis", latency);
        tree.put("cloudCalls", new LinkedHashMap<>(calls));
        tree.put("throttled", throttled);
        tree.put("peakAddresses", peakAddresses);
        tree.put("endAddresses", endAddresses);
        tree.put("overAllocated", overAllocated);
        Map<String, Object> found = new LinkedHashMap<>();
        findings.forEach((name, value) -> found.put(name, plain(value)));
        tree.put("findings", found);
        return tree;
    }

    /** Figures are numbers for a program. */
    private static Object plain(String value) {
        if (value.matches("-?\\d{1,18}")) {
            return Long.valueOf(value);
        }
        return value.matches("-?\\d{1,18}\\.\\d+") ? (Object) Double.valueOf(value) : value;
    }
}
