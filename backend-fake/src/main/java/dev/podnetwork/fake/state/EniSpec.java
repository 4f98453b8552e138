package dev.podnetwork.fake.state;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an interface is created with.
 *
 * @param vSwitch where its addresses come from
 * @param groups its security groups, one shared list per distinct value
 * @param resourceGroup its resource group, null for the default one
 * @param trafficMode how it moves packets
 * @param deleteOnRelease whether it goes with its instance
 * @param tags the tags given at creation
 */
public record EniSpec(
        VSwitchState vSwitch,
        List<SecurityGroupId> groups,
        @Nullable String resourceGroup,
        TrafficMode trafficMode,
        boolean deleteOnRelease,
        TagSet tags) {

    /** Whether a create call asks for this, its tags and address counts aside. */
    boolean asks(CloudOp.CreateEni op) {
        return vSwitch.id.equals(op.vSwitch())
                && groups.equals(op.securityGroups())
                && Objects.equals(resourceGroup, op.resourceGroupId())
                && trafficMode == op.trafficMode()
                && deleteOnRelease == op.deleteOnRelease();
    }
}
