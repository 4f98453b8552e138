package dev.podnetwork.api.pool;

import dev.podnetwork.api.PodUid;
import java.util.Objects;

/**
 * Who holds a lease. The same owner that asks again gets the same address, whatever its sandbox is called by then.
 *
 * @param podUid one incarnation of a pod
 * @param ifName the interface inside the pod, 1 to 15 characters, for example {@code eth0}
 */
public record LeaseOwner(PodUid podUid, String ifName) implements Comparable<LeaseOwner> {
    private static final int MAX_IF_NAME = 15;

    /** Refuses an interface name that no kernel would take. */
    public LeaseOwner {
        Objects.requireNonNull(podUid, "podUid");
        if (ifName.isBlank() || ifName.length() > MAX_IF_NAME) {
            throw new IllegalArgumentException(
                    "interface name \"" + ifName + "\": needs 1 to " + MAX_IF_NAME + " characters");
        }
    }

    /** Short for the constructor. */
    public static LeaseOwner of(PodUid podUid, String ifName) {
        return new LeaseOwner(podUid, ifName);
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
