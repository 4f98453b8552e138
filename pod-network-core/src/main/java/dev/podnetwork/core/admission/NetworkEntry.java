package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resolved interface of a pod: an element of {@code pod-networks}. Immutable (spec: control-plane §2.4).
 *
 * @param interfaceName 1 to 5 characters; {@code eth0} for the first one
 * @param vSwitches where its address may come from, in the user's order
 * @param securityGroups put on its ENI
 * @param eniType how it attaches
 * @param selection in which order vSwitches are tried
 * @param allocationType elastic or fixed, as written
 * @param extras default route, extra routes, resource group and traffic mode: they reach the allocation (weakness W14)
 */
public record NetworkEntry(
        String interfaceName,
        List<VSwitchId> vSwitches,
        List<SecurityGroupId> securityGroups,
        EniType eniType,
        VSwitchSelectionPolicy selection,
        AllocationType allocationType,
        InterfaceExtras extras) {
    /** The interface every pod has. */
    public static final String ETH0 = "eth0";

    /** Copies the lists. */
    public NetworkEntry {
        requireNonNull(interfaceName, "interfaceName");
        requireNonNull(eniType, "eniType");
        requireNonNull(selection, "selection");
        requireNonNull(allocationType, "allocationType");
        requireNonNull(extras, "extras");
        vSwitches = List.copyOf(vSwitches);
        securityGroups = List.copyOf(securityGroups);
    }

    /** An elastic {@code eth0} that takes everything from the cluster's configuration. */
    public static NetworkEntry ofClusterDefault() {
        return new NetworkEntry(
                ETH0,
                List.of(),
                List.of(),
                EniType.DEFAULT,
                VSwitchSelectionPolicy.ORDERED,
                AllocationType.ELASTIC,
                InterfaceExtras.NONE);
    }

    /** {@code eth0} as a policy wants it, with the policy's last good vSwitches. */
    public static NetworkEntry of(PodNetworking policy) {
        return new NetworkEntry(
                ETH0,
                policy.status().vSwitchIds(),
                policy.spec().securityGroups(),
                policy.spec().eniType(),
                policy.spec().selectionPolicy(),
                policy.spec().allocationType(),
                InterfaceExtras.NONE);
    }

    /** The same under another name and with other routes. */
    public NetworkEntry as(String name, boolean defaultRoute, List<String> routes) {
        InterfaceExtras more =
                new InterfaceExtras(defaultRoute, routes, extras.resourceGroupId(), extras.trafficMode());
        return new NetworkEntry(name, vSwitches, securityGroups, eniType, selection, allocationType, more);
    }

    /** The same with both lists filled where they are empty. */
    public NetworkEntry filled(List<VSwitchId> moreVSwitches, List<SecurityGroupId> moreGroups) {
        return new NetworkEntry(
                interfaceName,
                vSwitches.isEmpty() ? moreVSwitches : vSwitches,
                securityGroups.isEmpty() ? moreGroups : securityGroups,
                eniType,
                selection,
                allocationType,
                extras);
    }

    /** True when nothing is missing to create an ENI. */
    public boolean isComplete() {
        return !vSwitches.isEmpty() && !securityGroups.isEmpty();
    }

    /**
     * The allocation this entry asks for; everything in it arrives there (weakness W14).
     *
     * @throws IllegalArgumentException when it is not {@linkplain #isComplete() complete}
     */
    public InterfaceRequest toRequest(IpStack stack) {
        InterfaceSpec spec = new InterfaceSpec(
                interfaceName, securityGroups, allocationType.releasePolicy(), attach(eniType), stack, extras);
        return new InterfaceRequest(spec, vSwitches, selection);
    }

    private static @Nullable AttachMode attach(EniType type) {
        return switch (type) {
            case DEFAULT -> null;
            case ENI -> AttachMode.SECONDARY;
            case TRUNK -> AttachMode.TRUNK_MEMBER;
        };
    }
}
