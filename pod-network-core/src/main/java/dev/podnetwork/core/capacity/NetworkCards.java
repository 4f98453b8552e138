package dev.podnetwork.core.capacity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * To which physical network card of a node a secondary interface goes: the one with the fewest, near the processors of the pod
 * if it has those of one NUMA node only. Stateless (spec: control-plane §5.4).
 */
public final class NetworkCards {
    private static final int NUMA_NODES = 2;

    private NetworkCards() {}

    /**
     * The card, or empty to leave it to the cloud: with fewer than two cards there is nothing to choose, and a NUMA node
     * without a card of its own has no better one.
     *
     * @param cards the indexes of the node's cards
     * @param used how many interfaces each card has; none for a card that is not named
     * @param numa the NUMA node to be near; null for anywhere
     */
    public static Optional<Integer> choose(List<Integer> cards, Map<Integer, Integer> used, @Nullable Integer numa) {
        if (cards.size() < 2) {
            return Optional.empty();
        }
        Integer best = null;
        for (Integer card : new TreeSet<>(cards)) {
            if (suits(card, numa) && (best == null || used.getOrDefault(card, 0) < used.getOrDefault(best, 0))) {
                best = card;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether a card is near a NUMA node; any card is near null. */
    public static boolean suits(int card, @Nullable Integer numa) {
        return numa == null || card % NUMA_NODES == numa;
    }

    /**
     * The one NUMA node that all containers of a pod are on, by its annotation {@code cpuSet}: container → NUMA node →
     * processors. Null when there is none, are several, or it is none that can be one.
     *
     * @param cpuSet the annotation's JSON as maps and lists
     */
    public static @Nullable Integer numa(@Nullable Object cpuSet) {
        if (!(cpuSet instanceof Map<?, ?> containers)) {
            return null;
        }
        TreeSet<String> nodes = new TreeSet<>();
        for (Object container : containers.values()) {
            if (!(container instanceof Map<?, ?> byNode)) {
                return null;
            }
            byNode.keySet().forEach(node -> nodes.add(String.valueOf(node)));
        }
        return nodes.size() == 1 && nodes.first().matches("[0-9]{1,3}") ? Integer.valueOf(nodes.first()) : null;
    }
}
