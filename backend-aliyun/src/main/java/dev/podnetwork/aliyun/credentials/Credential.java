package dev.podnetwork.aliyun.credentials;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to sign with.
 *
 * @param accessKeyId its id
 * @param accessKeySecret its secret
 * @param securityToken the token of a temporary key, null for a long-lived one
 * @param expiresAt when a temporary key ends, null for never
 */
public record Credential(
        String accessKeyId,
        String accessKeySecret,
        @Nullable String securityToken,
        @Nullable Instant expiresAt) {
    /** Refuses a key without id or secret. */
    public Credential {
        requireNonNull(accessKeyId, "accessKeyId");
        requireNonNull(accessKeySecret, "accessKeySecret");
    }

    /** Nothing of it but when it ends: everything else is secret. */
    @Override
    public String toString() {
        return "Credential[" + (securityToken == null ? "long-lived" : "temporary until " + expiresAt) + "]";
    }
}
