package dev.podnetwork.core.vswitch;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One question to {@link VSwitchPicker}. Immutable.
 *
 * @param zone the node's zone
 * @param candidates the vSwitches of the policy, in the user's order; repeated ids count once
 * @param policy in which order they are tried
 * @param stack the address families the ENI needs
 * @param seed decides the order of {@code random}; the same seed gives the same order
 * @param now the current tick, nanoseconds
 * @param otherZonesToo true to fall back on vSwitches of other zones, in the same order, when the zone has none
 */
public record VSwitchQuery(
        ZoneId zone,
        List<VSwitchId> candidates,
        VSwitchSelectionPolicy policy,
        IpStack stack,
        long seed,
        long now,
        boolean otherZonesToo) {
    /** Copies the candidates. */
    public VSwitchQuery {
        requireNonNull(zone, "zone");
        requireNonNull(policy, "policy");
        requireNonNull(stack, "stack");
        candidates = List.copyOf(candidates.size() < 2 ? candidates : new LinkedHashSet<>(candidates));
    }

    /** Whether a vSwitch has the addresses. */
    boolean isMetBy(VSwitchReading.Known reading) {
        return reading.freeIpv4() > 0 && (stack == IpStack.IPV4 || reading.freeIpv6() > 0);
    }

    /** The usual question: the node's zone only. */
    public static VSwitchQuery inZone(
            ZoneId zone, List<VSwitchId> candidates, VSwitchSelectionPolicy policy, long seed, long now) {
        return new VSwitchQuery(zone, candidates, policy, IpStack.IPV4, seed, now, false);
    }

    /** The same question for an ENI with other address families. */
    public VSwitchQuery needing(IpStack other) {
        return new VSwitchQuery(zone, candidates, policy, other, seed, now, otherZonesToo);
    }

    /** The same question, with other zones as a second choice. */
    public VSwitchQuery orOtherZones() {
        return new VSwitchQuery(zone, candidates, policy, stack, seed, now, true);
    }
}
