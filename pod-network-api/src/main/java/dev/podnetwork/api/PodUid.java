package dev.podnetwork.api;

/**
 * The uid of one incarnation of a pod: a pod that is deleted and made again under its name has another, for example {@code 7c0e6f52-0000-4000-8000-000000000001}.
 *
 * @param value the id as the cloud or the cluster writes it; never blank
 */
public record PodUid(String value) implements Comparable<PodUid> {
    /** Refuses a blank id. */
    public PodUid {
        Ids.requireText(value, "PodUid");
    }

    /** Short for the constructor. */
    public static PodUid of(String value) {
        return new PodUid(value);
    }

    @Override
    public int compareTo(PodUid other) {
        return value.compareTo(other.value);
    }

    /** The bare id. */
    @Override
    public String toString() {
        return value;
    }
}
