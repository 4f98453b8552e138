package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import org.jspecify.annotations.Nullable;

/** What the cloud says about a vSwitch that a policy names. One without a fact is {@link Unknown}. Immutable. */
public sealed interface VSwitchFact {
    /**
     * It exists.
     *
     * @param zone its zone
     * @param vpc its VPC; null when the cloud did not say
     * @param freeIpv4 free addresses; an empty vSwitch does not make a policy fail
     */
    record Found(ZoneId zone, @Nullable VpcId vpc, long freeIpv4) implements VSwitchFact {
        /** Refuses a missing zone. */
        public Found {
            requireNonNull(zone, "zone");
        }
    }

    /**
     * The cloud says it does not exist, or not for us.
     *
     * @param reason the cloud's words
     */
    record Missing(String reason) implements VSwitchFact {
        /** Refuses a missing reason. */
        public Missing {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The cloud could not be asked; never a reason to change anything.
     *
     * @param reason what went wrong
     */
    record Unknown(String reason) implements VSwitchFact {
        /** Refuses a missing reason. */
        public Unknown {
            requireNonNull(reason, "reason");
        }
    }
}
