package dev.podnetwork.k8s.adopt;

import static dev.podnetwork.k8s.adopt.Strangers.POD_ENI;

import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What it takes for the published control plane to go on with our records (spec: control-plane §5.5, §5.8). It has no word for an
 * interface that is yet to be made, binds again only what is fixed, and never leaves {@code Detaching} without an instance
 * (weakness W2): such records are brought to a state that it leaves, or wait for our controller to finish them. Pure.
 */
public final class HandBackPlanner {
    private final ClusterFacts facts;

    private HandBackPlanner(ClusterFacts facts) {
        this.facts = facts;
    }

    /** The plan: every record, and what is left of the published control plane's own objects. */
    public static MigrationPlan plan(ClusterFacts facts) {
        HandBackPlanner planner = new HandBackPlanner(facts);
        List<PlanLine> lines = new ArrayList<>();
        facts.records().forEach(each -> lines.add(planner.record(each)));
        lines.addAll(InterfaceObjects.lines(facts));
        return new MigrationPlan(lines);
    }

    private PlanLine record(Doc.Fields object) {
        String name = PodEniCodec.key(object).toString();
        try {
            return ours(name, object);
        } catch (DocumentException | IllegalArgumentException unreadable) {
            return PlanLine.of(POD_ENI, name, Verdict.UNREADABLE, String.valueOf(unreadable.getMessage()));
        }
    }

    private PlanLine ours(String name, Doc.Fields object) {
        RecordDraft draft = new RecordDraft(object);
        Allocation record = draft.decode();
        Optional<PlanLine> incomplete = incomplete(name, record);
        if (incomplete.isPresent()) {
            return incomplete.get();
        }
        if (record.phase() == AllocationPhase.DETACHING
                && draft.status("instanceID").isBlank()) {
            if (!detached(record)) {
                return PlanLine.of(
                        POD_ENI,
                        name,
                        Verdict.CONFLICT,
                        "it is being detached from no instance that it names, which the published control plane never"
                                + " ends: let our controller finish it, or ask the cloud too");
            }
            draft.setStatus("phase", "Unbind", "status.phase Unbind: the cloud says that it is detached");
        }
        if (draft.status("phase").equals("Binding") && !record.fixed()) {
            draft.setStatus("phase", "", "status.phase empty: only fixed records may come back to Binding");
        }
        for (String ours : List.of(Vocabulary.INTENT, Vocabulary.POLICIES)) {
            if (draft.annotation(ours).isPresent()) {
                draft.setAnnotation(ours, null, "without annotation " + ours);
            }
        }
        return draft.changed()
                ? new PlanLine(POD_ENI, name, Verdict.FIELDS, draft.changes(), draft.steps())
                : PlanLine.of(POD_ENI, name, Verdict.AS_IS, "it holds what the published control plane reads");
    }

    private static Optional<PlanLine> incomplete(String name, Allocation record) {
        List<InterfaceAllocation> missing =
                record.interfaces().stream().filter(each -> each.eni() == null).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (missing.size() < record.interfaces().size() || record.returning()) {
            return Optional.of(PlanLine.of(
                    POD_ENI,
                    name,
                    Verdict.CONFLICT,
                    "only some of its interfaces exist, which the published control plane cannot read: let our"
                            + " controller finish it"));
        }
        return Optional.of(new PlanLine(
                POD_ENI,
                name,
                Verdict.REMOVE,
                "its interface does not exist yet: the published control plane makes a new record for the pod; what was"
                        + " made unseen is released by its tags",
                List.of(new Step.Remove(KubePaths.podEni(record.pod())))));
    }

    private boolean detached(Allocation record) {
        for (InterfaceAllocation each : record.interfaces()) {
            AllocatedEni eni = each.eni();
            boolean off = eni != null
                    && facts.described(eni.id().value())
                            .filter(seen -> seen.status() == EniStatus.AVAILABLE)
                            .isPresent();
            if (!off) {
                return false;
            }
        }
        return true;
    }
}
