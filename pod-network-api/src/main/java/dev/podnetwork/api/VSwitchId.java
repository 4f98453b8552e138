package dev.podnetwork.api;

/**
 * The id of a vSwitch, for example {@code vsw-bp1abc}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record VSwitchId(String value) implements Comparable<VSwitchId> {
    /** Refuses a blank id. */
    public VSwitchId {
        Ids.requireText(value, "VSwitchId");
    }

    /** Short for the constructor. */
    public static VSwitchId of(String value) {
        return new VSwitchId(value);
    }

    @Override
    public int compareTo(VSwitchId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
