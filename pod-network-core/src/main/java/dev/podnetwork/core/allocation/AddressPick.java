package dev.podnetwork.core.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.core.vswitch.VSwitchChoice;
import dev.podnetwork.core.vswitch.VSwitchPicker;
import dev.podnetwork.core.vswitch.VSwitchQuery;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Picks a vSwitch for each of several interfaces; each pick counts against the next. Used by one step and forgotten. */
final class AddressPick {
    private final Scratch s;
    private final ZoneId zone;
    private Map<VSwitchId, VSwitchReading> readings;
    private final List<VSwitchId> picked = new ArrayList<>(1);
    /** The last pick, which the next one is to see. */
    private @Nullable VSwitchId last;

    @Nullable
    private Explanation lack;

    AddressPick(Scratch s, ZoneId zone) {
        this.s = s;
        this.zone = zone;
        this.readings = s.view.readings().vSwitches();
    }

    /** The vSwitch for this interface, null when there is none; then {@link #lack} says why. */
    @Nullable
    VSwitchId pick(InterfaceRequest request) {
        countLast();
        VSwitchQuery query = VSwitchQuery.inZone(zone, request.vSwitches(), request.selection(), s.view.random(), s.now)
                .needing(request.spec().stack());
        VSwitchChoice choice = VSwitchPicker.pick(query, readings);
        if (choice instanceof VSwitchChoice.Picked one) {
            picked.add(one.id());
            last = one.id();
            return last;
        }
        if (choice instanceof VSwitchChoice.Unread unread) {
            s.emit(new Effect.ReadVSwitches(unread.ids()));
            lack = Words.readingVSwitches(names(unread.ids()));
        } else if (choice instanceof VSwitchChoice.Refused refused) {
            lack = refusal(request, refused);
        }
        return null;
    }

    /** Names every vSwitch that may yet serve: those without an address, and those that could not be read. */
    private Explanation refusal(InterfaceRequest request, VSwitchChoice.Refused refused) {
        List<VSwitchId> hopes = new ArrayList<>(refused.exhausted());
        request.vSwitches().stream()
                .filter(id -> readings.get(id) instanceof VSwitchReading.Failed)
                .forEach(hopes::add);
        if (hopes.isEmpty()) {
            return Words.noVSwitchInZone(zone.value(), refused.reason());
        }
        if (refused.exhausted().isEmpty()) {
            return Words.unreadableVSwitches(names(hopes), refused.reason());
        }
        Long retryAt = refused.retryAt();
        if (retryAt != null) {
            s.wakeAt(retryAt);
        }
        return Words.noAddress(names(hopes), refused.reason(), retryAt == null ? -1 : retryAt - s.now);
    }

    private void countLast() {
        if (last != null && readings.get(last) instanceof VSwitchReading.Known known) {
            Map<VSwitchId, VSwitchReading> left = new LinkedHashMap<>(readings);
            left.put(
                    last,
                    new VSwitchReading.Known(
                            known.zone(), known.freeIpv4() - 1, known.freeIpv6() - 1, known.blockedUntil()));
            readings = left;
            last = null;
        }
    }

    List<VSwitchId> picked() {
        return picked;
    }

    /** Why the last pick found none. */
    Explanation lack() {
        return lack == null ? Words.NOTHING : lack;
    }

    private static String names(List<VSwitchId> ids) {
        return ids.stream().map(VSwitchId::value).collect(Collectors.joining(","));
    }
}
