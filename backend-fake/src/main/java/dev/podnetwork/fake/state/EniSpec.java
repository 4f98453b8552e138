package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What interfaces are created with, their tags aside: those of a workload have the same, and share one.
 *
 * @param vSwitch where its addresses come from
 * @param type what it is while unattached: {@link EniType#SECONDARY} or {@link EniType#TRUNK}; an instance's own primary one
 *     is {@link EniType#PRIMARY}
 * @param counts how many addresses it was asked with
 * @param groups its security groups, one shared list per distinct value
 * @param resourceGroup its resource group, null for the default one
 * @param trafficMode how it moves packets
 * @param deleteOnRelease whether it goes with its instance
 */
public record EniSpec(
        VSwitchState vSwitch,
        EniType type,
        AddressCounts counts,
        List<SecurityGroupId> groups,
        @Nullable String resourceGroup,
        TrafficMode trafficMode,
        boolean deleteOnRelease) {

    /** Whether a create call asks for this. */
    boolean asks(CloudOp.CreateEni op) {
        return vSwitch.id.equals(op.vSwitch())
                && type == op.type()
                && counts.equals(op.addresses())
                && groups.equals(op.securityGroups())
                && Objects.equals(resourceGroup, op.resourceGroupId())
                && trafficMode == op.trafficMode()
                && deleteOnRelease == op.deleteOnRelease();
    }
}
