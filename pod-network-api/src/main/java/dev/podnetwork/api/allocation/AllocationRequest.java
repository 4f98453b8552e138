package dev.podnetwork.api.allocation;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled pod and the interfaces it is to have. Two requests for the same pod incarnation are the same wish; the
 * later one counts until interfaces exist.
 *
 * @param pod the pod
 * @param uid which incarnation of it
 * @param node where it is scheduled
 * @param interfaces at least one, with different names
 * @param numa the one NUMA node that the pod's processors are on, null when there is none or it is not known
 */
public record AllocationRequest(
        PodRef pod,
        PodUid uid,
        NodeRef node,
        List<InterfaceRequest> interfaces,
        @Nullable Integer numa) {

    /** A pod whose processors may be anywhere. */
    public AllocationRequest(PodRef pod, PodUid uid, NodeRef node, List<InterfaceRequest> interfaces) {
        this(pod, uid, node, interfaces, null);
    }

    /** Refuses an empty list and repeated interface names. */
    public AllocationRequest {
        interfaces = List.copyOf(interfaces);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("pod " + pod + " asks for no interface: ask for at least one");
        }
        if (interfaces.size() > 1) {
            requireDistinctNames(pod, interfaces);
        }
    }

    private static void requireDistinctNames(PodRef pod, List<InterfaceRequest> interfaces) {
        Set<String> names = new LinkedHashSet<>();
        for (InterfaceRequest each : interfaces) {
            if (!names.add(each.spec().name())) {
                throw new IllegalArgumentException("pod " + pod + " asks for interface "
                        + each.spec().name() + " twice: give each interface a name of its own");
            }
        }
    }
}
