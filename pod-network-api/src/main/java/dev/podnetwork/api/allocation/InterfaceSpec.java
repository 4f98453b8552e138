package dev.podnetwork.api.allocation;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.release.ReleasePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one interface of a pod is to be, wherever its address comes from. The record keeps it.
 *
 * @param name 1 to 5 characters, for example {@code eth0}
 * @param securityGroups 1 to 10 groups
 * @param release what happens to it when the pod goes
 * @param attach the mode that was asked for, null to follow the node (spec: README decision 12)
 * @param stack address families
 * @param extras what it carries along
 */
public record InterfaceSpec(
        String name,
        List<SecurityGroupId> securityGroups,
        ReleasePolicy release,
        @Nullable AttachMode attach,
        IpStack stack,
        InterfaceExtras extras) {

    /** Keeps its own copy of the groups. */
    public InterfaceSpec {
        securityGroups = List.copyOf(securityGroups);
    }

    /** The same for a pod that these policies select. */
    public InterfaceSpec selectedBy(List<String> names) {
        return new InterfaceSpec(name, securityGroups, release, attach, stack, extras.selectedBy(names));
    }
}
