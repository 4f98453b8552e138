package dev.podnetwork.core.vswitch;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@link VSwitchPicker}. Immutable. */
public sealed interface VSwitchChoice {
    /**
     * Use this one.
     *
     * @param id the vSwitch
     * @param zone its zone
     */
    record Picked(VSwitchId id, ZoneId zone) implements VSwitchChoice {
        /** Refuses missing parts. */
        public Picked {
            requireNonNull(id, "id");
            requireNonNull(zone, "zone");
        }
    }

    /**
     * The choice depends on vSwitches nobody has asked about yet: read these, then ask again.
     *
     * @param ids what to read, in the order of the candidates
     */
    record Unread(List<VSwitchId> ids) implements VSwitchChoice {
        /** Copies the list. */
        public Unread {
            ids = List.copyOf(ids);
        }
    }

    /**
     * None can be used now.
     *
     * @param reason every vSwitch that could have served with what it lacks, and "no available vSwitch" with the zone and the list
     * @param exhausted the vSwitches of the zone without a free address, in the order of the candidates
     * @param retryAt the first tick at which a block ends; null when no block is in the way
     */
    record Refused(
            String reason,
            List<VSwitchId> exhausted,
            @Nullable Long retryAt) implements VSwitchChoice {
        /** Copies the list. */
        public Refused {
            requireNonNull(reason, "reason");
            exhausted = List.copyOf(exhausted);
        }
    }
}
