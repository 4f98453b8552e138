package dev.podnetwork.k8s.adopt;

import dev.podnetwork.api.EniId;
import dev.podnetwork.k8s.model.Placeholders;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.k8s.tree.Doc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Records that are none: samples, and those whose interfaces are not compared (spec: control-plane §1.6, §5.6). Stateless. */
final class Strangers {
    static final String POD_ENI = "PodENI";
    private static final String ENO_API = "k8s.aliyun.com/eno-api";
    private static final List<String> LINGJUN = List.of("leni-", "hdeni-");

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
        return lingjun(record)
                .map(why -> PlanLine.of(
                        POD_ENI,
                        name,
                        Verdict.FOREIGN,
                        why
                                + ": records are compared with the interfaces of ECS alone, so those of Lingjun nodes are not"
                                + " adopted; leave their nodes to the published control plane, or move the pod first"));
    }

    private static Stream<String> vSwitches(Doc.Fields record) {
        return record.fields("spec").objects("allocations").stream()
                .flatMap(each -> each.fields("eni").text("vSwitchID").stream())
                .filter(id -> !id.isBlank());
    }

    private static Optional<String> lingjun(Doc.Fields record) {
        Optional<String> api = record.fields("metadata").fields("annotations").text(ENO_API);
        return api.map(value -> "annotation " + ENO_API + " is " + value)
                .or(() -> RawPodEni.enis(record).stream()
                        .map(EniId::value)
                        .filter(id -> LINGJUN.stream().anyMatch(id::startsWith))
                        .findFirst());
    }
}
