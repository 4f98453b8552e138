package dev.podnetwork.core.allocation;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AttachMode;
import java.util.List;

/**
 * What a step takes of what allocations share, all or nothing, before it is committed.
 *
 * @param node whose slots
 * @param mode which slots
 * @param slots how many, 0 for none
 * @param addresses one address of each vSwitch named, as often as it is named
 * @param work whether it takes one of the slots for work in parallel
 */
public record Claims(NodeRef node, AttachMode mode, int slots, List<VSwitchId> addresses, boolean work) {
    /** Keeps its own copy. */
    public Claims {
        addresses = List.copyOf(addresses);
    }
}
