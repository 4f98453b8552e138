package dev.podnetwork.api;

/**
 * The id of a VPC, for example {@code vpc-bp1abc}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record VpcId(String value) implements Comparable<VpcId> {
    /** Refuses a blank id. */
    public VpcId {
        Ids.requireText(value, "VpcId");
    }

    /** Short for the constructor. */
    public static VpcId of(String value) {
        return new VpcId(value);
    }

    @Override
    public int compareTo(VpcId other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
