package dev.podnetwork.core.config;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we use of the cluster's {@code eni-config}. Immutable (spec: node-ipam §1.2, control-plane §10.4).
 *
 * @param vSwitches the vSwitches of each zone, in the document's order
 * @param securityGroups {@code security_group} and {@code security_groups} together, sorted, each once
 * @param trunking {@code enable_eni_trunking}; null when the document does not say
 * @param ipStack the address families
 * @param statefulKinds owner kinds, in lower case, that are treated like a StatefulSet
 * @param sharedSelection how the shared pool of a node picks vSwitches; the document's {@code ordered} means most available there
 * @param resourceGroupId the resource group of new ENIs; empty for the default one
 * @param eniTags tags put on new ENIs, in the document's order
 * @param centralIpam whether {@code ipam_type} is {@code crd}
 */
public record EniConfig(
        Map<ZoneId, List<VSwitchId>> vSwitches,
        List<SecurityGroupId> securityGroups,
        @Nullable Boolean trunking,
        ClusterIpStack ipStack,
        List<String> statefulKinds,
        VSwitchSelectionPolicy sharedSelection,
        String resourceGroupId,
        Map<String, String> eniTags,
        boolean centralIpam) {
    /** An empty document. */
    public static final EniConfig EMPTY = new EniConfig(
            Map.of(),
            List.of(),
            null,
            ClusterIpStack.IPV4,
            List.of(),
            VSwitchSelectionPolicy.RANDOM,
            "",
            Map.of(),
            false);

    /** Copies the collections, keeping their order. */
    public EniConfig {
        requireNonNull(ipStack, "ipStack");
        requireNonNull(sharedSelection, "sharedSelection");
        requireNonNull(resourceGroupId, "resourceGroupId");
        Map<ZoneId, List<VSwitchId>> byZone = new LinkedHashMap<>();
        vSwitches.forEach((zone, ids) -> byZone.put(zone, List.copyOf(ids)));
        vSwitches = Collections.unmodifiableMap(byZone);
        securityGroups = List.copyOf(securityGroups);
        statefulKinds = List.copyOf(statefulKinds);
        eniTags = Collections.unmodifiableMap(new LinkedHashMap<>(eniTags));
    }

    /** Every vSwitch of every zone, sorted, each once: what a policy or pod that names none is filled with. */
    public List<VSwitchId> allVSwitches() {
        return vSwitches.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /** The zone under which the document lists a vSwitch; the first one when it is listed twice. */
    public Optional<ZoneId> zoneOf(VSwitchId id) {
        return vSwitches.entrySet().stream()
                .filter(e -> e.getValue().contains(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
