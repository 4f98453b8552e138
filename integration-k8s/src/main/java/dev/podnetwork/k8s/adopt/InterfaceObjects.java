package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * NetworkInterface objects: the published control plane's own copy of each allocation. Nobody else keeps them up to date, so
 * they go in both directions: at its start it makes what is missing from the records (spec: control-plane §5.8), and one that is
 * out of date would mislead it. Pure.
 */
final class InterfaceObjects {
    static final String PATH = "/apis/network.alibabacloud.com/v1beta1/networkinterfaces";
    private static final String KIND = "NetworkInterface";

    private InterfaceObjects() {}

    static List<PlanLine> lines(ClusterFacts facts) {
        Set<PodRef> records = new LinkedHashSet<>();
        facts.records().forEach(each -> records.add(PodEniCodec.key(each)));
        return facts.interfaces().stream().map(each -> line(each, records)).toList();
    }

    private static PlanLine line(Doc.Fields object, Set<PodRef> records) {
        String name = object.fields("metadata").text("name").orElse("");
        Doc.Fields spec = object.fields("spec");
        Doc.Fields managed = spec.fields("managePolicy");
        Doc.Fields ref = spec.fields("podENIRef");
        if (managed.flag("unManaged").orElse(false) || managed.flag("cache").orElse(false)) {
            return PlanLine.of(KIND, name, Verdict.AS_IS, "somebody else manages it");
        } else if (ref.text("name").isEmpty()) {
            return PlanLine.of(KIND, name, Verdict.AS_IS, "it belongs to no pod");
        }
        PodRef pod = PodRef.of(
                ref.text("namespace").orElse("default"), ref.text("name").orElseThrow());
        String why = records.contains(pod)
                ? "a copy of PodENI " + pod + ", which the published control plane makes again when it starts"
                : "its PodENI " + pod + " is gone; an interface that is left is released by its tags";
        Step remove = new Step.Remove(PATH + "/" + KubePaths.checked(name));
        return new PlanLine(KIND, name, Verdict.REMOVE, why, List.of(remove));
    }
}
