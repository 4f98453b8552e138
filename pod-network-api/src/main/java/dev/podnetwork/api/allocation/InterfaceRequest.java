package dev.podnetwork.api.allocation;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.util.List;

/**
 * One interface as asked for: what it is to be, and where its address may come from.
 *
 * @param spec what it is to be
 * @param vSwitches candidates, in the order of the policy; not empty
 * @param selection which of them to prefer
 */
public record InterfaceRequest(InterfaceSpec spec, List<VSwitchId> vSwitches, VSwitchSelectionPolicy selection) {

    /** Refuses an empty candidate list. */
    public InterfaceRequest {
        vSwitches = List.copyOf(vSwitches);
        if (vSwitches.isEmpty()) {
            throw new IllegalArgumentException("interface " + spec.name() + " has no vSwitch: name at least one");
        }
    }
}
