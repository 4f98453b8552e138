package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.k8s.model.Placeholders;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.k8s.model.Vocabulary;
import dev.podnetwork.k8s.tree.Doc;
import java.util.Optional;
import java.util.stream.Stream;

/** Records that are none: samples, and those whose interfaces nobody can ask for (spec: control-plane §1.6, §5.6). Stateless. */
final class Strangers {
    static final String POD_ENI = "PodENI";

    private Strangers() {}

    static Optional<PlanLine> of(Doc.Fields record) {
        String name = PodEniCodec.key(record).toString();
        Optional<String> sample = Stream.concat(RawPodEni.enis(record).stream().map(EniId::value), vSwitches(record))
                .filter(Placeholders::isPlaceholder)
                .findFirst();
        if (sample.isPresent()) {
            return Optional.of(PlanLine.of(
                    POD_ENI,
                    name,
                    Verdict.PLACEHOLDER,
                    sample.get() + " stands for an id and is none: a sample; delete the object"));
        }
        return RawPodEni.enis(record).stream()
                .filter(id -> api(record, id) == ServingApi.EFLO_HDENI)
                .findFirst()
                .map(id -> PlanLine.of(
                        POD_ENI,
                        name,
                        Verdict.FOREIGN,
                        id
                                + " is a high-density Lingjun interface, which no public call serves: it is not adopted; leave its"
                                + " node to the published control plane, or move the pod first"));
    }

    /** Through which API an interface of a record is served: its annotation says, else the interface's name. */
    static ServingApi api(Doc.Fields record, EniId eni) {
        EnoApi noted = record.fields("metadata")
                .fields("annotations")
                .text(Vocabulary.ENO_API)
                .filter(value -> !value.isBlank())
                .map(EnoApi::lingjun)
                .orElse(EnoApi.NONE);
        return ServingApi.of(noted, eni);
    }

    private static Stream<String> vSwitches(Doc.Fields record) {
        return record.fields("spec").objects("allocations").stream()
                .flatMap(each -> each.fields("eni").text("vSwitchID").stream())
                .filter(id -> !id.isBlank());
    }
}
