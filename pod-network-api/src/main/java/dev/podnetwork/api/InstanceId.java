package dev.podnetwork.api;

/**
 * The id of an ECS instance, for example {@code i-bp1abc}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
    /** Refuses a blank id. */
    public InstanceId {
        Ids.requireText(value, "InstanceId");
    }

    /** Short for the constructor. */
    public static InstanceId of(String value) {
        return new InstanceId(value);
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
