package dev.podnetwork.fake.wire.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The nonces of the last 15 to 30 minutes, or the last half million when more come. Thread-safe. */
final class NonceMemory {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final int MOST = 500_000;

    private Set<Long> young = new HashSet<>();
    private Set<Long> old = new HashSet<>();
    private Instant turned = Instant.MIN;

    /** Remembers a nonce of a key; false when it was there. */
    synchronized boolean add(String keyId, String nonce, Instant now) {
        if (young.size() >= MOST || turned.isBefore(now.minus(LIFE))) {
            old = young;
            young = new HashSet<>();
            turned = now;
        }
        long print = print(keyId + "\n" + nonce);
        return !old.contains(print) && young.add(print);
    }

    /** 64 bits are enough: two of a million nonces meet with a chance of 3 in 100 million. */
    private static long print(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }
}
