package dev.podnetwork.api.allocation;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A scheduled pod and the interfaces it is to have. Two requests for the same pod incarnation are the same wish; the
 * later one counts until interfaces exist.
 *
 * @param pod the pod
 * @param uid which incarnation of it
 * @param node where it is scheduled
 * @param interfaces at least one, with different names
 */
public record AllocationRequest(PodRef pod, PodUid uid, NodeRef node, List<InterfaceRequest> interfaces) {

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
