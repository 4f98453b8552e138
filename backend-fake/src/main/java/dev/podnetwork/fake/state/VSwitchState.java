package dev.podnetwork.fake.state;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.VSwitchDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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

    List<String> ipv6Text(long[] hosts) {
        Ipv6Book book = ipv6;
        if (hosts.length == 0 || book == null) {
            return List.of();
        }
        List<String> text = new ArrayList<>(hosts.length);
        for (long host : hosts) {
            text.add(book.text(host));
        }
        return List.copyOf(text);
    }
}
