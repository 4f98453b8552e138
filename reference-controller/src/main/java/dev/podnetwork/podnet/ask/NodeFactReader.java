package dev.podnetwork.podnet.ask;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.capacity.CapacityCalculator;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.preflight.Facts;
import dev.podnetwork.core.preflight.OsImage;
import dev.podnetwork.core.preflight.PreflightFacts;
import dev.podnetwork.core.preflight.Version;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.podnet.input.Manifest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a Node object tells about one node. */
final class NodeFactReader {
    private NodeFactReader() {}

    /** The facts, with the limits of its type when somebody gives them. */
    static PreflightFacts read(Manifest node, Map<String, InstanceTypeLimits> types) {
        Map<String, String> labels = node.labels();
        boolean exclusive = "eniOnly".equalsIgnoreCase(labels.get(WireNames.EXCLUSIVE_MODE));
        boolean tainted = !node.spec().items("taints").isEmpty();
        PreflightFacts facts = PreflightFacts.NONE
                .with(Facts.EXCLUSIVE, exclusive)
                .with(Facts.LINGJUN, "true".equals(labels.get(WireNames.LINGJUN)))
                .with(Facts.TAINTED, tainted);
        InstanceTypeLimits limits = InstanceTypeReader.annotated(node.body())
                .orElseGet(() -> types.get(labels.getOrDefault(WireNames.INSTANCE_TYPE, "")));
        return info(node.body().fields("status").fields("nodeInfo"), limits == null ? facts : typed(facts, limits));
    }

    static PreflightFacts typed(PreflightFacts facts, InstanceTypeLimits limits) {
        return facts.with(Facts.TRUNK_SUPPORTED, limits.trunkSupported())
                .with(Facts.IPV4_PER_ENI, limits.ipv4PerEni())
                .with(Facts.IPV6_PER_ENI, limits.ipv6PerEni())
                .with(
                        Facts.SHARED_PODS,
                        CapacityCalculator.capacity(limits, NetworkMode.SHARED).sharedPods())
                .with(
                        Facts.EXCLUSIVE_PODS,
                        CapacityCalculator.capacity(limits, NetworkMode.EXCLUSIVE)
                                .exclusivePods());
    }

    private static PreflightFacts info(Doc.Fields info, PreflightFacts start) {
        PreflightFacts facts = start;
        @Nullable
        Version kernel = info.text("kernelVersion").flatMap(Version::parse).orElse(null);
        if (kernel != null) {
            facts = facts.with(Facts.KERNEL, kernel);
        }
        @Nullable
        Version kubernetes = info.text("kubeletVersion").flatMap(Version::parse).orElse(null);
        if (kubernetes != null) {
            facts = facts.with(Facts.KUBERNETES, kubernetes);
        }
        String image = info.text("osImage").orElse("");
        return image.isEmpty() ? facts : facts.with(Facts.OS, OsImage.ofNodeInfo(image));
    }
}
