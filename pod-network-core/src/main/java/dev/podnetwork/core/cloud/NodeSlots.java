package dev.podnetwork.core.cloud;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.NodeFacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many interface slots of each node are taken by records and by reservations, and who waits for one. */
public final class NodeSlots {
    /** Read from any thread. */
    private final Map<NodeRef, Node> nodes = new ConcurrentHashMap<>();

    /** Free slots of a node as this pod sees them: none while others wait before it. */
    public int free(NodeFacts facts, AttachMode mode, PodRef pod) {
        Node node = nodes.get(facts.node());
        int total = facts.slots(mode);
        if (node == null) {
            return total;
        }
        node.total = total;
        return (int) node.line.free(pod, (long) total - node.used);
    }

    /** How many wait for a slot of this node before this pod. */
    public int ahead(NodeRef name, PodRef pod) {
        Node node = nodes.get(name);
        return node == null ? 0 : node.line.ahead(pod);
    }

    /** Takes slots, if the node, which has {@code total}, has as many. */
    public boolean take(NodeRef name, int slots, int total) {
        Node node = node(name);
        node.total = total;
        if (node.used + slots > total) {
            return false;
        }
        node.used += slots;
        return true;
    }

    /** Takes or, when negative, gives back slots without asking: what a record holds, it holds. */
    public void add(NodeRef name, int slots) {
        node(name).used += slots;
    }

    /** Waits for a slot of this node. */
    public WaitLine line(NodeRef name) {
        return node(name).line;
    }

    /** Whom to tell that slots of this node are free. */
    public List<PodRef> call(NodeRef name) {
        Node node = nodes.get(name);
        return node == null ? List.of() : node.line.call(Math.max(node.total - node.used, 0));
    }

    /** The nodes whose slots are taken, and how many; a copy. */
    public Map<NodeRef, Integer> taken() {
        Map<NodeRef, Integer> taken = new TreeMap<>();
        nodes.forEach((name, node) -> {
            if (node.used != 0) {
                taken.put(name, node.used);
            }
        });
        return taken;
    }

    /** The nodes that somebody took a slot of or waited for; a copy. */
    public List<NodeRef> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** Slots of this node that nobody has taken, as far as is known. */
    public int left(NodeRef name) {
        Node node = nodes.get(name);
        return node == null ? 0 : Math.max(node.total - node.used, 0);
    }

    /** Slots of this node that are taken. */
    public int used(NodeRef name) {
        Node node = nodes.get(name);
        return node == null ? 0 : node.used;
    }

    private Node node(NodeRef name) {
        return nodes.computeIfAbsent(name, n -> new Node());
    }

    private static final class Node {
        final WaitLine line = new WaitLine();
        int used;
        int total;
    }
}
