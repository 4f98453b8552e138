package dev.podnetwork.core.cloud;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.core.capacity.NetworkCards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which interfaces are on which network card of which node: those of records as the cloud said, and those on their way as they
 * were sent. It follows from the records, so a restart counts as before (weakness W30). Nodes with fewer than two cards are not
 * kept. Not thread-safe.
 */
public final class CardLedger {
    private final Map<NodeRef, Map<EniId, Integer>> nodes = new LinkedHashMap<>();

    /**
     * Books an interface on the card that {@link NetworkCards#choose} picks. Asked again, it stays on its card as long as that
     * is one of those wanted.
     *
     * @param cards the indexes of the node's cards
     * @param numa the NUMA node to be near; null for anywhere
     */
    public Optional<Integer> assign(NodeRef node, EniId eni, List<Integer> cards, @Nullable Integer numa) {
        Map<EniId, Integer> held = nodes.getOrDefault(node, Map.of());
        Integer now = held.get(eni);
        if (now != null && cards.contains(now) && NetworkCards.suits(now, numa)) {
            return Optional.of(now);
        }
        release(node, eni);
        Optional<Integer> card = NetworkCards.choose(cards, used(node), numa);
        card.ifPresent(index -> hold(node, eni, index));
        return card;
    }

    /**
     * Books an interface on a card that somebody else chose; wherever it was before. Empty, and booked on none, when the node has
     * no such card.
     *
     * @param cards the indexes of the node's cards
     */
    public Optional<Integer> move(NodeRef node, EniId eni, int card, List<Integer> cards) {
        release(node, eni);
        if (cards.size() < 2 || !cards.contains(card)) {
            return Optional.empty();
        }
        hold(node, eni, card);
        return Optional.of(card);
    }

    /** Books an interface where the cloud shows it. */
    public void hold(NodeRef node, EniId eni, int card) {
        nodes.computeIfAbsent(node, n -> new LinkedHashMap<>()).put(eni, card);
    }

    /** The interface is on no card of this node any more. */
    public void release(NodeRef node, EniId eni) {
        Map<EniId, Integer> held = nodes.get(node);
        if (held != null && held.remove(eni) != null && held.isEmpty()) {
            nodes.remove(node);
        }
    }

    /** Whether anything is booked on this node; cheap. */
    public boolean knows(NodeRef node) {
        return nodes.containsKey(node);
    }

    /** How many interfaces each card of a node has. */
    public Map<Integer, Integer> used(NodeRef node) {
        Map<Integer, Integer> used = new LinkedHashMap<>();
        nodes.getOrDefault(node, Map.of()).values().forEach(card -> used.merge(card, 1, Integer::sum));
        return used;
    }
}
