package dev.podnetwork.core.capacity;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.core.config.WireNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node object comes to. Immutable (spec: control-plane §1.6, §5.2). */
public sealed interface NodeReading {
    /**
     * It can be used.
     *
     * @param identity what it says about itself
     */
    record Known(NodeIdentity identity) implements NodeReading {
        /** Refuses a missing identity. */
        public Known {
            requireNonNull(identity, "identity");
        }
    }

    /**
     * We leave it alone.
     *
     * @param reason why
     */
    record NotOurs(String reason) implements NodeReading {
        /** Refuses a missing reason. */
        public NotOurs {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Something is missing.
     *
     * @param reason what, and where it should stand
     */
    record Incomplete(String reason) implements NodeReading {
        /** Refuses a missing reason. */
        public Incomplete {
            requireNonNull(reason, "reason");
        }
    }

    /** Reads a node object. The instance is the second dot-part of the provider id, or all of it on a Lingjun node. */
    static NodeReading of(
            NodeRef node, String providerId, Map<String, String> labels, Map<String, String> annotations) {
        if ("true".equals(labels.get(WireNames.IGNORE))) {
            return new NotOurs("node " + node + " is labelled to be ignored");
        }
        if ("virtual-kubelet".equals(labels.get(WireNames.NODE_TYPE))) {
            return new NotOurs("node " + node + " is a virtual node");
        }
        EnoApi api = "true".equals(labels.get(WireNames.LINGJUN))
                ? EnoApi.lingjun(annotations.get(WireNames.ENO_API))
                : EnoApi.NONE;
        String instance = instance(providerId, api.lingjun());
        String region = labels.getOrDefault(WireNames.REGION, "");
        String type = labels.getOrDefault(WireNames.INSTANCE_TYPE, "");
        String zone = labels.getOrDefault(WireNames.ZONE, labels.getOrDefault(WireNames.LEGACY_ZONE, ""));
        String missing = missing(instance, region, type, zone);
        if (missing != null) {
            return new Incomplete("can not found " + missing + " of node " + node);
        }
        boolean exclusive = "eniOnly".equalsIgnoreCase(labels.get(WireNames.EXCLUSIVE_MODE));
        String trunk = annotations.getOrDefault(WireNames.TRUNK_ON, "");
        return new Known(new NodeIdentity(
                node,
                InstanceId.of(instance),
                region,
                type,
                ZoneId.of(zone),
                exclusive,
                trunk.isBlank() ? null : EniId.of(trunk),
                api));
    }

    private static String instance(String providerId, boolean lingjun) {
        int dot = providerId.indexOf('.');
        if (lingjun) {
            return providerId;
        }
        return dot < 0 ? "" : providerId.substring(dot + 1).split("\\.", -1)[0];
    }

    private static @Nullable String missing(String instance, String region, String type, String zone) {
        if (instance.isBlank()) {
            return "instance id (spec.providerID, <region>.<instance id>)";
        }
        if (region.isBlank()) {
            return "region (label " + WireNames.REGION + ")";
        }
        if (type.isBlank()) {
            return "instance type (label " + WireNames.INSTANCE_TYPE + ")";
        }
        return zone.isBlank() ? "zone (label " + WireNames.ZONE + ")" : null;
    }
}
