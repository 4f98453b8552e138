package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.fake.InstanceTypes;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.podnet.input.Manifest;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.StartRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads nodes, and makes up those that records name and, when the user gave none, the documented default ones. */
final class NodePlanner {
    /** How many nodes of each class a default zone has. */
    private static final int DEFAULT_PER_ZONE = 2;

    private static final int LENI_QUOTA = 8;
    private static final int LENI_ADDRESSES = 10;
    private static final String REGION = "cn-hangzhou";
    private static final String HOSTNAME = "kubernetes.io/hostname";

    private final CloudReader.Declared declared;
    private final List<ZoneId> knownZones;
    private final Consumer<String> notices;
    private final Map<String, NodePlan> nodes = new LinkedHashMap<>();

    NodePlanner(CloudReader.Declared declared, List<ZoneId> knownZones, Consumer<String> notices) {
        this.declared = declared;
        this.knownZones = knownZones;
        this.notices = notices;
    }

    /** A node that the user declared; what it does not say is made up. */
    void declared(Manifest manifest) {
        Map<String, String> labels = manifest.labels();
        String name = manifest.name();
        Doc.Fields spec = manifest.spec();
        boolean exclusive = "eniOnly".equalsIgnoreCase(labels.get(WireNames.EXCLUSIVE_MODE));
        EnoApi api = "true".equals(labels.get(WireNames.LINGJUN))
                ? EnoApi.lingjun(manifest.annotations().get(WireNames.ENO_API))
                : EnoApi.NONE;
        InstanceId instance = instance(name, spec, api.lingjun());
        CloudReader.Instance known = declared.instances().get(instance);
        ZoneId zone = Optional.ofNullable(labels.getOrDefault(WireNames.ZONE, labels.get(WireNames.LEGACY_ZONE)))
                .map(ZoneId::of)
                .or(() -> Optional.ofNullable(known).map(CloudReader.Instance::zone))
                .orElseGet(() -> assumed(name, "zone", knownZones.get(0)));
        LingjunNodeType lingjun = declared.lingjun().entrySet().stream()
                .filter(each -> each.getKey().id().equals(instance))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        String type = Optional.ofNullable(labels.get(WireNames.INSTANCE_TYPE))
                .or(() -> Optional.ofNullable(known).map(CloudReader.Instance::type))
                .or(() -> Optional.ofNullable(lingjun).map(LingjunNodeType::type))
                .orElseGet(() ->
                        assumed(name, "instance type", usualType(exclusive).instanceType()));
        put(new NodePlan(
                NodeRef.of(name),
                instance,
                api.lingjun() ? lingjunType(type, lingjun) : type(type, exclusive),
                zone,
                exclusive,
                labelled(labels, name, zone),
                spec.flag("unschedulable").orElse(false),
                unusable(name, labels),
                api));
    }

    /** What a Lingjun node takes, as limits: interfaces, one of which is its own, and their addresses. */
    private InstanceTypeLimits lingjunType(String name, @Nullable LingjunNodeType declaredType) {
        LingjunNodeType type = declaredType;
        if (type == null) {
            type = new LingjunNodeType(name, LENI_QUOTA, LENI_ADDRESSES, 0, 0);
            notices.accept("made up: Lingjun node type " + name + " takes " + LENI_QUOTA + " interfaces of "
                    + LENI_ADDRESSES + " addresses; declare its nodes in a Cloud document to say otherwise");
        }
        return new InstanceTypeLimits(
                name, type.eniQuantity(), type.eniQuantity(), type.ipv4PerEni(), type.ipv6PerEni(), false, 0);
    }

    /** Of a Lingjun node the whole of the provider id (spec: control-plane §5.2). */
    private InstanceId instance(String name, Doc.Fields spec, boolean lingjun) {
        return spec.text("providerID")
                .map(id -> lingjun ? id : id.substring(id.indexOf('.') + 1))
                .filter(id -> !id.isBlank())
                .map(InstanceId::of)
                .orElseGet(() -> assumed(name, "instance", InstanceId.of("i-" + name)));
    }

    private <T> T assumed(String node, String what, T value) {
        notices.accept("made up: " + what + " " + value + " of node " + node + ", which does not say");
        return value;
    }

