package dev.podnetwork.core.admission;

import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.admission.NetworkEntries.Read;
import dev.podnetwork.core.admission.NetworkResolution.Denied;
import dev.podnetwork.core.admission.NetworkResolution.NotOurs;
import dev.podnetwork.core.admission.NetworkResolution.Resolved;
import dev.podnetwork.core.admission.NetworkResolution.Source;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.core.match.PodLabels;
import dev.podnetwork.core.match.PolicyMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what network interfaces a pod is to have. Pure; the first source that says something counts: the {@code pod-networks}
 * annotation, {@code pod-networks-request}, the policy that matches, the cluster's configuration. Resolving what was resolved before
 * gives the same answer, so admission can be re-entered (spec: control-plane §2.2–§2.4, §5.2; README decisions 2–4, 16; weaknesses
 * W9–W11, W14).
 */
public final class NetworkRequests {
    private final PodFacts pod;
    private final RequestContext context;
    private final boolean serverless;
    private final boolean fixedName;

    private NetworkRequests(PodFacts pod, RequestContext context) {
        this.pod = pod;
        this.context = context;
        this.serverless = context.settings().kind() == ClusterKind.SERVERLESS;
        // On virtual nodes a fixed policy keeps no address, and applies to every pod.
        this.fixedName = serverless || context.settings().fixedNames().isFixedName(pod.ownerKinds());
    }

    /** Resolves one pod. */
    public static NetworkResolution resolve(PodFacts pod, RequestContext context) {
        return new NetworkRequests(pod, context).resolve();
    }

    private NetworkResolution resolve() {
        String reason = notOurs();
        if (reason != null) {
            return new NotOurs(reason, List.of());
        }
        return context.node() == null && annotations() > 1 ? reentered() : bySource();
    }

    private @Nullable String notOurs() {
        if (pod.hostNetwork()) {
            return "host network";
        }
        if (pod.containers() == 0) {
            return "pod do not have containers";
        }
        if (pod.isIgnored()) {
            return "pod is not managed by terway";
        }
        if (pod.terminal()) {
            return "pod has ended";
        }
        boolean optedOut = "false".equals(context.namespaceLabels().get(WireNames.POD_ENI));
        return context.node() == null && optedOut ? "namespace is not managed by terway" : null;
    }

    private int annotations() {
        int networks = pod.networks().isPresent() ? 1 : 0;
        int request = pod.request().isPresent() ? 1 : 0;
        return networks + request + (pod.annotations().containsKey(WireNames.POD_NETWORKING) ? 1 : 0);
    }

    /** Several annotations are what admission itself leaves behind when nothing changed since; anything else is a contradiction. */
    private NetworkResolution reentered() {
        boolean byRequest = pod.request().isPresent();
        if (annotations() == 2 && pod.networks().isPresent()) {
            NetworkResolution now = byRequest ? byRequest() : byMatch();
            List<NetworkEntry> before =
                    EntryRules.filled(NetworkEntries.read(pod.networks()).entries(), context.eniConfig());
            if (now instanceof Resolved resolved && resolved.entries().equals(before)) {
                return now;
            }
        }
        return new Denied("pod annotations " + WireNames.POD_NETWORKS + ", " + WireNames.POD_NETWORKS_REQUEST + ", and "
                + WireNames.POD_NETWORKING + " must be mutually exclusive: what they say differs, keep one");
    }

    private NetworkResolution bySource() {
        Read networks = NetworkEntries.read(pod.networks());
        if (networks.problem() != null) {
            return new Denied("unable parse annotation field " + WireNames.POD_NETWORKS + ", " + networks.problem());
        }
        String unclear = context.node() == null ? EntryRules.unclearRelease(networks.entries()) : null;
        if (unclear != null) {
            return new Denied(unclear);
        }
        if (!networks.entries().isEmpty()) {
            return finish(networks.entries(), Source.ANNOTATION, List.of(), List.of(), null);
        }
        NetworkResolution requested = byRequest();
        if (!(requested instanceof NotOurs)) {
            return requested;
        }
        return context.node() == null ? byMatch() : byNode(context.node());
    }

    private NetworkResolution byRequest() {
        RequestedNetworks requested = RequestedNetworks.read(pod.request(), context.policies());
        if (requested.problem() != null) {
            return new Denied("unable parse annotation " + WireNames.POD_NETWORKS_REQUEST + ", " + requested.problem());
        }
        if (requested.entries().isEmpty()) {
            return new NotOurs("no network requested", List.of());
        }
        return finish(requested.entries(), Source.REQUEST, requested.policies(), List.of(), requested.zones());
    }

