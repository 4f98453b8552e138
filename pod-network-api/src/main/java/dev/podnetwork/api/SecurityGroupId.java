package dev.podnetwork.api;

/**
 * The id of a security group, for example {@code sg-bp1abc}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record SecurityGroupId(String value) implements Comparable<SecurityGroupId> {
    /** Refuses a blank id. */
    public SecurityGroupId {
        Ids.requireText(value, "SecurityGroupId");
    }

    /** Short for the constructor. */
    public static SecurityGroupId of(String value) {
        return new SecurityGroupId(value);
    }

    @Override
    public int compareTo(SecurityGroupId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
