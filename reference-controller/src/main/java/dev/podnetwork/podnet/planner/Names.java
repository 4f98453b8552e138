package dev.podnetwork.podnet.planner;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.sim.cluster.Workload;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.podnet.plan.NodePlan;
import dev.podnetwork.podnet.plan.StartRecord;
import dev.podnetwork.podnet.plan.WorkloadPlan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the steps of a scenario can name, so that a misspelt name is found before anything runs. */
record Names(List<NodePlan> nodes, List<WorkloadPlan> workloads, List<StartRecord> records) {

    PodRef pod(String word, Position at) {
        PodRef ref = ref(word, at);
        boolean known = workloads.stream().map(WorkloadPlan::workload).anyMatch(each -> mayOwn(each, ref))
                || records.stream().anyMatch(each -> each.head().pod().equals(ref));
        if (!known) {
            throw unknown(
                    "pod",
                    ref,
                    workloads.stream().map(each -> each.workload().name().toString()),
                    at);
        }
        return ref;
    }

    private static boolean mayOwn(Workload workload, PodRef pod) {
        PodRef name = workload.name();
        String wanted = pod.name().replace("*", "");
        boolean byPrefix = workload.controller() != Workload.Controller.BARE
                && (wanted.startsWith(name.name() + "-")
                        || pod.name().endsWith("*") && name.name().startsWith(wanted));
        return name.namespace().equals(pod.namespace()) && (name.equals(pod) || byPrefix);
    }

    PodRef workload(String kind, String word, Position at) {
        PodRef ref = ref(word, at);
        boolean known = workloads.stream()
                .anyMatch(each -> each.workload().name().equals(ref)
                        && (kind.isEmpty()
                                || each.kind().toLowerCase(Locale.ROOT).equals(kind)));
        if (!known) {
            String what = kind.isEmpty() ? "workload" : kind;
            throw unknown(
                    what,
                    ref,
                    workloads.stream()
                            .map(each -> each.kind() + " " + each.workload().name()),
                    at);
        }
        return ref;
    }

    NodeRef node(String word, Position at) {
        return nodes.stream()
                .filter(each -> each.name().value().equals(word)
                        || each.instance().value().equals(word))
                .map(NodePlan::name)
                .findFirst()
                .orElseThrow(() -> unknown(
                        "node", word, nodes.stream().map(each -> each.name().value()), at));
    }

    private static PodRef ref(String word, Position at) {
        String[] parts = word.split("/", -1);
        if (parts.length > 2 || Stream.of(parts).anyMatch(String::isBlank)) {
            throw new DocumentException(
                    at, "'" + word + "' is not a name", "write namespace/name, or name in namespace default");
        }
        return parts.length == 1 ? PodRef.of("default", parts[0]) : PodRef.of(parts[0], parts[1]);
    }

    private static DocumentException unknown(String what, Object name, Stream<String> known, Position at) {
        List<String> some = known.limit(8).toList();
        String todo = some.isEmpty() ? "declare it in a manifest" : "there are " + String.join(", ", some);
        return new DocumentException(at, "there is no " + what + " " + name, todo);
    }
}
