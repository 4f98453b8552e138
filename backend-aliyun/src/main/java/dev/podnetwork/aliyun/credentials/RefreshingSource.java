package dev.podnetwork.aliyun.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a temporary key and fetches the next one before it ends: within the last half hour (or the last half of a shorter
 * life) one caller fetches while the others go on with the old one; a failure then is forgiven until the key really ends.
 * After a failure the next try waits 10 seconds. Thread-safe.
 */
public final class RefreshingSource implements CredentialSource {
    private static final Duration EARLY = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final String name;
    private final Supplier<Credential> fetch;
    private final Supplier<Instant> clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile Instant notBefore = Instant.MIN;
    private volatile String lastProblem = "";

    private record Held(Credential credential, Instant refreshFrom, Instant end) {}

    /**
     * Keeps what {@code fetch} brings.
     *
     * @param name where it comes from, for messages
     * @param fetch brings a new key or throws {@link CredentialException}
     * @param clock the wall clock: expiry is a time of the cloud
     */
    public RefreshingSource(String name, Supplier<Credential> fetch, Supplier<Instant> clock) {
        this.name = name;
        this.fetch = fetch;
        this.clock = clock;
    }

    @Override
    public Credential current() {
        Held now = held;
        Instant time = clock.get();
        if (now != null && time.isBefore(now.refreshFrom())) {
            return now.credential();
        }
        if (now != null && time.isBefore(now.end())) {
            return inGoodTime(now, time);
        }
        fetching.lock();
        try {
            Held other = held;
            return other != null && clock.get().isBefore(other.refreshFrom()) ? other.credential() : fetched(time);
        } finally {
            fetching.unlock();
        }
    }

    @Override
    public void invalidate() {
        held = null;
    }

    private Credential inGoodTime(Held now, Instant time) {
        if (time.isBefore(notBefore) || !fetching.tryLock()) {
            return now.credential();
        }
        try {
            return fetched(time);
        } catch (CredentialException e) {
            return now.credential();
        } finally {
            fetching.unlock();
        }
    }

    private Credential fetched(Instant time) {
        if (time.isBefore(notBefore)) {
            throw new CredentialException(lastProblem);
        }
        try {
            Credential credential = fetch.get();
            held = held(credential, time);
            return credential;
        } catch (CredentialException e) {
            notBefore = time.plus(PAUSE);
            lastProblem = String.valueOf(e.getMessage());
            throw e;
        }
    }

    private Held held(Credential credential, Instant time) {
        Instant end = credential.expiresAt();
        if (end == null) {
            return new Held(credential, time.plus(EARLY), Instant.MAX);
        }
        if (!end.isAfter(time)) {
            throw new CredentialException(name + " gave a key that ended at " + end + ", and it is " + time);
        }
        Duration half = Duration.between(time, end).dividedBy(2);
        return new Held(credential, end.minus(half.compareTo(EARLY) < 0 ? half : EARLY), end.minus(MARGIN));
    }

    /** Where the keys come from. */
    @Override
    public String toString() {
        return name;
    }
}