    private static @Nullable String unusable(String name, Map<String, String> labels) {
        if ("true".equals(labels.get(WireNames.IGNORE))) {
            return "node " + name + " is labelled to be ignored";
        }
        return "virtual-kubelet".equals(labels.get(WireNames.NODE_TYPE)) ? "node " + name + " is a virtual node" : null;
    }

    /** A node for every instance that a record names and no node has. */
    void ofRecords(List<StartRecord> records) {
        for (StartRecord record : records) {
            InstanceId instance = record.status().instance() != null
                    ? record.status().instance()
                    : record.head().instance();
            boolean known = instance == null
                    || nodes.values().stream().anyMatch(each -> each.instance().equals(instance));
            if (!known && instance != null) {
                boolean exclusive =
                        record.status().trunk() == null && record.head().trunk() == null;
                String label = record.head().node().value();
                boolean named = !label.equals(PodEniCodec.UNKNOWN) && !nodes.containsKey(label);
                String name = named ? label : "node-of-" + instance;
                put(made(name, instance, record.head().zone(), exclusive));
                notices.accept("made up: node " + name + " on instance " + instance + ", which PodENI "
                        + record.head().pod() + " names");
            }
        }
    }

    /** The documented default nodes: in each zone two whose pods get trunk members, two exclusive ones where pods may need them. */
    void defaults(List<ZoneId> zones, boolean trunk, boolean exclusiveToo) {
        int number = 0;
        for (ZoneId zone : zones) {
            for (int i = 0; i < DEFAULT_PER_ZONE && trunk; i++) {
                number++;
                put(made("node-" + number, InstanceId.of("i-default" + number), zone, false));
            }
            for (int i = 0; i < DEFAULT_PER_ZONE && (exclusiveToo || !trunk); i++) {
                number++;
                put(made("node-" + number, InstanceId.of("i-default" + number), zone, true));
            }
        }
        notices.accept("no Node given: " + number + " default nodes in " + zones + ": "
                + (trunk
                        ? DEFAULT_PER_ZONE * zones.size() + " "
                                + usualType(false).instanceType() + " with a trunk"
                        : "none with a trunk")
                + (exclusiveToo || !trunk
                        ? ", " + DEFAULT_PER_ZONE * zones.size() + " "
                                + usualType(true).instanceType() + " exclusive"
                        : ""));
    }

    private NodePlan made(String name, InstanceId instance, ZoneId zone, boolean exclusive) {
        Map<String, String> labels = exclusive ? Map.of(WireNames.EXCLUSIVE_MODE, "eniOnly") : Map.of();
        return new NodePlan(
                NodeRef.of(name),
                instance,
                type(usualType(exclusive).instanceType(), exclusive),
                zone,
                exclusive,
                labelled(labels, name, zone),
                false,
                null,
                EnoApi.NONE);
    }

    private static InstanceTypeLimits usualType(boolean exclusive) {
        return exclusive ? InstanceTypes.G6NV_8XLARGE : InstanceTypes.G7_XLARGE;
    }

    private InstanceTypeLimits type(String name, boolean exclusive) {
        InstanceTypeLimits given = declared.types().get(name);
        if (given != null) {
            return given;
        }
        return InstanceTypes.all().stream()
                .filter(each -> each.instanceType().equals(name))
                .findFirst()
                .orElseGet(() -> {
                    InstanceTypeLimits like = usualType(exclusive);
                    notices.accept("made up: instance type " + name + " is taken to be like " + like.instanceType()
                            + "; declare it in a Cloud document to say otherwise");
                    return new InstanceTypeLimits(
                            name,
                            like.eniQuantity(),
                            like.eniTotalQuantity(),
                            like.ipv4PerEni(),
                            like.ipv6PerEni(),
                            like.trunkSupported(),
                            like.eriQuantity());
                });
    }

    private static Map<String, String> labelled(Map<String, String> labels, String name, ZoneId zone) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.putIfAbsent(HOSTNAME, name);
        all.putIfAbsent(WireNames.ZONE, zone.value());
        all.putIfAbsent(WireNames.REGION, REGION);
        return all;
    }

    private void put(NodePlan node) {
        for (NodePlan other : nodes.values()) {
            if (other.instance().equals(node.instance())) {
                throw new IllegalArgumentException(
                        "instance " + node.instance() + " is behind node " + other.name() + " already");
            }
        }
        nodes.put(node.name().value(), node);
    }

    List<NodePlan> nodes() {
        return new ArrayList<>(nodes.values());
    }
}
