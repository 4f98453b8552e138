package dev.podnetwork.api.selector;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.VSwitchId;
import java.util.List;

/**
 * What the controller found out about a policy. Ready is earned, never taken from a manifest. Immutable
 * (spec: control-plane §1.1, §3; README decision 4).
 *
 * @param state the last verdict
 * @param vSwitches the last good vSwitches with their zones, in the order of the policy; kept while the policy fails
 * @param everReady true once the policy was Ready; a policy that never was takes no part in matching
 * @param message why it is not Ready; empty when it is
 */
public record PodNetworkingStatus(State state, List<VSwitchZone> vSwitches, boolean everReady, String message) {
    /** Not looked at yet. */
    public static final PodNetworkingStatus UNCHECKED = new PodNetworkingStatus(State.UNCHECKED, List.of(), false, "");

    /** Copies the list. */
    public PodNetworkingStatus {
        requireNonNull(state, "state");
        requireNonNull(message, "message");
        vSwitches = List.copyOf(vSwitches);
        if (state == State.READY && !everReady) {
            throw new IllegalArgumentException("a policy that is Ready was Ready: everReady must be true");
        }
    }

    /** The verdicts; {@code status.status} on the wire. */
    public enum State {
        /** Not looked at yet: the empty text. */
        UNCHECKED,
        /** Every vSwitch was found. */
        READY,
        /** Something the policy names cannot be used. */
        FAIL
    }

    /** Ready with these vSwitches. */
    public static PodNetworkingStatus ready(List<VSwitchZone> vSwitches) {
        return new PodNetworkingStatus(State.READY, vSwitches, true, "");
    }

    /** Failed, with what is left of the last good vSwitches of a policy that was Ready once. */
    public static PodNetworkingStatus failed(PodNetworkingStatus previous, List<VSwitchZone> left, String message) {
        return new PodNetworkingStatus(State.FAIL, left, previous.everReady(), message);
    }

    /** The ids of {@link #vSwitches()}, in order. */
    public List<VSwitchId> vSwitchIds() {
        return vSwitches.stream().map(VSwitchZone::id).toList();
    }
}
