package dev.podnetwork.fake.wire;

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
        String hex = String.format("%016X%016X", high, low);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
