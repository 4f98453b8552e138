package dev.podnetwork.fake;

import org.jspecify.annotations.Nullable;

/**
 * Which faults a random plan draws.
 *
 * @param everyRefusal whether a refusal is any that the real cloud gives to such a call: permissions, quotas, addresses,
 *     missing vSwitches, spent tokens; else only those that a retry cures
 * @param mostly the kind that every other fault is of, where it fits the call; null for none
 */
public record FaultMix(boolean everyRefusal, @Nullable String mostly) {
    /** Every kind of fault, the disasters less often; refusals that a retry cures. */
    public static final FaultMix EVERYDAY = new FaultMix(false, null);

    /** Every kind of fault and every refusal. */
    public static final FaultMix EVERYTHING = new FaultMix(true, null);

    /** Every kind of fault and every refusal, and every other one of this {@linkplain Fault#kind kind}. */
    public static FaultMix mostly(String kind) {
        return new FaultMix(true, kind);
    }
}
