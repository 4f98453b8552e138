package dev.podnetwork.api.allocation;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.release.ReleasePolicy;
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

    /** An IPv4 interface {@code eth0} that follows its node and goes with its pod, from the first vSwitch that has room. */
    public static InterfaceRequest elastic(List<VSwitchId> vSwitches, List<SecurityGroupId> securityGroups) {
        return keeping(ReleasePolicy.ELASTIC, vSwitches, securityGroups);
    }

    /** The same with another fate when its pod goes. */
    public static InterfaceRequest keeping(
            ReleasePolicy release, List<VSwitchId> vSwitches, List<SecurityGroupId> securityGroups) {
        InterfaceSpec spec =
                new InterfaceSpec("eth0", securityGroups, release, null, IpStack.IPV4, InterfaceExtras.NONE);
        return new InterfaceRequest(spec, vSwitches, VSwitchSelectionPolicy.ORDERED);
    }
}
