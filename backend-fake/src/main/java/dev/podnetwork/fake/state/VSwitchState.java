package dev.podnetwork.fake.state;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.VSwitchDescription;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One vSwitch: its addresses, its interfaces in creation order, and what its free count was within the history. */
public final class VSwitchState {
    final VSwitchId id;
    final VpcId vpc;
    final ZoneId zone;
    final CreationOrder enis = new CreationOrder();
    final AddressBook addresses;
    final @Nullable Ipv6Book ipv6;
    private final String cidr;
    private final @Nullable String ipv6Cidr;
    private final Deque<long[]> freeBefore = new ArrayDeque<>();

    VSwitchState(VSwitchId id, VpcId vpc, ZoneId zone, String cidr, @Nullable String ipv6Cidr) {
        this.id = id;
        this.vpc = vpc;
        this.zone = zone;
        this.cidr = cidr;
        this.ipv6Cidr = ipv6Cidr;
        this.addresses = new AddressBook(cidr);
        this.ipv6 = ipv6Cidr == null ? null : new Ipv6Book(ipv6Cidr);
    }

    /** Addresses that interfaces can have. */
    public int capacity() {
        return addresses.capacity();
    }

    /** Addresses that interfaces have now. */
    public int used() {
        return addresses.used();
    }

    /** Its id. */
    public VSwitchId id() {
        return id;
    }

    /** Notes the free count that is about to change, for reads that lag. */
    void remember(long nowNanos, long horizonNanos) {
        while (!freeBefore.isEmpty() && freeBefore.getFirst()[0] <= nowNanos - horizonNanos) {
            freeBefore.removeFirst();
        }
        if (horizonNanos > 0) {
            freeBefore.addLast(new long[] {nowNanos, addresses.free()});
        }
    }

    String cidr() {
        return cidr;
    }

    VSwitchDescription describeAt(long nanos) {
        long free = addresses.free();
        for (long[] change : freeBefore) {
            if (change[0] > nanos) {
                free = change[1];
                break;
            }
        }
        return new VSwitchDescription(id, vpc, zone, cidr, ipv6Cidr, free);
    }

    /** The book of a family, null for IPv6 when it is off. */
    @Nullable
    Book book(boolean v6) {
        return v6 ? ipv6 : addresses;
    }

    /** Takes a primary address and what else is asked for; the caller has asked whether there is enough. */
    Addresses take(AddressCounts counts) {
        // Blocks first: single addresses could break the last free one.
        long[] prefixes = take(addresses, counts.ipv4Prefixes(), true);
        long[] prefixes6 = take(ipv6, counts.ipv6Prefixes(), true);
        long[] ipv4 = take(addresses, 1 + counts.secondaryIpv4(), false);
        return new Addresses(ipv4, take(ipv6, counts.ipv6(), false), prefixes, prefixes6);
    }

    static long[] take(@Nullable Book book, int count, boolean blocks) {
        if (count == 0 || book == null) {
            return Addresses.NONE;
        }
        long[] taken = new long[count];
        for (int i = 0; i < count; i++) {
            taken[i] = blocks ? book.takeBlock() : book.take();
        }
        return taken;
    }

    void own(Addresses all, Eni eni) {
        own(addresses, all.ipv4(), all.ipv4Prefixes(), eni);
        own(ipv6, all.ipv6(), all.ipv6Prefixes(), eni);
    }

    private static void own(@Nullable Book book, long[] singles, long[] blocks, Eni eni) {
        if (book != null) {
            for (long each : singles) {
                book.own(each, eni);
            }
            for (long each : blocks) {
                book.ownBlock(each, eni);
            }
        }
    }

    void giveBack(Addresses all) {
        giveBack(addresses, all.ipv4(), all.ipv4Prefixes());
        giveBack(ipv6, all.ipv6(), all.ipv6Prefixes());
    }

    static void giveBack(@Nullable Book book, long[] singles, long[] blocks) {
        if (book != null) {
            for (long each : singles) {
                book.giveBack(each);
            }
            for (long each : blocks) {
                book.giveBackBlock(each);
            }
        }
    }
}
