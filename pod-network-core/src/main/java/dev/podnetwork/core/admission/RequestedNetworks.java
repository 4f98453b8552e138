package dev.podnetwork.core.admission;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.config.Cidr;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The policies a pod asks for by name. Each must exist, have been Ready, have no selector, and all must share one ENI type
 * (spec: control-plane §2.3).
 *
 * @param entries one per reference, in order; empty when nothing is asked for or something is wrong
 * @param policies the names, in order
 * @param zones the zones of each entry's policy, sorted
 * @param problem what is wrong; null when nothing is
 */
record RequestedNetworks(
        List<NetworkEntry> entries,
        List<String> policies,
        List<List<ZoneId>> zones,
        @Nullable String problem) {
    RequestedNetworks {
        entries = List.copyOf(entries);
        policies = List.copyOf(policies);
        zones = List.copyOf(zones);
    }

    private static RequestedNetworks wrong(String problem) {
        return new RequestedNetworks(List.of(), List.of(), List.of(), problem);
    }

    static RequestedNetworks read(ParsedAnnotation annotation, PodNetworkingMatcher policies) {
        if (annotation instanceof ParsedAnnotation.Unreadable unreadable) {
            return wrong(unreadable.reason());
        }
        List<String> problems = new ArrayList<>();
        List<NetworkEntry> entries = new ArrayList<>();
        List<PodNetworking> used = new ArrayList<>();
        Object root = annotation instanceof ParsedAnnotation.Tree tree ? tree.root() : null;
        for (Object element : Tree.list("the annotation", root, problems)) {
            Tree reference = Tree.of("[" + entries.size() + "]", element, problems);
            PodNetworking policy = policies.byName(reference.text("network")).orElse(null);
            String problem = policy == null
                    ? "pod networking \"" + reference.text("network") + "\" does not exist"
                    : unusable(policy, used);
            if (policy == null || problem != null || !problems.isEmpty()) {
                return wrong(problems.isEmpty() && problem != null ? problem : problems.get(0));
            }
            used.add(policy);
            entries.add(entry(policy, reference, problems));
        }
        return problems.isEmpty() ? of(entries, used) : wrong(problems.get(0));
    }

    private static RequestedNetworks of(List<NetworkEntry> entries, List<PodNetworking> used) {
        return new RequestedNetworks(
                entries,
                used.stream().map(PodNetworking::name).toList(),
                used.stream().map(RequestedNetworks::zonesOf).toList(),
                null);
    }

    private static NetworkEntry entry(PodNetworking policy, Tree reference, List<String> problems) {
        String name = reference.text("interfaceName");
        List<String> routes =
                reference.objects("routes").stream().map(r -> r.text("dst")).toList();
        routes.stream()
                .filter(each -> Cidr.parse(each).isEmpty())
                .forEach(each -> problems.add("a route of network " + policy.name() + " goes to \"" + each
                        + "\": write a block such as 10.0.0.0/8"));
        return NetworkEntry.of(policy)
                .as(name.isEmpty() ? NetworkEntry.ETH0 : name, reference.flag("defaultRoute"), routes);
    }

    private static @Nullable String unusable(PodNetworking policy, List<PodNetworking> earlier) {
        String name = "pod networking " + policy.name();
        if (!policy.status().everReady() || policy.status().vSwitches().isEmpty()) {
            String message = policy.status().message();
            return name + " is not ready" + (message.isEmpty() ? "" : ": " + message);
        }
        if (policy.spec().hasSelector()) {
            return name + " should not have selector";
        }
        EniType type = policy.spec().eniType();
        boolean different = !earlier.isEmpty() && earlier.get(0).spec().eniType() != type;
        return different ? name + " has different eni attach type" : null;
    }

    /** The zones of a policy's last good vSwitches, sorted, each once. */
    static List<ZoneId> zonesOf(PodNetworking policy) {
        TreeSet<ZoneId> zones = new TreeSet<>();
        policy.status().vSwitches().forEach(v -> zones.add(v.zone()));
        return List.copyOf(zones);
    }
}
