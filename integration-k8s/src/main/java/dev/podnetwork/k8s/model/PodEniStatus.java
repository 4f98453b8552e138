package dev.podnetwork.k8s.model;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code PodENI.status} (spec: control-plane §1.2). */
final class PodEniStatus {
    private static final String BIND = "Bind";
    private static final String UNBIND = "Unbind";
    private static final String KEPT = "the address is kept";
    private static final String MEMBER = "Member";
    private static final String SECONDARY = "Secondary";

    private PodEniStatus() {}

    static Status decode(Doc.Fields status, List<InterfaceAllocation> interfaces) {
        String phase = status.text("phase").orElse("");
        Optional<Instant> seen = status.text("podLastSeen").map(text -> instant(status, text));
        Optional<String> instance = status.text("instanceID").filter(text -> !text.isBlank());
        if (phase.isEmpty() && seen.isEmpty() && instance.isEmpty()) {
            return Status.EMPTY;
        }
        Optional<String> trunk = status.text("trunkENIID").filter(text -> !text.isBlank());
        Doc.Fields infos = status.fields("eniInfos");
        List<@Nullable Attached> attached = new ArrayList<>();
        for (InterfaceAllocation each : interfaces) {
            AllocatedEni made = each.eni();
            attached.add(made == null ? null : attached(infos.fields(made.id().value()), trunk.isPresent()));
        }
        return new Status(
                phase,
                instance.map(InstanceId::of).orElse(null),
                trunk.map(EniId::of).orElse(null),
                seen.orElse(null),
                attached);
    }

    private static Instant instant(Doc.Fields status, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException bad) {
            throw new DocumentException(
                    status.at("podLastSeen"),
                    "podLastSeen is \"" + text + "\"",
                    "write a time such as 2026-01-02T15:04:05Z");
        }
    }

    private static @Nullable Attached attached(Doc.Fields info, boolean trunk) {
        if (info.text("status").filter(BIND::equals).isEmpty()) {
            return null;
        }
        int vid = Math.toIntExact(info.whole("vid").orElse(0L) & Integer.MAX_VALUE);
        // Older records have no type: then the trunk of the whole record tells.
        boolean member = info.text("type").map(MEMBER::equals).orElse(trunk);
        Integer card = info.whole("networkCardIndex").map(Math::toIntExact).orElse(null);
        return new Attached(member ? AttachMode.TRUNK_MEMBER : AttachMode.SECONDARY, vid, card);
    }

    static Map<String, @Nullable Object> encode(Head head, Status status, Map<String, @Nullable Object> previous) {
        put(previous, "phase", status.wirePhase().isEmpty() ? null : status.wirePhase());
        InstanceId instance = status.instance();
        put(previous, "instanceID", instance == null ? null : instance.value());
        EniId trunk = status.trunk();
        put(previous, "trunkENIID", trunk == null ? null : trunk.value());
        Instant seen = status.lastSeen();
        put(previous, "podLastSeen", seen == null ? null : seen.toString());
        Map<String, @Nullable Object> infos = infos(head, status, previous.get("eniInfos"));
        put(previous, "eniInfos", infos.isEmpty() ? null : infos);
        explain(head, status, previous);
        return previous;
    }

    /** Says of a record at rest why it is there and for how long; it is written with the status and costs no write of its own. */
    private static void explain(Head head, Status status, Map<String, @Nullable Object> out) {
        if (status.wirePhase().equals(UNBIND)) {
            out.put("msg", kept(head, status));
        } else if (String.valueOf(out.get("msg")).startsWith(KEPT)) {
            out.remove("msg");
        }
    }

    private static String kept(Head head, Status status) {
        Instant until = Instant.MIN;
        for (InterfaceAllocation each : head.interfaces()) {
            ReleasePolicy release = each.spec().release();
            if (release instanceof ReleasePolicy.Never) {
                return KEPT + " for the next pod of this name; delete this PodENI to free it";
            } else if (release instanceof ReleasePolicy.Ttl ttl && status.lastSeen() != null) {
                Instant end = status.lastSeen().plus(ttl.after());
                until = end.isAfter(until) ? end : until;
            }
        }
        return KEPT + " for the next pod of this name"
                + (until.equals(Instant.MIN) ? "" : ", until " + until.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Map<String, @Nullable Object> infos(Head head, Status status, @Nullable Object previous) {
        Map<String, @Nullable Object> infos = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(head.interfaces().size(), status.attached().size()); i++) {
            AllocatedEni made = head.interfaces().get(i).eni();
            Attached attached = status.attached().get(i);
            boolean kept = status.wirePhase().equals(UNBIND);
            if (made != null && (attached != null || kept)) {
                Object old =
                        previous instanceof Map<?, ?> map ? map.get(made.id().value()) : null;
                infos.put(made.id().value(), info(made.id(), attached, old));
            }
        }
        return infos;
    }

    private static Map<String, @Nullable Object> info(
            EniId eni, @Nullable Attached attached, @Nullable Object previous) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        if (previous instanceof Map<?, ?> map) {
            map.forEach((name, value) -> out.put(String.valueOf(name), value));
        }
        out.put("id", eni.value());
        for (String ours : List.of("type", "vid", "networkCardIndex")) {
            out.remove(ours);
        }
        if (attached != null) {
            out.put("type", attached.mode() == AttachMode.TRUNK_MEMBER ? MEMBER : SECONDARY);
            put(out, "vid", attached.vid() == 0 ? null : attached.vid());
            put(out, "networkCardIndex", attached.networkCardIndex());
        }
        out.put("status", attached == null ? UNBIND : BIND);
        return out;
    }

    private static void put(Map<String, @Nullable Object> out, String name, @Nullable Object value) {
        if (value == null) {
            out.remove(name);
        } else {
            out.put(name, value);
        }
    }
}
