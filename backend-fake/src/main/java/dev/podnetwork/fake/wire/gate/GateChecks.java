package dev.podnetwork.fake.wire.gate;

import java.time.Duration;

/**
 * What is checked of every request; each check can be switched off (spec: openapi-wire §16).
 *
 * @param signatures whether the signature must fit
 * @param nonces whether a nonce may be used once only
 * @param window how far a client's clock may be off, either way
 * @param clocks whether that is checked
 * @param permissions whether the key's list of actions is checked
 */
public record GateChecks(boolean signatures, boolean nonces, Duration window, boolean clocks, boolean permissions) {
    /** Everything, with the published 15 minutes. */
    public static final GateChecks STRICT = new GateChecks(true, true, Duration.ofMinutes(15), true, true);

    /** Nothing but that the key exists. */
    public static final GateChecks NONE = new GateChecks(false, false, Duration.ofMinutes(15), false, false);
}
