package dev.podnetwork.k8s.model;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record's head holds beyond the published fields: the annotation {@code podnetwork.dev/intent}, for example
 * {@code {"instance":"i-1","trunk":"eni-t","interfaces":[{"intent":1}]}} (design §2). The vSwitch of an interface that does not exist
 * yet is in {@code spec.allocations[].eni.vSwitchID}, where it stays once it exists.
 *
 * @param instance where the record is attached or being sent; null when on none
 * @param trunk the trunk interface there; null without one
 * @param lingjun whether the node is a Lingjun node that its annotation {@code eno-api} does not tell from another
 * @param interfaces in the order of the allocations
 */
record IntentAnnotation(
        @Nullable InstanceId instance, @Nullable EniId trunk, boolean lingjun, List<PerInterface> interfaces) {

    /**
     * What one interface has.
     *
     * @param intent the intent number
     * @param stack address families asked for
     * @param traffic how it moves packets
     */
    record PerInterface(int intent, IpStack stack, TrafficMode traffic) {
        /** Of an interface that the annotation does not mention. */
        static final PerInterface DEFAULT = new PerInterface(1, IpStack.IPV4, TrafficMode.STANDARD);
    }

    static IntentAnnotation of(AllocationHalves.Head head) {
        List<PerInterface> all = new ArrayList<>();
        for (InterfaceAllocation each : head.interfaces()) {
            all.add(new PerInterface(
                    each.intent(), each.spec().stack(), each.spec().extras().trafficMode()));
        }
        boolean lingjun = head.api().lingjun() && head.api().annotation() == null;
        return new IntentAnnotation(head.instance(), head.trunk(), lingjun, List.copyOf(all));
    }

    String write() {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        if (instance != null) {
            out.put("instance", instance.value());
        }
        if (trunk != null) {
            out.put("trunk", trunk.value());
        }
        if (lingjun) {
            out.put("lingjun", true);
        }
        out.put("interfaces", interfaces.stream().map(IntentAnnotation::write).toList());
        return Json.write(out);
    }

    private static Map<String, Object> write(PerInterface each) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("intent", each.intent());
        if (each.stack() == IpStack.DUAL) {
            out.put("stack", "dual");
        }
        if (each.traffic() != TrafficMode.STANDARD) {
            out.put("traffic", each.traffic().wire());
        }
        return out;
    }

    /** Reads the annotation; empty when the record carries none, as records of other systems do. */
    static Optional<IntentAnnotation> read(Doc.Fields annotations) {
        Position at = annotations.at(Vocabulary.INTENT);
        return annotations.text(Vocabulary.INTENT).map(text -> {
            if (Json.parse(text, at) instanceof Doc.Fields fields) {
                return new IntentAnnotation(
                        fields.text("instance").map(InstanceId::of).orElse(null),
                        fields.text("trunk").map(EniId::of).orElse(null),
                        fields.flag("lingjun").orElse(false),
                        fields.items("interfaces").stream()
                                .map(IntentAnnotation::each)
                                .toList());
            }
            throw new DocumentException(
                    at, "the annotation " + Vocabulary.INTENT + " is not a JSON object", "remove it");
        });
    }

    private static PerInterface each(Doc each) {
        if (!(each instanceof Doc.Fields fields)) {
            throw new DocumentException(
                    each.at(), "the annotation " + Vocabulary.INTENT + " lists " + each.describe(), "remove it");
        }
        boolean dual = fields.text("stack").filter("dual"::equals).isPresent();
        boolean fast = fields.text("traffic")
                .filter(TrafficMode.HIGH_PERFORMANCE.wire()::equals)
                .isPresent();
        return new PerInterface(
                Math.toIntExact(Math.max(1, Math.min(fields.whole("intent").orElse(1L), Integer.MAX_VALUE))),
                dual ? IpStack.DUAL : IpStack.IPV4,
                fast ? TrafficMode.HIGH_PERFORMANCE : TrafficMode.STANDARD);
    }

    PerInterface at(int index) {
        return index < interfaces.size() ? interfaces.get(index) : PerInterface.DEFAULT;
    }
}
