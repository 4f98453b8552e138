package dev.podnetwork.core.admission;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.release.ReleaseStrategy;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between {@link NetworkEntry} and the tree of the {@code pod-networks} annotation (spec: control-plane §2.4). */
public final class NetworkEntries {
    private NetworkEntries() {}

    /**
     * What an annotation says.
     *
     * @param entries its entries; empty when there is a problem
     * @param problem what is wrong with it; null when nothing is
     */
    public record Read(List<NetworkEntry> entries, @Nullable String problem) {
        /** Copies the list. */
        public Read {
            entries = List.copyOf(entries);
        }
    }

    /** Reads the annotation; an absent or empty one has no entries. */
    public static Read read(ParsedAnnotation annotation) {
        if (annotation instanceof ParsedAnnotation.Unreadable unreadable) {
            return new Read(List.of(), unreadable.reason());
        }
        List<String> problems = new ArrayList<>();
        List<NetworkEntry> entries = new ArrayList<>();
        if (annotation instanceof ParsedAnnotation.Tree tree) {
            Tree.of("", tree.root(), problems).objects("podNetworks").forEach(e -> entries.add(entry(e)));
        }
        return problems.isEmpty() ? new Read(entries, null) : new Read(List.of(), problems.get(0));
    }

    private static NetworkEntry entry(Tree tree) {
        return new NetworkEntry(
                tree.text("interface"),
                tree.texts("vSwitchOptions").stream().map(VSwitchId::of).toList(),
                tree.texts("securityGroupIDs").stream().map(SecurityGroupId::of).toList(),
                tree.object("eniOptions").choice("eniType", EniType.DEFAULT, EniType::ofWire, "Default, Trunk, ENI"),
                tree.object("vSwitchSelectOptions")
                        .choice(
                                "vSwitchSelectionPolicy",
                                VSwitchSelectionPolicy.ORDERED,
                                VSwitchSelectionPolicy::ofWire,
                                "ordered, random, most"),
                allocationType(tree.object("allocationType")),
                extras(tree));
    }

    private static AllocationType allocationType(Tree tree) {
        AllocationType.Kind kind = tree.choice(
                "type",
                AllocationType.Kind.ELASTIC,
                text -> text.isEmpty() ? Optional.of(AllocationType.Kind.ELASTIC) : AllocationType.Kind.ofWire(text),
                "Elastic, Fixed");
        Optional<ReleaseStrategy> strategy = tree.has("releaseStrategy")
                ? tree.choice("releaseStrategy", Optional.empty(), NetworkEntries::strategy, "TTL, Never")
                : Optional.empty();
        String after = tree.text("releaseAfter");
        return new AllocationType(kind, strategy.orElse(null), after.isEmpty() ? null : after);
    }

    private static Optional<Optional<ReleaseStrategy>> strategy(String text) {
        return text.isEmpty()
                ? Optional.of(Optional.empty())
                : ReleaseStrategy.ofWire(text).map(Optional::of);
    }

    private static InterfaceExtras extras(Tree tree) {
        String group = tree.text("resourceGroupID");
        return new InterfaceExtras(
                tree.flag("defaultRoute"),
                tree.objects("extraRoutes").stream().map(r -> r.text("dst")).toList(),
                group.isEmpty() ? null : group,
                tree.choice(
                        "networkInterfaceTrafficMode",
                        TrafficMode.STANDARD,
                        NetworkEntries::trafficMode,
                        "Standard, HighPerformance"));
    }

    private static Optional<TrafficMode> trafficMode(String text) {
        return switch (text) {
            case "", "Standard" -> Optional.of(TrafficMode.STANDARD);
            case "HighPerformance" -> Optional.of(TrafficMode.HIGH_PERFORMANCE);
            default -> Optional.empty();
        };
    }

    /** Writes the annotation's tree; reading it back gives the same entries. */
    public static Map<String, Object> write(List<NetworkEntry> entries) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("podNetworks", entries.stream().map(NetworkEntries::write).toList());
        return root;
    }

    private static Map<String, @Nullable Object> write(NetworkEntry entry) {
        InterfaceExtras extras = entry.extras();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(
                "vSwitchOptions",
                entry.vSwitches().stream().map(VSwitchId::value).toList());
        tree.put(
                "securityGroupIDs",
                entry.securityGroups().stream().map(SecurityGroupId::value).toList());
        tree.put("interface", entry.interfaceName());
        if (!extras.extraRoutes().isEmpty()) {
            tree.put(
                    "extraRoutes",
                    extras.extraRoutes().stream().map(dst -> Map.of("dst", dst)).toList());
        }
        tree.put("eniOptions", Map.of("eniType", entry.eniType().wire()));
        tree.put(
                "vSwitchSelectOptions",
                Map.of("vSwitchSelectionPolicy", entry.selection().wire()));
        tree.put("resourceGroupID", extras.resourceGroupId() == null ? "" : extras.resourceGroupId());
        tree.put("networkInterfaceTrafficMode", extras.trafficMode().wire());
        tree.put("defaultRoute", extras.defaultRoute());
        tree.put("allocationType", write(entry.allocationType()));
        return tree;
    }

    private static Map<String, Object> write(AllocationType type) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", type.kind().wire());
        if (type.strategy() != null) {
            tree.put("releaseStrategy", type.strategy().wire());
        }
        if (type.releaseAfter() != null) {
            tree.put("releaseAfter", type.releaseAfter());
        }
        return tree;
    }
}
