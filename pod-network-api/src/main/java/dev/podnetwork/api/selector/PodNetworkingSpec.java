package dev.podnetwork.api.selector;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.release.AllocationType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user writes in a policy. Immutable (spec: control-plane §1.1).
 *
 * @param eniType how the ENI is attached
 * @param allocationType elastic or fixed, and how a fixed address is given up
 * @param podSelector which pods, by their labels; null when not given
 * @param namespaceSelector in which namespaces, by their labels; null when not given
 * @param securityGroups put on the ENI, in the user's order; empty means: from the cluster's configuration
 * @param vSwitches where addresses come from, in the user's order; empty means: from the cluster's configuration
 * @param selectionPolicy in which order vSwitches are tried
 */
public record PodNetworkingSpec(
        EniType eniType,
        AllocationType allocationType,
        @Nullable LabelSelector podSelector,
        @Nullable LabelSelector namespaceSelector,
        List<SecurityGroupId> securityGroups,
        List<VSwitchId> vSwitches,
        VSwitchSelectionPolicy selectionPolicy) {
    /** Copies the lists. */
    public PodNetworkingSpec {
        requireNonNull(eniType, "eniType");
        requireNonNull(allocationType, "allocationType");
        requireNonNull(selectionPolicy, "selectionPolicy");
        securityGroups = List.copyOf(securityGroups);
        vSwitches = List.copyOf(vSwitches);
    }

    /** True when it selects pods; a policy without any selector is only used by name. */
    public boolean hasSelector() {
        return podSelector != null || namespaceSelector != null;
    }

    /** A builder with the defaults of the schema: Default, Elastic, ordered, nothing selected, nothing listed. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this one. */
    public Builder toBuilder() {
        return new Builder()
                .eniType(eniType)
                .allocationType(allocationType)
                .podSelector(podSelector)
                .namespaceSelector(namespaceSelector)
                .securityGroups(securityGroups)
                .vSwitches(vSwitches)
                .selectionPolicy(selectionPolicy);
    }

    /** Makes a spec step by step; not thread-safe. */
    public static final class Builder {
        private EniType eniType = EniType.DEFAULT;
        private AllocationType allocationType = AllocationType.ELASTIC;
        private @Nullable LabelSelector podSelector;
        private @Nullable LabelSelector namespaceSelector;
        private List<SecurityGroupId> securityGroups = List.of();
        private List<VSwitchId> vSwitches = List.of();
        private VSwitchSelectionPolicy selectionPolicy = VSwitchSelectionPolicy.ORDERED;

        private Builder() {}

        /** How the ENI is attached. */
        public Builder eniType(EniType value) {
            eniType = requireNonNull(value, "eniType");
            return this;
        }

        /** Elastic or fixed. */
        public Builder allocationType(AllocationType value) {
            allocationType = requireNonNull(value, "allocationType");
            return this;
        }

        /** Which pods; null for no such selector. */
        public Builder podSelector(@Nullable LabelSelector value) {
            podSelector = value;
            return this;
        }

        /** Which namespaces; null for no such selector. */
        public Builder namespaceSelector(@Nullable LabelSelector value) {
            namespaceSelector = value;
            return this;
        }

        /** The security groups, in order. */
        public Builder securityGroups(List<SecurityGroupId> value) {
            securityGroups = List.copyOf(value);
            return this;
        }

        /** The vSwitches, in order. */
        public Builder vSwitches(List<VSwitchId> value) {
            vSwitches = List.copyOf(value);
            return this;
        }

        /** In which order vSwitches are tried. */
        public Builder selectionPolicy(VSwitchSelectionPolicy value) {
            selectionPolicy = requireNonNull(value, "selectionPolicy");
            return this;
        }

        /** The spec. */
        public PodNetworkingSpec build() {
            return new PodNetworkingSpec(
                    eniType,
                    allocationType,
                    podSelector,
                    namespaceSelector,
                    securityGroups,
                    vSwitches,
                    selectionPolicy);
        }
    }
}
