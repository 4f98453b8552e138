package dev.podnetwork.fake.wire.gate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that the fake cloud knows.
 *
 * @param id the access key id
 * @param secret what it signs with; not in {@link #toString}
 * @param securityToken the STS token that must come with it, null for a long-lived key; not in {@link #toString}
 * @param expiresAt when an STS token ends by the cloud's clock, null for never
 * @param enabled a disabled key is refused
 * @param actions what it may call, for example {@code ecs:CreateNetworkInterface}, {@code vpc:*} or {@code *}
 */
public record FakeAccessKey(
        String id,
        String secret,
        @Nullable String securityToken,
        @Nullable Instant expiresAt,
        boolean enabled,
        List<String> actions) {
    /** Keeps its own copy of the actions. */
    public FakeAccessKey {
        requireNonNull(id, "id");
        requireNonNull(secret, "secret");
        actions = List.copyOf(actions);
    }

    /** A long-lived key that may call everything. */
    public static FakeAccessKey of(String id, String secret) {
        return new FakeAccessKey(id, secret, null, null, true, List.of("*"));
    }

    /** The same key, permitted only these actions. */
    public FakeAccessKey allowing(List<String> onlyActions) {
        return new FakeAccessKey(id, secret, securityToken, expiresAt, enabled, onlyActions);
    }

    /** The same key as an STS credential that ends at some time, null for never. */
    public FakeAccessKey withToken(String token, @Nullable Instant end) {
        return new FakeAccessKey(id, secret, token, end, enabled, actions);
    }

    /** The same key, disabled. */
    public FakeAccessKey disabled() {
        return new FakeAccessKey(id, secret, securityToken, expiresAt, false, actions);
    }

    /** Whether it may call an action, written {@code product:Action}. */
    public boolean permits(String action) {
        int colon = action.indexOf(':');
        return actions.contains("*")
                || actions.contains(action)
                || actions.contains(action.substring(0, colon + 1) + "*");
    }

    /** The id only: the rest is secret. */
    @Override
    public String toString() {
        return "FakeAccessKey[" + id + "]";
    }
}
