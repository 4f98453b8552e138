package dev.podnetwork.api.release;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code allocationType} object of a policy, a pod annotation or a record, word for word, so that it can be written back as it
 * was read. {@link #releasePolicy()} says what it means. Immutable (spec: control-plane §1.1, §2.4).
 *
 * @param kind elastic or fixed
 * @param strategy how a fixed address is given up; null when the user did not say
 * @param releaseAfter the user's text of the time to live; null when absent
 */
public record AllocationType(
        Kind kind,
        @Nullable ReleaseStrategy strategy,
        @Nullable String releaseAfter) {
    /** What is meant when nothing is said. */
    public static final AllocationType ELASTIC = new AllocationType(Kind.ELASTIC, null, null);

    /** Refuses a missing kind. */
    public AllocationType {
        requireNonNull(kind, "kind");
    }

    /** The two kinds of address. */
    public enum Kind {
        /** Given up with the pod. */
        ELASTIC("Elastic"),
        /** Kept for the next pod of that name. */
        FIXED("Fixed");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The text in manifests. */
        public String wire() {
            return wire;
        }

        /** The kind with that text in manifests; exact, case included. */
        public static Optional<Kind> ofWire(String text) {
            return "Elastic".equals(text)
                    ? Optional.of(ELASTIC)
                    : "Fixed".equals(text) ? Optional.of(FIXED) : Optional.empty();
        }
    }

    /** A fixed address with a time to live as the user writes it. */
    public static AllocationType fixedTtl(String releaseAfter) {
        return new AllocationType(Kind.FIXED, ReleaseStrategy.TTL, releaseAfter);
    }

    /** A fixed address that is kept until its record is deleted. */
    public static AllocationType fixedNever() {
        return new AllocationType(Kind.FIXED, ReleaseStrategy.NEVER, null);
    }

    /** True for {@link Kind#FIXED}. */
    public boolean isFixed() {
        return kind == Kind.FIXED;
    }

    /** The parsed time to live; empty when absent or not a duration. It may be negative. */
    public Optional<Duration> parsedReleaseAfter() {
        return releaseAfter == null ? Optional.empty() : GoDuration.parse(releaseAfter);
    }

    /**
     * What this means. Total, and on the safe side for objects that were stored before anybody checked them: fixed without a strategy,
     * and fixed with an unreadable time to live, are kept; a negative time to live is zero. Validation reports each of these.
     */
    public ReleasePolicy releasePolicy() {
        if (kind == Kind.ELASTIC) {
            return ReleasePolicy.ELASTIC;
        }
        Optional<Duration> after = parsedReleaseAfter();
        if (strategy != ReleaseStrategy.TTL || releaseAfter == null || after.isEmpty()) {
            return ReleasePolicy.NEVER;
        }
        return new ReleasePolicy.Ttl(after.get().isNegative() ? Duration.ZERO : after.get(), releaseAfter);
    }

    /** The words of a manifest for a policy. */
    public static AllocationType of(ReleasePolicy policy) {
        if (policy instanceof ReleasePolicy.Ttl ttl) {
            return fixedTtl(ttl.releaseAfter());
        }
        return policy.isFixed() ? fixedNever() : ELASTIC;
    }
}
