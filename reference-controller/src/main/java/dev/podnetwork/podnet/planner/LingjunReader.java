package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.LingjunNode;
import dev.podnetwork.api.cloud.LingjunNodeType;
import dev.podnetwork.k8s.tree.Doc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the field {@code lingjunNodes} of the kind {@code Cloud}; documented in docs/simulate.md. */
final class LingjunReader {
    private LingjunReader() {}

    static Map<LingjunNode, LingjunNodeType> read(Doc.Fields spec, VpcId vpc) {
        Map<LingjunNode, LingjunNodeType> all = new LinkedHashMap<>();
        for (Doc each : spec.items("lingjunNodes")) {
            Doc.Fields fields = (Doc.Fields) each;
            int quota = number(fields, "leniQuota", 8);
            int addresses = number(fields, "addressesPerLeni", 10);
            List<VSwitchId> vSwitches =
                    fields.texts("vSwitches").stream().map(VSwitchId::of).toList();
            ZoneId zone = ZoneId.of(fields.text("zone").orElseThrow());
            InstanceId id = InstanceId.of(fields.text("id").orElseThrow());
            String type = fields.text("type").orElseThrow();
            all.put(
                    new LingjunNode(id, zone, vpc, vSwitches, quota, addresses),
                    new LingjunNodeType(type, quota, addresses, 0, number(fields, "highDensityEnis", 0)));
        }
        return all;
    }

    private static int number(Doc.Fields fields, String name, int otherwise) {
        return Math.toIntExact(fields.whole(name).orElse((long) otherwise));
    }
}
