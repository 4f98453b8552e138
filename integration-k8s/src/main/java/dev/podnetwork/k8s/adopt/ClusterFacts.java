package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.k8s.tree.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a plan is made of, as it was at one moment. Immutable by convention.
 *
 * @param cluster the cluster's id, which interfaces carry as a tag; empty when it is not known
 * @param records PodENI objects
 * @param interfaces NetworkInterface objects, which only the published control plane keeps
 * @param pods every pod
 * @param nodes every node by name
 * @param cloud the interfaces that records name, as the cloud describes them; null when it was not asked
 */
public record ClusterFacts(
        String cluster,
        List<Doc.Fields> records,
        List<Doc.Fields> interfaces,
        Map<PodRef, PodFact> pods,
        Map<String, NodeFact> nodes,
        @Nullable Map<EniId, EniDescription> cloud) {

    /**
     * A pod.
     *
     * @param uid its uid
     * @param node its node; empty before it is scheduled
     * @param ended whether its sandbox has ended
     */
    public record PodFact(String uid, String node, boolean ended) {}

    /**
     * A node.
     *
     * @param instance the instance behind it; empty when it does not say
     * @param zone its zone; empty when it does not say
     * @param trunk the trunk interface it names; empty without one
     * @param exclusive whether its interfaces each belong to one pod
     */
    public record NodeFact(String instance, String zone, String trunk, boolean exclusive) {}

    /** The same with what the cloud says. */
    public ClusterFacts withCloud(Map<EniId, EniDescription> described) {
        return new ClusterFacts(cluster, records, interfaces, pods, nodes, described);
    }

    /** The pod of this name, if it lives. */
    Optional<PodFact> pod(PodRef name) {
        PodFact found = pods.get(name);
        return found == null || found.ended() ? Optional.empty() : Optional.of(found);
    }

    Optional<NodeFact> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** The name of the node on an instance. */
    Optional<String> nodeOn(String instance) {
        return nodes.entrySet().stream()
                .filter(each ->
                        !instance.isEmpty() && each.getValue().instance().equals(instance))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What the cloud says of an interface; empty when it was not asked or has none of that id. */
    Optional<EniDescription> described(String eni) {
        return cloud == null || eni.isEmpty() ? Optional.empty() : Optional.ofNullable(cloud.get(EniId.of(eni)));
    }
}
