package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.k8s.adopt.ClusterFacts.NodeFact;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.k8s.tree.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What in the cluster and in the cloud contradicts a record at rest. Records under way are not compared: whoever goes on with
 * them looks for itself. Immutable after its making.
 */
final class Contradictions {
    /** The tag that names the cluster an interface belongs to (spec: control-plane §8.2). */
    private static final String CLUSTER = "ack.aliyun.com";

    private final ClusterFacts facts;
    private final Map<String, List<String>> named = new LinkedHashMap<>();

    Contradictions(ClusterFacts facts) {
        this.facts = facts;
        for (Doc.Fields record : facts.records()) {
            String name = PodEniCodec.key(record).toString();
            for (EniId eni : RawPodEni.enis(record)) {
                named.computeIfAbsent(eni.value(), id -> new ArrayList<>()).add(name);
            }
        }
    }

    /** The first one, with both sides of it. */
    Optional<String> of(Allocation record) {
        return shared(record).or(() -> node(record)).or(() -> cloud(record));
    }

    private Optional<String> shared(Allocation record) {
        return record.interfaces().stream()
                .flatMap(each -> Stream.ofNullable(each.eni()))
                .map(eni -> eni.id().value())
                .filter(id -> named.getOrDefault(id, List.of()).size() > 1)
                .findFirst()
                .map(id -> id + " is named by several records: " + String.join(", ", named.get(id))
                        + "; delete the wrong one");
    }

    private Optional<String> node(Allocation record) {
        if (record.phase() != AllocationPhase.BOUND || record.instance() == null) {
            return Optional.empty();
        }
        String label = record.node().value();
        String instance = record.instance().value();
        return facts.node(label)
                .map(NodeFact::instance)
                .filter(id -> !id.isEmpty() && !id.equals(instance))
                .map(id -> "it is bound on instance " + instance + ", and its node " + label + " is " + id);
    }

    private Optional<String> cloud(Allocation record) {
        boolean atRest = record.phase() == AllocationPhase.BOUND || record.phase() == AllocationPhase.RETAINED;
        if (facts.cloud() == null || !atRest) {
            return Optional.empty();
        }
        return record.interfaces().stream()
                .flatMap(each -> Stream.ofNullable(each.eni()))
                .flatMap(eni -> cloud(record, eni).stream())
                .findFirst();
    }

    private Optional<String> cloud(Allocation record, AllocatedEni eni) {
        EniDescription seen = facts.described(eni.id().value()).orElse(null);
        if (seen == null) {
            return Optional.of("the cloud has no " + eni.id() + ": the pod gets another interface and address");
        }
        String cluster = seen.tags().getOrDefault(CLUSTER, facts.cluster());
        if (!facts.cluster().isEmpty() && !cluster.equals(facts.cluster())) {
            return Optional.of(
                    eni.id() + " is tagged " + CLUSTER + "=" + cluster + ", and this cluster is " + facts.cluster());
        }
        if (!seen.ipv4().contains(eni.ipv4())) {
            return Optional.of("the record says " + eni.ipv4() + ", and " + eni.id() + " has " + seen.ipv4());
        }
        return record.phase() == AllocationPhase.BOUND ? bound(record, seen) : unbound(seen);
    }

    private static Optional<String> bound(Allocation record, EniDescription seen) {
        EniAttachment at = seen.attachment();
        boolean here = seen.status() == EniStatus.IN_USE
                && at != null
                && at.instance().equals(record.instance())
                && Objects.equals(at.trunk(), record.trunk());
        return here
                ? Optional.empty()
                : Optional.of("the record is bound on " + where(String.valueOf(record.instance()), record.trunk())
                        + ", and "
                        + seen.id() + " is " + seen.status().wire()
                        + (at == null ? "" : " on " + where(at.instance().value(), at.trunk())));
    }

    private static String where(String instance, @Nullable EniId trunk) {
        return trunk == null ? instance : instance + " under " + trunk;
    }

    private static Optional<String> unbound(EniDescription seen) {
        return seen.status() == EniStatus.AVAILABLE
                ? Optional.empty()
                : Optional.of("the record is kept without a pod, and " + seen.id() + " is "
                        + seen.status().wire());
    }
}
