package dev.podnetwork.core.vswitch;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The last thing known about one vSwitch. A vSwitch without any reading has not been asked about yet, which is something else than
 * {@link Failed}. Immutable (spec: control-plane §7).
 */
public sealed interface VSwitchReading {
    /**
     * The cloud answered.
     *
     * @param zone where the vSwitch is
     * @param freeIpv4 free IPv4 addresses less those reserved here for calls in flight; may be negative when reservations overtook it
     * @param freeIpv6 the same for IPv6; 0 when the vSwitch has no IPv6 range
     * @param blockedUntil the tick (nanoseconds, {@code Env.ticks()}) until which an exhaustion refusal keeps it out; null when it is not
     */
    record Known(
            ZoneId zone,
            long freeIpv4,
            long freeIpv6,
            @Nullable Long blockedUntil) implements VSwitchReading {
        /** Refuses a missing zone. */
        public Known {
            requireNonNull(zone, "zone");
        }

        /** Whether the block still stands at a tick. Ticks may be negative and wrap, so only their difference counts. */
        public boolean isBlocked(long now) {
            return blockedUntil != null && blockedUntil - now > 0;
        }
    }

    /**
     * The cloud was asked and refused to say; the pick goes on without it.
     *
     * @param reason the cloud's words
     */
    record Failed(String reason) implements VSwitchReading {
        /** Refuses a missing reason. */
        public Failed {
            requireNonNull(reason, "reason");
        }
    }
}
