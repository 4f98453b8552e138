package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.plan.PrefixReading.State;
import org.jspecify.annotations.Nullable;

/**
 * A prefix of either family as it is recorded, with the end of its freeze (spec: node-ipam §2.11,
 * control-plane §6.9; scenario I14).
 *
 * @param cidr which
 * @param state whether addresses of it may be leased
 * @param frozenUntil ticks at which the freeze ends by itself; null when it does not
 */
public record FrozenPrefix(
        String cidr, State state, @Nullable Long frozenUntil) {
    /** Refuses missing parts. */
    public FrozenPrefix {
        requireNonNull(cidr, "cidr");
        requireNonNull(state, "state");
    }

    /** The record at this tick: what was frozen until then or before is valid again, everything else is as it was. */
    public FrozenPrefix at(long now) {
        boolean over = state == State.FROZEN && frozenUntil != null && now - frozenUntil >= 0;
        return over ? new FrozenPrefix(cidr, State.VALID, null) : this;
    }
}
