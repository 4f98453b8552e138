package dev.podnetwork.core.admission;

import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import java.util.ArrayList;
import java.util.List;

/** What is left of an interface on a virtual node, and what to say about the rest (spec: control-plane §0). */
final class ServerlessRules {
    private ServerlessRules() {}

    static List<NetworkEntry> applied(List<NetworkEntry> entries) {
        return entries.stream().map(ServerlessRules::applied).toList();
    }

    private static NetworkEntry applied(NetworkEntry entry) {
        InterfaceExtras extras = entry.extras();
        return new NetworkEntry(
                entry.interfaceName(),
                entry.vSwitches(),
                entry.securityGroups().stream().limit(1).toList(),
                EniType.DEFAULT,
                entry.selection(),
                AllocationType.ELASTIC,
                new InterfaceExtras(false, List.of(), extras.resourceGroupId(), extras.trafficMode()));
    }

    /** What the entries ask for that virtual nodes do not do, for people. */
    static List<String> notes(List<NetworkEntry> entries) {
        List<String> notes = new ArrayList<>();
        for (NetworkEntry entry : entries) {
            String where = "interface " + entry.interfaceName() + ": ";
            if (entry.securityGroups().size() > 1) {
                notes.add(where + "only the first security group, "
                        + entry.securityGroups().get(0) + ", takes effect on virtual nodes");
            }
            if (entry.allocationType().isFixed()) {
                notes.add(where
                        + "type Fixed keeps no address on virtual nodes, releaseStrategy and releaseAfter are ignored");
            }
            if (entry.eniType() != EniType.DEFAULT) {
                notes.add(where + "eniType " + entry.eniType().wire() + " is taken as Default on virtual nodes");
            }
            if (entry.extras().defaultRoute() || !entry.extras().extraRoutes().isEmpty()) {
                notes.add(where + "defaultRoute and routes are not supported on virtual nodes");
            }
        }
        return notes;
    }
}
