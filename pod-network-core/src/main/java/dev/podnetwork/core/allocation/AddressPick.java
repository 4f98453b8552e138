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
    private final Map<VSwitchId, VSwitchReading> readings;
    private final List<VSwitchId> picked = new ArrayList<>(1);

    @Nullable
    private Explanation lack;

    AddressPick(Scratch s, ZoneId zone) {
        this.s = s;
        this.zone = zone;
        this.readings = new LinkedHashMap<>(s.view.readings().vSwitches());
    }

    /** The vSwitch for this interface, null when there is none; then {@link #lack} says why. */
    @Nullable
    VSwitchId pick(InterfaceRequest request) {
        VSwitchQuery query = VSwitchQuery.inZone(zone, request.vSwitches(), request.selection(), s.view.random(), s.now)
                .needing(request.spec().stack());
        VSwitchChoice choice = VSwitchPicker.pick(query, readings);
        if (choice instanceof VSwitchChoice.Picked one) {
            take(one.id());
            return one.id();
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

    private void take(VSwitchId id) {
        picked.add(id);
        if (readings.get(id) instanceof VSwitchReading.Known known) {
            readings.put(
                    id,
                    new VSwitchReading.Known(
                            known.zone(), known.freeIpv4() - 1, known.freeIpv6() - 1, known.blockedUntil()));
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
