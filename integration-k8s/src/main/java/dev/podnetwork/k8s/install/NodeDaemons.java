package dev.podnetwork.k8s.install;

import dev.podnetwork.core.plan.DaemonImage;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The daemons of the nodes as they run before an installation: their versions, and whether each says which pods have ended. */
final class NodeDaemons {
    static final KubeRequest REQUEST =
            KubeRequest.get("/api/v1/namespaces/kube-system/pods", Map.of("labelSelector", "app=terway-eniip"));

    private NodeDaemons() {}

    /** What the pods of the daemon say (scenario H5). */
    static CheckLine of(KubeAnswer answer) {
        if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
            String why = answer instanceof KubeAnswer.Replied refused
                    ? refused.problem()
                    : ((KubeAnswer.Lost) answer).reason();
            return CheckLine.error("pods app=terway-eniip in kube-system cannot be read: " + why);
        }
        TreeSet<String> versions = new TreeSet<>();
        TreeSet<String> silent = new TreeSet<>();
        for (Doc.Fields pod : replied.object().objects("items")) {
            List<Doc.Fields> containers = pod.fields("spec").objects("containers");
            DaemonImage image = DaemonImage.of(
                    containers.isEmpty() ? "" : containers.get(0).text("image").orElse(""));
            versions.add(image.tag());
            if (!image.reportsEndedPods()) {
                silent.add(image.tag());
            }
        }
        if (silent.isEmpty()) {
            return CheckLine.ok(
                    versions.isEmpty() ? "no node daemon (app=terway-eniip) runs" : "node daemon " + versions);
        }
        return CheckLine.warning(
                "node daemon " + silent + ": before v1.11.3 it does not report which pods have ended, so a"
                        + " control plane that you go back to frees their shared addresses at once; update it first");
    }
}
