package dev.podnetwork.fake.sim.cluster;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides about a pod before it exists, as an admission webhook does. Injected, because the rules are the product's. */
@FunctionalInterface
public interface SimAdmission {

    /** Decides about one pod. */
    Verdict admit(PodRef pod, Workload owner, Map<String, String> namespaceLabels);

    /**
     * Decides about one pod that may name its node, as a pod of a DaemonSet does. Unless overridden the node does not count.
     *
     * @param node null when it names none
     */
    default Verdict admitOn(@Nullable NodeRef node, PodRef pod, Workload owner, Map<String, String> namespaceLabels) {
        return admit(pod, owner, namespaceLabels);
    }

    /** Lets every pod in as it is: no pod asks for a network of ours. */
    static SimAdmission none() {
        return (pod, owner, labels) -> Admitted.UNCHANGED;
    }

    /** What was decided. */
    sealed interface Verdict {}

    /**
     * The pod may come.
     *
     * @param annotations its annotations, the template's included
     * @param resource the extended resource it is to ask for, null for none
     * @param count how much of it
     * @param zones where it may run; empty for anywhere
     */
    record Admitted(
            @Nullable Map<String, String> annotations,
            @Nullable String resource,
            int count,
            List<ZoneId> zones) implements Verdict {
        /** The pod may come as it is. */
        public static final Admitted UNCHANGED = new Admitted(null, null, 0, List.of());
    }

    /**
     * The pod may not come.
     *
     * @param reason for people
     */
    record Denied(String reason) implements Verdict {}
}
