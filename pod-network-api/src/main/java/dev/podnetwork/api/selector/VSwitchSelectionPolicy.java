package dev.podnetwork.api.selector;

import java.util.Arrays;
import java.util.Optional;

/** In which order the vSwitches of a policy are tried (spec: control-plane §1.1, §7). */
public enum VSwitchSelectionPolicy {
    /** As listed; the default. */
    ORDERED("ordered"),
    /** In a new order for each pod. */
    RANDOM("random"),
    /** Most free addresses first. */
    MOST("most");

    private final String wire;

    VSwitchSelectionPolicy(String wire) {
        this.wire = wire;
    }

    /** The text in manifests. */
    public String wire() {
        return wire;
    }

    /** The policy with that text in manifests; the empty text is {@link #ORDERED}; case matters. */
    public static Optional<VSwitchSelectionPolicy> ofWire(String text) {
        return text.isEmpty()
                ? Optional.of(ORDERED)
                : Arrays.stream(values()).filter(v -> v.wire.equals(text)).findFirst();
    }
}
