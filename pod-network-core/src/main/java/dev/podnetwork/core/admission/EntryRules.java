package dev.podnetwork.core.admission;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.capacity.AttachDecision;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules each resolved entry obeys, and the zones it can live in (spec: control-plane §2.2 steps 6 and 7, §5.4). */
final class EntryRules {
    private static final int NAME_MAX = 5;

    private EntryRules() {}

    /** The first rule that is broken; null when none is. */
    static @Nullable String broken(List<NetworkEntry> entries, boolean fixedName) {
        Set<String> names = new LinkedHashSet<>();
        for (NetworkEntry entry : entries) {
            String name = entry.interfaceName();
            if (entry.securityGroups().size() > EniConfigReader.MAX_SECURITY_GROUPS) {
                return "security group can not more than 10";
            }
            if (name.isEmpty() || name.length() > NAME_MAX) {
                return "interface name should >0 and <6 ";
            }
            if (!names.add(name)) {
                return "duplicated interface " + name;
            }
            if (entry.allocationType().isFixed() && !fixedName) {
                return "fixed ip only support for fixed name pod";
            }
        }
        return null;
    }

    /** What a user who wrote the entries himself must still choose about releasing; null when nothing. */
    static @Nullable String unclearRelease(List<NetworkEntry> entries) {
        return entries.stream()
                .flatMap(e -> PodNetworkingValidation.ofRelease(e.allocationType()).stream())
                .filter(Finding::isError)
                .map(Finding::text)
                .findFirst()
                .orElse(null);
    }

    /** Fills the lists of {@code eth0}, and only of it, from the cluster's configuration. */
    static List<NetworkEntry> filled(List<NetworkEntry> entries, @Nullable EniConfig config) {
        if (config == null) {
            return entries;
        }
        return entries.stream()
                .map(e -> e.interfaceName().equals(NetworkEntry.ETH0)
                        ? e.filled(config.allVSwitches(), config.securityGroups())
                        : e)
                .toList();
    }

    /** What the agent of a node refuses, so that the pod would never start (spec: control-plane §10.5). */
    static List<String> unusableOnNodes(List<NetworkEntry> entries) {
        List<String> notes = new ArrayList<>();
        if (entries.stream().noneMatch(e -> e.interfaceName().equals(NetworkEntry.ETH0))) {
            notes.add("no interface is named eth0: the agent of a node needs one, name one of them so");
        }
        long defaults = entries.stream().filter(e -> e.extras().defaultRoute()).count();
        if (defaults > 1) {
            notes.add(defaults + " interfaces are to have the default route: the agent of a node takes at most one");
        }
        return notes;
    }

    /** What is still missing after filling; null when nothing is. */
    static @Nullable String missing(List<NetworkEntry> entries, boolean haveConfig) {
        for (NetworkEntry entry : entries) {
            if (!entry.isComplete()) {
                String what = "vSwitchOptions or securityGroupIDs is missing for interface " + entry.interfaceName();
                return haveConfig ? what : what + ", and there is no eni-config to fill it from";
            }
        }
        return null;
    }

    /** Why an entry can never attach on a node of that mode; null when all can. */
    static @Nullable String unattachable(List<NetworkEntry> entries, NetworkMode node, boolean trunk) {
        for (NetworkEntry entry : entries) {
            if (AttachDecision.decide(entry.eniType(), node, trunk) instanceof AttachDecision.Rejected rejected) {
                return "interface " + entry.interfaceName() + ": " + rejected.reason();
            }
        }
        return null;
    }

    /** The zones of an entry's vSwitches, sorted; null when one of them is in nobody's books. */
    static @Nullable List<ZoneId> zones(NetworkEntry entry, RequestContext context) {
        TreeSet<ZoneId> zones = new TreeSet<>();
        for (VSwitchId id : entry.vSwitches()) {
            Optional<ZoneId> zone = zoneOf(id, context);
            if (zone.isEmpty()) {
                return null;
            }
            zones.add(zone.get());
        }
        return List.copyOf(zones);
    }

    private static Optional<ZoneId> zoneOf(VSwitchId id, RequestContext context) {
        EniConfig config = context.eniConfig();
        Optional<ZoneId> configured = config == null ? Optional.empty() : config.zoneOf(id);
        return configured.isPresent()
                ? configured
                : zoneByPolicies(id, context.policies().policies());
    }

    private static Optional<ZoneId> zoneByPolicies(VSwitchId id, List<PodNetworking> policies) {
        return policies.stream()
                .flatMap(p -> p.status().vSwitches().stream())
                .filter(v -> v.id().equals(id))
                .map(v -> v.zone())
                .findFirst();
    }

    /** Zones that serve every entry; null when no entry's zones are known. */
    static @Nullable List<ZoneId> common(List<@Nullable List<ZoneId>> perEntry) {
        List<ZoneId> common = null;
        for (List<ZoneId> zones : perEntry) {
            if (zones != null && common == null) {
                common = new ArrayList<>(zones);
            } else if (zones != null && common != null) {
                common.retainAll(zones);
            }
        }
        return common;
    }
}
