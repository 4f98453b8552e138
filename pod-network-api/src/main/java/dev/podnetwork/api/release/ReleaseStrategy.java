package dev.podnetwork.api.release;

import java.util.Arrays;
import java.util.Optional;

/** How a fixed address is given up, as policies write it (spec: control-plane §1.1). */
public enum ReleaseStrategy {
    /** After a time. */
    TTL("TTL"),
    /** When its record is deleted. */
    NEVER("Never");

    private final String wire;

    ReleaseStrategy(String wire) {
        this.wire = wire;
    }

    /** The text in manifests. */
    public String wire() {
        return wire;
    }

    /** The strategy with that text in manifests; exact, case included. */
    public static Optional<ReleaseStrategy> ofWire(String text) {
        return Arrays.stream(values()).filter(v -> v.wire.equals(text)).findFirst();
    }
}
