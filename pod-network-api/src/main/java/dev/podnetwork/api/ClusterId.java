package dev.podnetwork.api;

/**
 * The id of a cluster; it is part of every client token and of the tags of every ENI we make, for example {@code c1a2b3}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record ClusterId(String value) implements Comparable<ClusterId> {
    /** Refuses a blank id. */
    public ClusterId {
        Ids.requireText(value, "ClusterId");
    }

    /** Short for the constructor. */
    public static ClusterId of(String value) {
        return new ClusterId(value);
    }

    @Override
    public int compareTo(ClusterId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
