package dev.podnetwork.journal;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.api.pool.JournalDamage;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Entries for tests. */
final class Entries {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.5Z");

    private Entries() {}

    static LeaseOwner owner(int number) {
        return LeaseOwner.of(PodUid.of("7c0e6f52-0000-4000-8000-" + number), "eth0");
    }

    static LeaseAddress address(int number) {
        return LeaseAddress.ipv4(EniId.of("eni-" + number / 50), "10.0." + number / 250 + "." + number % 250);
    }

    static Lease lease(int owner, int address) {
        return new Lease(owner(owner), "sandbox-" + owner, address(address));
    }

    static JournalEntry leased(int owner, int address) {
        return new JournalEntry.Leased(lease(owner, address));
    }

    /** One of a few hundred entries that have to do with each other. */
    static JournalEntry random(Random random) {
        int one = random.nextInt(12);
        int other = random.nextInt(12);
        Instant at = NOON.plusMillis(random.nextInt(100_000));
        return switch (random.nextInt(11)) {
            case 0 -> new JournalEntry.Released(owner(one), address(one), at);
            case 1 -> new JournalEntry.Forgotten(address(one));
            case 2 -> new JournalEntry.Tombstone(owner(one), "sandbox-" + other, at);
            case 3 -> new JournalEntry.Held("10.0.0." + one, "eip-" + other, at);
            case 4 -> new JournalEntry.HoldEnded("10.0.0." + one, "eip-" + other);
            case 5 -> new JournalEntry.IntentOpened(intent(one, at));
            case 6 -> new JournalEntry.IntentClosed(one);
            case 7 -> new JournalEntry.WarmedUp(at);
            case 8 -> new JournalEntry.Epoch("node-" + one, other);
            case 9 -> new JournalEntry.Cooling(address(one), at);
            default -> leased(one, random.nextBoolean() ? one : other);
        };
    }

    private static CloudIntent intent(int number, Instant at) {
        CloudIntent.Kind kind = CloudIntent.Kind.values()[number % CloudIntent.Kind.values().length];
        return number % 2 == 0
                ? new CloudIntent(
                        number, kind, "token-" + number, null, VSwitchId.of("vsw-1"), number, 0, List.of(), at)
                : new CloudIntent(
                        number,
                        kind,
                        "",
                        EniId.of("eni-" + number),
                        null,
                        0,
                        number,
                        List.of("10.0.0." + number, "2001:db8::/80"),
                        at);
    }

    static JournalState folded(List<JournalEntry> entries) {
        JournalFold fold = new JournalFold();
        fold.applyAll(entries);
        return fold.state(List.of());
    }

    static JournalState undamaged(JournalState s) {
        List<JournalDamage> none = List.of();
        return new JournalState(
                s.leases(), s.cooling(), s.tombstones(), s.holds(), s.openIntents(), s.warmedUpAt(), s.epoch(), none);
    }
}
