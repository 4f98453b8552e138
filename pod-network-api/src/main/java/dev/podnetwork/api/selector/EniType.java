package dev.podnetwork.api.selector;

import java.util.Arrays;
import java.util.Optional;

/** How a policy wants a pod's ENI attached (spec: control-plane §1.1, §4.2; README decision 12). */
public enum EniType {
    /** A member of the node's trunk ENI. */
    TRUNK("Trunk"),
    /** A secondary ENI that belongs to the pod alone. */
    ENI("ENI"),
    /** As the node is: secondary on an exclusive node, else trunk member. */
    DEFAULT("Default");

    private final String wire;

    EniType(String wire) {
        this.wire = wire;
    }

    /** The text in manifests. */
    public String wire() {
        return wire;
    }

    /** The type with that text in manifests; the empty text is {@link #DEFAULT}; case matters. */
    public static Optional<EniType> ofWire(String text) {
        return text.isEmpty()
                ? Optional.of(DEFAULT)
                : Arrays.stream(values()).filter(v -> v.wire.equals(text)).findFirst();
    }
}
