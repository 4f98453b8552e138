package dev.podnetwork.fake.state;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client tokens of calls that succeeded, for as long as the cloud remembers them. A refused call leaves its token
 * unused (spec: openapi-wire §6, §17).
 */
final class TokenStore {
    private static final int MAX_TOKEN = 64;

    private final Map<String, Issued> issued = new FlatMap<>();
    private final Deque<Issued> byAge = new ArrayDeque<>();
    private final long lifeNanos;

    TokenStore(long lifeNanos) {
        this.lifeNanos = lifeNanos;
    }

    /**
     * What a token made.
     *
     * @param token the token
     * @param eni what it created, null for another call
     * @param op the call, null for a create, whose interface tells
     * @param named the addresses that a create named, null for another call
     * @param reply the answer to that other call
     * @param atNanos when
     * @param answeredAtNanos until then the first call is under way
     */
    record Issued(
            String token,
            @Nullable Eni eni,
            @Nullable CloudOp op,
            @Nullable NamedAddresses named,
            @Nullable CloudReply reply,
            long atNanos,
            long answeredAtNanos) {}

    @Nullable
    Issued find(String token, long nowNanos) {
        forgetOld(nowNanos);
        return issued.get(token);
    }

    void remember(Issued entry) {
        issued.put(entry.token(), entry);
        byAge.addLast(entry);
    }

    /** What is wrong with a token as such, null when nothing is. */
    static @Nullable WireFault malformed(String token) {
        if (token.isEmpty()) {
            return WireFault.invalid(
                    "MissingParameter", "ClientToken is missing: without one a retry does everything twice.");
        }
        return token.length() > MAX_TOKEN || !isPrintable(token)
                ? WireFault.invalid("InvalidParameter", "ClientToken must be at most 64 ASCII characters: " + token)
                : null;
    }

    private static boolean isPrintable(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) <= 32 || token.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }

    static WireFault mismatch(String token) {
        return WireFault.invalid(
                "IdempotentParameterMismatch", "The client token was used with other parameters: " + token);
    }

    private void forgetOld(long nowNanos) {
        while (!byAge.isEmpty() && byAge.getFirst().atNanos() + lifeNanos < nowNanos) {
            issued.remove(byAge.removeFirst().token());
        }
    }
}
