package dev.podnetwork.fake.wire.gate;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that exist. Thread-safe. */
public final class KeyRing {
    private final Map<String, FakeAccessKey> byId = new ConcurrentHashMap<>();

    /** No keys yet. */
    public KeyRing() {}

    /** Adds a key, or replaces the one of that id. */
    public void put(FakeAccessKey key) {
        byId.put(key.id(), key);
    }

    /** Forgets a key. */
    public void remove(String id) {
        byId.remove(id);
    }

    Optional<FakeAccessKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
