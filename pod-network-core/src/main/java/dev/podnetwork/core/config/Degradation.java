package dev.podnetwork.core.config;

import dev.podnetwork.api.cloud.CloudOp;

/** How much of the cloud may be used (spec: control-plane §6.8, §10.4; weakness W33). */
public enum Degradation {
    /** Everything. */
    OFF,
    /** Nothing is released: no detach, no delete. */
    L1,
    /** No cloud call at all. */
    L0;

    /** Whether a call is let through. */
    public boolean permits(CloudOp op) {
        return switch (this) {
            case OFF -> true;
            case L1 -> !op.releasing();
            case L0 -> false;
        };
    }
}
