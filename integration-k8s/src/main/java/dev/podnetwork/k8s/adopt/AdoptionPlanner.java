package dev.podnetwork.k8s.adopt;

import static dev.podnetwork.k8s.adopt.Strangers.POD_ENI;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.k8s.adopt.ClusterFacts.PodFact;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to go on with the records of the published control plane. A healthy record needs nothing: it is read as it
 * stands, and neither written nor asked for in the cloud. What it lacks is found in pod, node and cloud; what contradicts it is
 * shown to a person first. Pure.
 */
public final class AdoptionPlanner {
    private final ClusterFacts facts;
    private final Contradictions contradictions;

    private AdoptionPlanner(ClusterFacts facts) {
        this.facts = facts;
        this.contradictions = new Contradictions(facts);
    }

    /** The plan: every record, every node that records need, every object of the published control plane's own. */
    public static MigrationPlan plan(ClusterFacts facts) {
        AdoptionPlanner planner = new AdoptionPlanner(facts);
        List<PlanLine> lines = new ArrayList<>();
        facts.records().forEach(each -> lines.add(planner.record(each)));
        lines.addAll(NodeTrunks.lines(facts));
        lines.addAll(InterfaceObjects.lines(facts));
        return new MigrationPlan(lines);
    }

    private PlanLine record(Doc.Fields object) {
        try {
            return Strangers.of(object).orElseGet(() -> ours(object));
        } catch (DocumentException | IllegalArgumentException unreadable) {
            return PlanLine.of(
                    POD_ENI,
                    PodEniCodec.key(object).toString(),
                    Verdict.UNREADABLE,
                    unreadable.getMessage() + (facts.cloud() == null ? "; the cloud was not asked" : ""));
        }
    }

    private PlanLine ours(Doc.Fields object) {
        String name = PodEniCodec.key(object).toString();
        RecordDraft draft = new RecordDraft(object);
        if (PodEniCodec.deletionRequested(object)) {
            draft.decode();
            return PlanLine.of(POD_ENI, name, Verdict.RESUME, "its deletion was asked for: its interface is freed");
        }
        MissingFields.fill(facts, draft);
        Allocation record = draft.decode();
        Optional<String> conflict = contradictions.of(record).or(() -> placeless(record));
        if (conflict.isPresent()) {
            return PlanLine.of(POD_ENI, name, Verdict.CONFLICT, conflict.get());
        }
        String under = underWay(record).orElse("");
        if (draft.changed()) {
            String reason = "it lacks " + draft.changes() + (under.isEmpty() ? "" : "; then: " + under);
            return new PlanLine(POD_ENI, name, Verdict.FIELDS, reason, draft.steps());
        }
        return under.isEmpty()
                ? PlanLine.of(POD_ENI, name, Verdict.AS_IS, atRest(record))
                : PlanLine.of(POD_ENI, name, Verdict.RESUME, under);
    }

    private Optional<String> placeless(Allocation record) {
        boolean serves = record.phase() == AllocationPhase.BOUND
                && facts.pod(record.pod()).isPresent();
        if (serves && record.instance() == null) {
            return Optional.of("it is bound, and neither the record, its node nor the cloud say on which instance");
        }
        return serves && record.podUid().value().equals(PodEniCodec.UNKNOWN)
                ? Optional.of("it says for no pod, and the pod of its name is not on " + record.instance())
                : Optional.empty();
    }

    /** What the controller will do with it; empty when it is at rest. */
    private Optional<String> underWay(Allocation record) {
        Optional<PodFact> pod = facts.pod(record.pod());
        return switch (record.phase()) {
            case REQUESTED -> Optional.of("its interface is being made: it is asked for by tag first");
            case ATTACHING -> Optional.of("it is being attached: its state is asked for first");
            case DETACHING -> Optional.of("it is being detached: that goes on");
            case DELETING -> Optional.of("its interface is being deleted: that goes on");
            case RETAINED -> Optional.empty();
            case BOUND -> givenUp(record, pod);
        };
    }

    private static Optional<String> givenUp(Allocation record, Optional<PodFact> pod) {
        String then = record.fixed() ? "it is detached and kept" : "it is detached and deleted";
        if (pod.isEmpty()) {
            return Optional.of("its pod is gone: " + then);
        }
        return pod.get().uid().equals(record.podUid().value())
                ? Optional.empty()
                : Optional.of("it serves pod uid " + record.podUid() + ", and the pod of its name is "
                        + pod.get().uid() + ": " + then);
    }

    private String atRest(Allocation record) {
        String compared = facts.cloud() == null ? "" : ", and the cloud agrees";
        return record.phase() == AllocationPhase.BOUND
                ? "bound on " + record.node() + compared
                : "kept without a pod" + compared;
    }
}
