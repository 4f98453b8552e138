package dev.podnetwork.core.vswitch;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.vswitch.VSwitchChoice.Picked;
import dev.podnetwork.core.vswitch.VSwitchChoice.Refused;
import dev.podnetwork.core.vswitch.VSwitchChoice.Unread;
import dev.podnetwork.core.vswitch.VSwitchReading.Failed;
import dev.podnetwork.core.vswitch.VSwitchReading.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks the vSwitch of a new ENI: pure, deterministic, and never changes what it is given. {@code ordered} takes the list as it is,
 * {@code most} the fullest first with ties in list order, {@code random} an order drawn from the caller's seed. The first one in the
 * wanted zone that has the addresses and is not blocked wins. One that could not be read is skipped; one that nobody has read yet stops
 * the search, because picking past it would break the user's order (spec: control-plane §7; weakness W25).
 */
public final class VSwitchPicker {
    private VSwitchPicker() {}

    /** Answers the question from readings; ids without a reading are unread. */
    public static VSwitchChoice pick(VSwitchQuery query, Map<VSwitchId, VSwitchReading> readings) {
        if (query.policy() == VSwitchSelectionPolicy.MOST) {
            List<VSwitchId> unread = unread(query.candidates(), readings);
            if (!unread.isEmpty()) {
                return new Unread(unread);
            }
        }
        List<VSwitchId> order = order(query, readings);
        Optional<VSwitchChoice> inZone = first(order, query, readings, true);
        if (inZone.isPresent()) {
            return inZone.get();
        }
        Optional<VSwitchChoice> elsewhere =
                query.otherZonesToo() ? first(order, query, readings, false) : Optional.empty();
        return elsewhere.orElseGet(() -> refusal(query, readings));
    }

    private static Optional<VSwitchChoice> first(
            List<VSwitchId> order, VSwitchQuery query, Map<VSwitchId, VSwitchReading> readings, boolean inZone) {
        for (VSwitchId id : order) {
            VSwitchReading reading = readings.get(id);
            if (reading == null) {
                return Optional.of(new Unread(unread(query.candidates(), readings)));
            }
            if (reading instanceof Known known
                    && known.zone().equals(query.zone()) == inZone
                    && !known.isBlocked(query.now())
                    && query.isMetBy(known)) {
                return Optional.of(new Picked(id, known.zone()));
            }
        }
        return Optional.empty();
    }

    private static List<VSwitchId> unread(List<VSwitchId> ids, Map<VSwitchId, VSwitchReading> readings) {
        return ids.stream().filter(id -> !readings.containsKey(id)).toList();
    }

    private static List<VSwitchId> order(VSwitchQuery query, Map<VSwitchId, VSwitchReading> readings) {
        List<VSwitchId> order = new ArrayList<>(query.candidates());
        switch (query.policy()) {
            case ORDERED -> {}
            case RANDOM -> order.sort(Comparator.comparingLong(id -> mix(query.seed(), id)));
            case MOST ->
                order.sort(Comparator.comparingLong((VSwitchId id) -> free(query, readings.get(id)))
                        .reversed());
        }
        return order;
    }

    private static long free(VSwitchQuery query, @Nullable VSwitchReading reading) {
        if (!(reading instanceof Known known)) {
            return Long.MIN_VALUE;
        }
        return query.stack() == IpStack.IPV4 ? known.freeIpv4() : Math.min(known.freeIpv4(), known.freeIpv6());
    }

    /** A well mixed 64-bit hash: neighbouring seeds give unrelated orders. */
    private static long mix(long seed, VSwitchId id) {
        long z = seed * 0x9E3779B97F4A7C15L + id.value().hashCode() * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static VSwitchChoice refusal(VSwitchQuery query, Map<VSwitchId, VSwitchReading> readings) {
        List<String> reasons = new ArrayList<>();
        List<VSwitchId> exhausted = new ArrayList<>();
        Long retryAt = null;
        for (VSwitchId id : query.candidates()) {
            VSwitchReading reading = readings.get(id);
            if (reading instanceof Failed failed) {
                reasons.add(id + ": " + failed.reason());
            } else if (reading instanceof Known known
                    && (query.otherZonesToo() || known.zone().equals(query.zone()))) {
                reasons.add(lack(id, known, query));
                exhausted.add(id);
                retryAt = known.isBlocked(query.now()) ? sooner(retryAt, known.blockedUntil(), query.now()) : retryAt;
            }
        }
        reasons.add("no available vSwitch for zone " + query.zone() + ", vswList " + query.candidates());
        return new Refused(String.join(", ", reasons), exhausted, retryAt);
    }

    private static String lack(VSwitchId id, Known known, VSwitchQuery query) {
        boolean onlyIpv6 = !known.isBlocked(query.now()) && known.freeIpv4() > 0;
        return onlyIpv6 ? id + " no ip left (IPv6)" : id + " no ip left";
    }

    private static @Nullable Long sooner(@Nullable Long a, @Nullable Long b, long now) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a - now <= b - now ? a : b;
    }
}
