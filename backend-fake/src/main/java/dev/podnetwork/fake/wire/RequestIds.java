package dev.podnetwork.fake.wire;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Upper-case UUIDs, different for every request of a server. Thread-safe. */
final class RequestIds {
    private final AtomicLong number = new AtomicLong();
    private final long salt;

    RequestIds(long salt) {
        this.salt = salt;
    }

    String next() {
        long n = number.incrementAndGet();
        long high = mix(salt + n * 0x9e3779b97f4a7c15L);
        long low = mix(high ^ n);
        return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
