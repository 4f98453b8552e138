package dev.podnetwork.core.plan;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.core.vswitch.VSwitchChoice;
import dev.podnetwork.core.vswitch.VSwitchPicker;
import dev.podnetwork.core.vswitch.VSwitchQuery;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The free addresses of vSwitches while one plan is made: what the plan takes is gone for its next step. */
final class VSwitchFunds {
    private final VSwitchQuery query;
    private final Map<VSwitchId, VSwitchReading> readings;
    private final List<VSwitchId> unread = new ArrayList<>();
    private int picks;

    VSwitchFunds(VSwitchQuery query, Map<VSwitchId, VSwitchReading> readings) {
        this.query = query;
        this.readings = new LinkedHashMap<>(readings);
    }

    /** Where the next new interface goes; each pick of the random order is a draw of its own. */
    VSwitchChoice pick() {
        VSwitchQuery next = new VSwitchQuery(
                query.zone(),
                query.candidates(),
                query.policy(),
                query.stack(),
                query.seed() + picks++,
                query.now(),
                query.otherZonesToo());
        VSwitchChoice choice = VSwitchPicker.pick(next, readings);
        if (choice instanceof VSwitchChoice.Unread which) {
            which.ids().forEach(this::toRead);
        }
        return choice;
    }

    /** Takes up to so many IPv4 addresses; says how many there were. */
    int take(VSwitchId id, int wanted) {
        VSwitchReading reading = readings.get(id);
        if (reading == null) {
            toRead(id);
            return 0;
        }
        if (!(reading instanceof VSwitchReading.Known known) || known.isBlocked(query.now())) {
            return 0;
        }
        int taken = (int) Math.min(Math.max(known.freeIpv4(), 0), wanted);
        readings.put(
                id,
                new VSwitchReading.Known(
                        known.zone(), known.freeIpv4() - taken, known.freeIpv6(), known.blockedUntil()));
        return taken;
    }

    /** Why one gives nothing, for people. */
    String why(VSwitchId id) {
        VSwitchReading reading = readings.get(id);
        if (reading == null) {
            return id + " was not read yet";
        }
        if (reading instanceof VSwitchReading.Failed failed) {
            return id + ": " + failed.reason();
        }
        return id + " ip is not enough";
    }

    /** When one that is blocked is tried again; null when it is not blocked. */
    @Nullable
    Long retryAt(VSwitchId id) {
        VSwitchReading reading = readings.get(id);
        return reading instanceof VSwitchReading.Known known && known.isBlocked(query.now())
                ? known.blockedUntil()
                : null;
    }

    /** Those that must be read before anything can be said of them. */
    List<VSwitchId> unread() {
        return unread;
    }

    private void toRead(VSwitchId id) {
        if (!unread.contains(id)) {
            unread.add(id);
        }
    }
}
