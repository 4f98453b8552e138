package dev.podnetwork.core.admission;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the things a policy names. Immutable; its maps are only looked up.
 *
 * @param vSwitches facts by vSwitch; an absent one is unknown
 * @param securityGroupVpcs the VPC of each security group that was looked up; an absent one is not checked
 * @param clusterVpc the cluster's VPC; null when it is not known, then VPCs are not compared
 */
public record PolicyFacts(
        Map<VSwitchId, VSwitchFact> vSwitches,
        Map<SecurityGroupId, VpcId> securityGroupVpcs,
        @Nullable VpcId clusterVpc) {
    /** Copies both maps. */
    public PolicyFacts {
        vSwitches = Map.copyOf(vSwitches);
        securityGroupVpcs = Map.copyOf(securityGroupVpcs);
    }

    /** Facts about vSwitches only. */
    public static PolicyFacts of(Map<VSwitchId, VSwitchFact> vSwitches, @Nullable VpcId clusterVpc) {
        return new PolicyFacts(vSwitches, Map.of(), clusterVpc);
    }
}
