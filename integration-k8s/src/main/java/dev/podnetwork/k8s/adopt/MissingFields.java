package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.k8s.adopt.ClusterFacts.NodeFact;
import dev.podnetwork.k8s.adopt.ClusterFacts.PodFact;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a record lacks: in its pod, its node and the cloud. It adds and changes nothing that is there. A record of a pod
 * that lives must name its uid and its node, or its next step would take the pod for another one and give the binding up.
 */
final class MissingFields {
    private static final String BIND = "Bind";

    private final ClusterFacts facts;
    private final RecordDraft draft;
    private final PodRef key;

    private MissingFields(ClusterFacts facts, RecordDraft draft) {
        this.facts = facts;
        this.draft = draft;
        this.key = PodEniCodec.key(draft.object());
    }

    static void fill(ClusterFacts facts, RecordDraft draft) {
        MissingFields all = new MissingFields(facts, draft);
        all.finalizer();
        all.place();
        all.allocations();
        all.zone();
        all.pod();
        all.node();
    }

    private void finalizer() {
        List<String> there = draft.object().fields("metadata").texts("finalizers");
        if (!there.contains(Vocabulary.FINALIZER) && !there.contains(Vocabulary.FINALIZER_LEGACY)) {
            List<String> all = new ArrayList<>(there);
            all.add(Vocabulary.FINALIZER);
            draft.setFinalizers(all, "finalizer " + Vocabulary.FINALIZER);
        }
    }

    /** Where a bound record is: the instance, and the trunk that its members hang under. */
    private void place() {
        if (!draft.status("phase").equals(BIND)) {
            return;
        }
        Optional<EniAttachment> seen = firstAttachment();
        if (draft.status("instanceID").isBlank()) {
            seen.map(at -> at.instance().value())
                    .or(() -> draft.label(Vocabulary.NODE).flatMap(facts::node).map(NodeFact::instance))
                    .filter(id -> !id.isEmpty())
                    .ifPresent(id -> draft.setStatus("instanceID", id, "status.instanceID " + id));
        }
        if (draft.status("trunkENIID").isBlank() && members()) {
            seen.flatMap(at -> Optional.ofNullable(at.trunk()))
                    .map(EniId::value)
                    .or(() -> facts.nodeOn(draft.status("instanceID"))
                            .flatMap(facts::node)
                            .map(NodeFact::trunk))
                    .filter(id -> !id.isEmpty())
                    .ifPresent(id -> draft.setStatus("trunkENIID", id, "status.trunkENIID " + id));
        }
    }

    private Optional<EniAttachment> firstAttachment() {
        return draft.allocations().stream()
                .flatMap(each -> facts.described(each.fields("eni").text("id").orElse("")).stream())
                .flatMap(seen -> Stream.ofNullable(seen.attachment()))
                .findFirst();
    }

    /** Whether its interfaces are members of a trunk: they have VLAN ids, or say so. */
    private boolean members() {
        Doc.Fields infos = draft.object().fields("status").fields("eniInfos");
        return infos.fields().keySet().stream()
                .map(infos::fields)
                .anyMatch(info -> info.text("type").filter("Member"::equals).isPresent()
                        || info.whole("vid").orElse(0L) > 0);
    }

    private void allocations() {
        List<Doc.Fields> all = draft.allocations();
        for (int i = 0; i < all.size(); i++) {
            Doc.Fields eni = all.get(i).fields("eni");
            String id = eni.text("id").orElse("");
            Optional<EniDescription> seen = facts.described(id);
            if (seen.isPresent() && blank(eni, "vSwitchID")) {
                String vSwitch = seen.get().vSwitch().value();
                draft.setAllocation(i, true, "vSwitchID", vSwitch, "vSwitchID " + vSwitch + " of " + id);
            }
            if (seen.isPresent() && blank(all.get(i), "ipv4")) {
                String ipv4 = seen.get().primaryIpv4();
                draft.setAllocation(i, false, "ipv4", ipv4, "ipv4 " + ipv4 + " of " + id);
            }
        }
    }

    private static boolean blank(Doc.Fields in, String name) {
        return in.text(name).orElse("").isBlank();
    }

    private void zone() {
        if (draft.zone().isEmpty()) {
            draft.allocations().stream()
                    .map(each -> each.fields("eni"))
                    .flatMap(eni -> eni
                            .text("zone")
                            .filter(zone -> !zone.isBlank())
                            .or(() -> facts.described(eni.text("id").orElse(""))
                                    .map(seen -> seen.zone().value()))
                            .stream())
                    .findFirst()
                    .or(() -> facts.nodeOn(draft.status("instanceID"))
                            .flatMap(facts::node)
                            .map(NodeFact::zone))
                    .filter(zone -> !zone.isEmpty())
                    .ifPresent(zone -> draft.setZone(zone, "spec.zone " + zone));
        }
    }

    /** A bound record without a uid serves the pod of its name, if that is where the record is. */
    private void pod() {
        Optional<PodFact> pod = facts.pod(key);
        if (draft.annotation(Vocabulary.POD_UID).isEmpty() && pod.isPresent() && isHere(pod.get())) {
            draft.setAnnotation(Vocabulary.POD_UID, pod.get().uid(), "annotation " + Vocabulary.POD_UID);
        }
    }

    private boolean isHere(PodFact pod) {
        String instance = draft.status("instanceID");
        return draft.status("phase").equals(BIND)
                && !instance.isBlank()
                && facts.node(pod.node())
                        .map(NodeFact::instance)
                        .filter(instance::equals)
                        .isPresent();
    }

    private void node() {
        if (draft.label(Vocabulary.NODE).isEmpty()) {
            facts.nodeOn(draft.status("instanceID"))
                    .ifPresent(node -> draft.setLabel(Vocabulary.NODE, node, "label " + Vocabulary.NODE));
        }
    }
}
