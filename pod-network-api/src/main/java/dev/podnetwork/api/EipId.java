package dev.podnetwork.api;

/**
 * The id of an elastic IP address, its allocation id, for example {@code eip-bp1abc}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record EipId(String value) implements Comparable<EipId> {
    /** Refuses a blank id. */
    public EipId {
        Ids.requireText(value, "EipId");
    }

    /** Short for the constructor. */
    public static EipId of(String value) {
        return new EipId(value);
    }

    @Override
    public int compareTo(EipId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
