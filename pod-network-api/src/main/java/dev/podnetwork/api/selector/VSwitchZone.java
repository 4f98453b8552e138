package dev.podnetwork.api.selector;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;

/**
 * A vSwitch that was found, and where.
 *
 * @param id the vSwitch
 * @param zone its zone
 */
public record VSwitchZone(VSwitchId id, ZoneId zone) {
    /** Refuses missing parts. */
    public VSwitchZone {
        requireNonNull(id, "id");
        requireNonNull(zone, "zone");
    }
}
