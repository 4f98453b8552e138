package dev.podnetwork.core.match;

import dev.podnetwork.api.selector.PodNetworking;
import java.util.List;
import java.util.Optional;

/**
 * Which policies apply to a pod. Immutable (README decisions 3, 4).
 *
 * @param matching all that apply, lowest name first; more than one is an ambiguity to be reported
 * @param dropped those that select the pod but may not apply, by name
 */
public record PolicyMatch(List<PodNetworking> matching, List<NearMiss> dropped) {
    /** Copies both. */
    public PolicyMatch {
        matching = List.copyOf(matching);
        dropped = List.copyOf(dropped);
    }

    /** The one that counts: the lowest name. */
    public Optional<PodNetworking> chosen() {
        return matching.isEmpty() ? Optional.empty() : Optional.of(matching.get(0));
    }

    /** The names of all that apply, lowest first. */
    public List<String> names() {
        return matching.stream().map(PodNetworking::name).toList();
    }

    /** True when more than one applies. */
    public boolean isAmbiguous() {
        return matching.size() > 1;
    }
}
