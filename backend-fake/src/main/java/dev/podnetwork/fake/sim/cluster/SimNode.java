package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.allocation.NodeAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node as it is, with what runs there. */
public final class SimNode {
    private final NodeSpec spec;
    private final NodeAnswer answer;
    private final Map<String, Integer> used = new LinkedHashMap<>();
    private final List<SimPod> pods = new ArrayList<>();
    private boolean cordoned;

    SimNode(NodeSpec spec) {
        this.spec = spec;
        String unusable = spec.unusable();
        this.answer = unusable == null ? new NodeAnswer.Present(spec.facts()) : new NodeAnswer.Unusable(unusable);
    }

    /** What it is. */
    public NodeSpec spec() {
        return spec;
    }

    /** Whether no new pod may come. */
    public boolean cordoned() {
        return cordoned;
    }

    /** The pods on it, in the order they came. */
    public List<SimPod> pods() {
        return pods;
    }

    /** How much of a resource is free. */
    public int free(String resource) {
        return spec.resources().getOrDefault(resource, 0) - used.getOrDefault(resource, 0);
    }

    NodeAnswer answer() {
        return answer;
    }

    void cordon(boolean on) {
        cordoned = on;
    }

    boolean fits(SimPod pod) {
        return !cordoned
                && takes(pod.admitted())
                && spec.labels()
                        .entrySet()
                        .containsAll(pod.template().nodeSelector().entrySet());
    }

    /** Whether it is in the right zone and has what such a pod needs. */
    boolean takes(SimAdmission.Admitted pod) {
        String resource = pod.resource();
        return (pod.zones().isEmpty() || pod.zones().contains(spec.facts().zone()))
                && (resource == null || free(resource) >= pod.count());
    }

    void add(SimPod pod) {
        pods.add(pod);
        take(pod, pod.count());
    }

    /** The pod needs its resource no more; the pod may still be listed. */
    void giveBack(SimPod pod) {
        if (pods.remove(pod)) {
            take(pod, -pod.count());
        }
    }

    private void take(SimPod pod, int count) {
        String resource = pod.resource();
        if (resource != null) {
            used.merge(resource, count, Integer::sum);
        }
    }
}
