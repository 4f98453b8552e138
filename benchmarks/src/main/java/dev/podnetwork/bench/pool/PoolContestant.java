package dev.podnetwork.bench.pool;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.pool.AddressPrefix;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.BlockId;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.pool.PackingOrder;
import dev.podnetwork.core.pool.PoolSettings;

/** Ours: owners, generations, cooldown, packing. Interfaces of 30 addresses, 50 for 1,000; one /80 for 65,536. */
final class PoolContestant implements Contestant {
    private static final int STRIPES = 4;
    private static final int LARGEST_NODE = 1_000;

    private final LockFreeAddressPool pool;
    private final long cooldown;

    PoolContestant(int addresses, long cooldown) {
        this.cooldown = cooldown;
        boolean prefix = addresses > LARGEST_NODE;
        int perEni = addresses == LARGEST_NODE ? 50 : Math.min(addresses, 30);
        int groups = prefix ? addresses / 64 : addresses / perEni;
        pool = new LockFreeAddressPool(new PoolSettings(groups, PackingOrder.MOST_IPS, STRIPES));
        if (prefix) {
            pool.blocks().addPrefix(EniId.of("eni-0"), AddressPrefix.ipv6("2001:db8::/80"), AddressStatus.VALID);
        }
        for (int e = 0; !prefix && e < groups; e++) {
            EniId eni = EniId.of("eni-" + e);
            BlockId block = pool.blocks().addEni(eni, perEni);
            for (int i = 0; i < perEni; i++) {
                pool.blocks()
                        .addAddress(block, LeaseAddress.ipv4(eni, "10.0." + e + "." + (i + 1)), AddressStatus.VALID);
            }
        }
    }

    LockFreeAddressPool pool() {
        return pool;
    }

    @Override
    public Hand hand(LeaseOwner[] first) {
        long[] held = new long[first.length];
        for (int i = 0; i < first.length; i++) {
            held[i] = pool.lease(first[i], 0);
        }
        return (place, owner, now) -> {
            long lease = pool.lease(owner, now);
            if (!LeaseHandle.isLease(lease)) {
                return false;
            }
            long back = lease;
            if (place >= 0) {
                back = held[place];
                held[place] = lease;
            }
            if (!pool.giveBack(back, now + cooldown)) {
                throw new IllegalStateException("a living lease was refused: " + LeaseHandle.describe(back));
            }
            return true;
        };
    }
}
