package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.wire.action.Tree;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import dev.podnetwork.fake.wire.gate.KeyRing;
import dev.podnetwork.fake.wire.gate.Parameters;
import dev.podnetwork.fake.wire.gate.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Temporary credentials: {@code AssumeRoleWithOIDC}, which nobody signs, and the role of an instance (spec: openapi-wire
 * §10.3, §10.4). Each answer is a new key that the gate knows. Thread-safe.
 */
final class TokenService {
    private static final String VERSION = "2015-04-01";

    private final KeyRing keys;
    private final @Nullable String oidcToken;
    private final List<String> actions;
    private final AtomicLong number = new AtomicLong();

    /** Mints keys that may call {@code actions}; takes that OIDC token only, any when null. */
    TokenService(KeyRing keys, @Nullable String oidcToken, List<String> actions) {
        this.keys = keys;
        this.oidcToken = oidcToken;
        this.actions = actions;
    }

    boolean serves(String version, String action) {
        return version.equals(VERSION) && action.equals("AssumeRoleWithOIDC");
    }

    Tree answer(Parameters p, Instant now) {
        p.required("RoleArn");
        p.required("OIDCProviderArn");
        p.required("RoleSessionName");
        String token = p.required("OIDCToken");
        if (oidcToken != null && !oidcToken.equals(token)) {
            throw new Refusal(400, "AuthenticationFail.OIDCToken.Invalid", "This JWT is not valid.");
        }
        int seconds = p.number("DurationSeconds", 900, 43_200).orElse(3_600);
        FakeAccessKey key = mint(now, Duration.ofSeconds(seconds));
        return new Tree()
                .with("Credentials", credentials(key))
                .with(
                        "AssumedRoleUser",
                        new Tree().with("Arn", p.required("RoleArn")).with("AssumedRoleId", "1"));
    }

    /** A new temporary key. */
    FakeAccessKey mint(Instant now, Duration life) {
        long n = number.incrementAndGet();
        Instant end = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
        FakeAccessKey key = new FakeAccessKey("STS.fake" + n, "sts-secret-" + n, "CAIS+/=" + n, end, true, actions);
        keys.put(key);
        return key;
    }

    static Tree credentials(FakeAccessKey key) {
        return new Tree()
                .with("AccessKeyId", key.id())
                .with("AccessKeySecret", key.secret())
                .with("SecurityToken", key.securityToken())
                .with(
                        "Expiration",
                        Optional.ofNullable(key.expiresAt())
                                .map(Instant::toString)
                                .orElse(null));
    }
}
