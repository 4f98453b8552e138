package dev.podnetwork.podnet.run;

import dev.podnetwork.fake.sim.cluster.ClusterModel;
import dev.podnetwork.fake.sim.cluster.SimNode;
import dev.podnetwork.fake.sim.cluster.SimPod;
import java.util.List;
import java.util.Map;

/** Says why a pod has no node. */
final class Unscheduled {
    private Unscheduled() {}

    static String reason(SimPod pod, ClusterModel cluster) {
        List<SimNode> there =
                cluster.nodes().stream().filter(node -> inZone(node, pod)).toList();
        String zones = pod.zones().isEmpty() ? "" : " in zones " + pod.zones();
        if (there.isEmpty()) {
            return "there is no node" + zones + ": add one";
        }
        List<SimNode> selected =
                there.stream().filter(node -> selected(node, pod)).toList();
        if (selected.isEmpty()) {
            return "no node" + zones + " has the labels " + pod.template().nodeSelector() + ": label one";
        }
        String resource = pod.resource();
        if (resource == null) {
            return "all " + selected.size() + " nodes are cordoned: uncordon one";
        }
        List<SimNode> offering = selected.stream()
                .filter(node -> node.spec().resources().containsKey(resource))
                .toList();
        Map<String, String> labels = pod.template().nodeSelector();
        String where = zones + (labels.isEmpty() ? "" : " with the labels " + labels);
        String wanted = "no node" + where + " has " + pod.count() + " free " + resource + ": ";
        if (offering.isEmpty()) {
            return wanted + "none there offers it, add such a node";
        }
        return wanted + "all " + offering.size() + " that offer it are full or cordoned, add a node or delete pods";
    }

    private static boolean inZone(SimNode node, SimPod pod) {
        return pod.zones().isEmpty() || pod.zones().contains(node.spec().facts().zone());
    }

    private static boolean selected(SimNode node, SimPod pod) {
        return node.spec()
                .labels()
                .entrySet()
                .containsAll(pod.template().nodeSelector().entrySet());
    }
}
