package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.core.config.EniConfig;
import org.jspecify.annotations.Nullable;

/**
 * A policy with its missing lists filled from the cluster's configuration. Filling twice changes nothing. Immutable
 * (spec: control-plane §2.6).
 *
 * @param spec the policy to store
 * @param message the words of the admission answer; empty when something was filled
 */
public record PodNetworkingDefaults(PodNetworkingSpec spec, String message) {
    /** Refuses missing parts. */
    public PodNetworkingDefaults {
        requireNonNull(spec, "spec");
        requireNonNull(message, "message");
    }

    /** Fills security groups and vSwitches, each only when the user listed none; null means there is no configuration. */
    public static PodNetworkingDefaults fill(PodNetworkingSpec spec, @Nullable EniConfig config) {
        boolean groups = spec.securityGroups().isEmpty();
        boolean vSwitches = spec.vSwitches().isEmpty();
        if (!groups && !vSwitches) {
            return new PodNetworkingDefaults(spec, "podNetworking all set");
        }
        if (config == null) {
            return new PodNetworkingDefaults(spec, "no terway eni-config found");
        }
        PodNetworkingSpec filled = spec.toBuilder()
                .securityGroups(groups ? config.securityGroups() : spec.securityGroups())
                .vSwitches(vSwitches ? config.allVSwitches() : spec.vSwitches())
                .build();
        return new PodNetworkingDefaults(filled, "");
    }
}