    private NetworkResolution byMatch() {
        PolicyMatch match = context.policies().match(new PodLabels(pod.labels(), context.namespaceLabels(), fixedName));
        Optional<PodNetworking> chosen = match.chosen();
        return chosen.isPresent() ? byPolicy(chosen.get(), match.names(), match.dropped()) : byDefault(match.dropped());
    }

    /** A scheduled pod is not matched again; only a policy that its annotation names counts. */
    private NetworkResolution byNode(NetworkMode node) {
        boolean wanted = pod.usesPodEni() || context.settings().centralIpam() || node == NetworkMode.EXCLUSIVE;
        String named = pod.annotations().get(WireNames.POD_NETWORKING);
        if (!wanted) {
            return new NotOurs("not match", List.of());
        }
        if (named == null) {
            return finishDefault(List.of());
        }
        return context.policies()
                .byName(named)
                .<NetworkResolution>map(policy -> byPolicy(policy, List.of(named), List.of()))
                .orElseGet(() -> new Denied("podNetworking " + named + ", which the pod names, does not exist"));
    }

    private NetworkResolution byPolicy(PodNetworking policy, List<String> names, List<NearMiss> dropped) {
        if (policy.status().vSwitches().isEmpty()) {
            return new Denied("podNetworking " + policy.name() + " has no vSwitch left: "
                    + policy.status().message());
        }
        NetworkEntry entry = NetworkEntry.of(policy);
        return finish(List.of(entry), Source.POLICY, names, dropped, List.of(RequestedNetworks.zonesOf(policy)));
    }

    private NetworkResolution byDefault(List<NearMiss> dropped) {
        if (context.settings().centralIpam() || pod.usesPodEni()) {
            return finishDefault(dropped);
        }
        boolean exclusive = context.settings().whollyExclusive() || pod.exclusiveNode();
        // Such a node gives every pod a record: the scheduler has to know, or it sends more pods than there are ENIs
        // (weakness W15).
        NetworkResolution there = exclusive && !serverless ? finishDefault(dropped) : new NotOurs("not match", dropped);
        return there instanceof Denied ? new NotOurs("not match", dropped) : there;
    }

    private NetworkResolution finishDefault(List<NearMiss> dropped) {
        return finish(List.of(NetworkEntry.ofClusterDefault()), Source.CLUSTER_DEFAULT, List.of(), dropped, null);
    }

    private NetworkResolution finish(
            List<NetworkEntry> entries,
            Source source,
            List<String> policies,
            List<NearMiss> dropped,
            @Nullable List<List<ZoneId>> policyZones) {
        List<NetworkEntry> wanted = EntryRules.filled(entries, context.eniConfig());
        List<NetworkEntry> filled = serverless ? ServerlessRules.applied(wanted) : wanted;
        String problem = problem(entries, filled);
        if (problem != null) {
            return new Denied(problem);
        }
        List<@Nullable List<ZoneId>> perEntry = new ArrayList<>();
        for (int i = 0; i < filled.size(); i++) {
            perEntry.add(policyZones == null ? EntryRules.zones(filled.get(i), context) : policyZones.get(i));
        }
        List<ZoneId> zones = EntryRules.common(perEntry);
        if (zones != null && zones.isEmpty()) {
            return new Denied(noCommonZone(filled, perEntry));
        }
        List<String> notes = serverless ? ServerlessRules.notes(wanted) : EntryRules.unusableOnNodes(filled);
        return new Resolved(filled, source, policies, dropped, zones, notes);
    }

    private @Nullable String problem(List<NetworkEntry> entries, List<NetworkEntry> filled) {
        String problem = EntryRules.broken(entries, fixedName);
        if (problem == null) {
            problem = EntryRules.missing(filled, context.eniConfig() != null);
        }
        NetworkMode node = context.node();
        return problem != null || node == null
                ? problem
                : EntryRules.unattachable(filled, node, context.settings().trunk());
    }

    private static String noCommonZone(List<NetworkEntry> entries, List<@Nullable List<ZoneId>> perEntry) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            each.add(entries.get(i).interfaceName() + " " + Objects.requireNonNullElse(perEntry.get(i), "anywhere"));
        }
        return "no zone has a vSwitch for every interface: " + String.join(", ", each)
                + "; give the policies vSwitches in one common zone";
    }
}
