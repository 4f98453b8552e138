package dev.podnetwork.fake.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client tokens of creates that succeeded, for as long as the cloud remembers them. A refused call leaves its token
 * unused (spec: openapi-wire §6, §17).
 */
final class TokenStore {
    private final Map<String, Issued> issued = new HashMap<>();
    private final Deque<Issued> byAge = new ArrayDeque<>();
    private final long lifeNanos;

    TokenStore(long lifeNanos) {
        this.lifeNanos = lifeNanos;
    }

    /**
     * What a token made.
     *
     * @param token the token
     * @param eni what it created
     * @param atNanos when
     * @param answeredAtNanos until then the first call is under way
     */
    record Issued(String token, Eni eni, long atNanos, long answeredAtNanos) {}

    @Nullable
    Issued find(String token, long nowNanos) {
        forgetOld(nowNanos);
        return issued.get(token);
    }

    void remember(String token, Eni eni, long nowNanos, long answeredAtNanos) {
        Issued entry = new Issued(token, eni, nowNanos, answeredAtNanos);
        issued.put(token, entry);
        byAge.addLast(entry);
    }

    private void forgetOld(long nowNanos) {
        while (!byAge.isEmpty() && byAge.getFirst().atNanos() + lifeNanos < nowNanos) {
            issued.remove(byAge.removeFirst().token());
        }
    }
}
