package dev.podnetwork.k8s.lease;

import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Lease object ({@code coordination.k8s.io/v1}), as far as an election needs it.
 *
 * @param resourceVersion its version; empty when it is to be created
 * @param holder who has it; empty when nobody does
 * @param seconds for how long after each renewal
 * @param acquired since when, by the holder's clock: for people
 * @param renewed when last, by the holder's clock: for people, and for others to see a change
 * @param transitions how often it changed hands
 */
record LeaseRecord(
        String resourceVersion, String holder, long seconds, String acquired, String renewed, long transitions) {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static LeaseRecord of(Doc.Fields object) {
        Doc.Fields spec = object.fields("spec");
        return new LeaseRecord(
                object.fields("metadata").text("resourceVersion").orElse(""),
                spec.text("holderIdentity").orElse(""),
                spec.whole("leaseDurationSeconds").orElse(0L),
                spec.text("acquireTime").orElse(""),
                spec.text("renewTime").orElse(""),
                spec.whole("leaseTransitions").orElse(0L));
    }

    static String micros(Instant time) {
        return MICROS.format(time);
    }

    /** The next state when {@code identity} takes or renews it. */
    LeaseRecord held(String identity, long forSeconds, Instant now) {
        boolean same = holder.equals(identity);
        return new LeaseRecord(
                resourceVersion,
                identity,
                forSeconds,
                same ? acquired : micros(now),
                micros(now),
                same ? transitions : transitions + 1);
    }

    /** The next state when its holder lets it go: the next process need not wait for it to run out. */
    LeaseRecord released(Instant now) {
        return new LeaseRecord(resourceVersion, "", 1, acquired, micros(now), transitions);
    }

    String json(LeaseSettings settings) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", settings.name());
        metadata.put("namespace", settings.namespace());
        if (!resourceVersion.isEmpty()) {
            metadata.put("resourceVersion", resourceVersion);
        }
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("holderIdentity", holder);
        spec.put("leaseDurationSeconds", seconds);
        if (!acquired.isEmpty()) {
            spec.put("acquireTime", acquired);
        }
        spec.put("renewTime", renewed);
        spec.put("leaseTransitions", transitions);
        Map<String, @Nullable Object> lease = new LinkedHashMap<>();
        lease.put("apiVersion", "coordination.k8s.io/v1");
        lease.put("kind", "Lease");
        lease.put("metadata", metadata);
        lease.put("spec", spec);
        return Json.write(lease);
    }
}
