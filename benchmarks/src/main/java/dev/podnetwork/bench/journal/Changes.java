package dev.podnetwork.bench.journal;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import java.time.Instant;
import java.util.Locale;

/** The leases and give-backs of a node with 210 addresses, texts as long as real ones. */
final class Changes {
    private static final int ADDRESSES = 210;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Changes() {}

    /** All addresses are leased one after the other, then given back, and so on. */
    static JournalEntry change(long number) {
        int which = (int) (number % ADDRESSES);
        long round = number / ADDRESSES;
        LeaseOwner owner = LeaseOwner.of(
                PodUid.of(String.format(Locale.ROOT, "7c0e6f52-0000-4000-8000-%012d", round / 2 * ADDRESSES + which)),
                "eth0");
        LeaseAddress address = LeaseAddress.ipv4(EniId.of("eni-bp1abcdefghijklmn" + which / 30), "10.0.0." + which);
        return round % 2 == 0
                ? new JournalEntry.Leased(new Lease(owner, "5e4d".repeat(16), address))
                : new JournalEntry.Released(owner, address, START.plusMillis(number));
    }
}
