package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.match.FixedNameRule;

/**
 * The controller's settings that admission depends on. Immutable (spec: control-plane §10.4).
 *
 * @param trunk whether trunk members are used ({@code enableTrunk})
 * @param centralIpam whether {@code ipamType} is {@code crd}: every pod gets a record
 * @param injectResources whether admission writes extended resources ({@code enableWebhookInjectResource})
 * @param whollyExclusive whether every node of the cluster is exclusive, so that {@code Default} means an ENI of its own
 * @param fixedNames which pods come back under their own name
 * @param kind who runs the pods
 */
public record ClusterSettings(
        boolean trunk,
        boolean centralIpam,
        boolean injectResources,
        boolean whollyExclusive,
        FixedNameRule fixedNames,
        ClusterKind kind) {
    /** Trunk and injection on, no central IPAM, mixed or shared nodes, StatefulSets only. */
    public static final ClusterSettings DEFAULT =
            new ClusterSettings(true, false, true, false, FixedNameRule.STATEFUL_SETS);

    /** Virtual nodes only. */
    public static final ClusterSettings SERVERLESS = DEFAULT.withKind(ClusterKind.SERVERLESS);

    /** Refuses missing parts. */
    public ClusterSettings {
        requireNonNull(fixedNames, "fixedNames");
        requireNonNull(kind, "kind");
    }

    /** A cluster with nodes. */
    public ClusterSettings(
            boolean trunk,
            boolean centralIpam,
            boolean injectResources,
            boolean whollyExclusive,
            FixedNameRule fixedNames) {
        this(trunk, centralIpam, injectResources, whollyExclusive, fixedNames, ClusterKind.NODES);
    }

    /** The same for a cluster whose nodes are all exclusive. */
    public ClusterSettings withAllNodesExclusive() {
        return new ClusterSettings(trunk, centralIpam, injectResources, true, fixedNames, kind);
    }

    /** The same for another kind of cluster. */
    public ClusterSettings withKind(ClusterKind other) {
        return new ClusterSettings(trunk, centralIpam, injectResources, whollyExclusive, fixedNames, other);
    }
}
