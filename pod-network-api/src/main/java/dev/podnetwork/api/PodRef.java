package dev.podnetwork.api;

/**
 * The key of a pod, and of its record: namespace and name. It says nothing about which incarnation; see {@link PodUid}.
 *
 * @param namespace never blank
 * @param name never blank
 */
public record PodRef(String namespace, String name) implements Comparable<PodRef> {
    /** Refuses blank parts. */
    public PodRef {
        Ids.requireText(namespace, "pod namespace");
        Ids.requireText(name, "pod name");
    }

    /** Short for the constructor. */
    public static PodRef of(String namespace, String name) {
        return new PodRef(namespace, name);
    }

    @Override
    public int compareTo(PodRef other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
