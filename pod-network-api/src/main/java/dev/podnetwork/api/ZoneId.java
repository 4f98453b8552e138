package dev.podnetwork.api;

/**
 * The id of an availability zone, for example {@code cn-hangzhou-a}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record ZoneId(String value) implements Comparable<ZoneId> {
    /** Refuses a blank id. */
    public ZoneId {
        Ids.requireText(value, "ZoneId");
    }

    /** Short for the constructor. */
    public static ZoneId of(String value) {
        return new ZoneId(value);
    }

    @Override
    public int compareTo(ZoneId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
