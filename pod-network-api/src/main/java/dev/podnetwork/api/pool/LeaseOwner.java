package dev.podnetwork.api.pool;

import dev.podnetwork.api.PodUid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lease. The same owner that asks again gets the same address, whatever its sandbox is called by then.
 *
 * <p>A value, like a record; it remembers its hash, because that is asked for at every lease.
 */
public final class LeaseOwner implements Comparable<LeaseOwner> {
    private static final int MAX_IF_NAME = 15;

    private final PodUid podUid;
    private final String ifName;
    private final int hash;

    private LeaseOwner(PodUid podUid, String ifName) {
        Objects.requireNonNull(podUid, "podUid");
        if (ifName.isBlank() || ifName.length() > MAX_IF_NAME) {
            throw new IllegalArgumentException(
                    "interface name \"" + ifName + "\": needs 1 to " + MAX_IF_NAME + " characters");
        }
        this.podUid = podUid;
        this.ifName = ifName;
        this.hash = 31 * podUid.hashCode() + ifName.hashCode();
    }

    /**
     * An owner; refuses an interface name that no kernel would take.
     *
     * @param podUid one incarnation of a pod
     * @param ifName the interface inside the pod, 1 to 15 characters, for example {@code eth0}
     */
    public static LeaseOwner of(PodUid podUid, String ifName) {
        return new LeaseOwner(podUid, ifName);
    }

    /** One incarnation of a pod. */
    public PodUid podUid() {
        return podUid;
    }

    /** The interface inside the pod. */
    public String ifName() {
        return ifName;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof LeaseOwner that
                        && hash == that.hash
                        && podUid.equals(that.podUid)
                        && ifName.equals(that.ifName);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(LeaseOwner other) {
        int byPod = podUid.compareTo(other.podUid);
        return byPod != 0 ? byPod : ifName.compareTo(other.ifName);
    }

    /** {@code uid/eth0}. */
    @Override
    public String toString() {
        return podUid + "/" + ifName;
    }
}
