package dev.podnetwork.api;

/**
 * The id of an elastic network interface, for example {@code eni-bp1abc}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record EniId(String value) implements Comparable<EniId> {
    /** Refuses a blank id. */
    public EniId {
        Ids.requireText(value, "EniId");
    }

    /** Short for the constructor. */
    public static EniId of(String value) {
        return new EniId(value);
    }

    @Override
    public int compareTo(EniId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
