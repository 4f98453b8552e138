package dev.podnetwork.api;

/**
 * The name of a Kubernetes node, for example {@code cn-hangzhou.172.16.0.25}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record NodeRef(String value) implements Comparable<NodeRef> {
    /** Refuses a blank id. */
    public NodeRef {
        Ids.requireText(value, "NodeRef");
    }

    /** Short for the constructor. */
    public static NodeRef of(String value) {
        return new NodeRef(value);
    }

    @Override
    public int compareTo(NodeRef other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
