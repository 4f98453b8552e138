package dev.podnetwork.api.release;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What happens to the address of a pod that is gone. Closed: a new kind is a new release of this library. Immutable
 * (spec: control-plane §1.1, README decision 6).
 */
public sealed interface ReleasePolicy {
    /** The one elastic policy. */
    Elastic ELASTIC = new Elastic();

    /** The one policy that keeps an address until its record is deleted. */
    Never NEVER = new Never();

    /** True when the address outlives its pod, so that the next pod of that name gets it again. */
    boolean isFixed();

    /** The address is given up with the pod. */
    record Elastic() implements ReleasePolicy {
        @Override
        public boolean isFixed() {
            return false;
        }

        /** For people. */
        @Override
        public String toString() {
            return "Elastic";
        }
    }

    /**
     * The address is kept for a time after the recorded deletion of its pod.
     *
     * @param after how long; zero means it may go as soon as the pod is gone; never negative
     * @param releaseAfter the same as the user wrote it ({@code 20m}), so that a stored record is written back unchanged
     */
    record Ttl(Duration after, String releaseAfter) implements ReleasePolicy {
        /** Refuses a negative duration. */
        public Ttl {
            requireNonNull(after, "after");
            requireNonNull(releaseAfter, "releaseAfter");
            if (after.isNegative()) {
                throw new IllegalArgumentException("releaseAfter " + releaseAfter + " is negative: give zero or more");
            }
        }

        /** A time to live written in the canonical form. */
        public static Ttl of(Duration after) {
            return new Ttl(after, GoDuration.format(after));
        }

        @Override
        public boolean isFixed() {
            return true;
        }

        /** For people. */
        @Override
        public String toString() {
            return "Fixed(TTL " + releaseAfter + ")";
        }
    }

    /** The address is kept until somebody deletes its record. */
    record Never() implements ReleasePolicy {
        @Override
        public boolean isFixed() {
            return true;
        }

        /** For people. */
        @Override
        public String toString() {
            return "Fixed(Never)";
        }
    }
}
