package dev.podnetwork.stress;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.pool.AddressStatus;
import dev.podnetwork.core.pool.BlockId;
import dev.podnetwork.core.pool.LeaseHandle;
import dev.podnetwork.core.pool.LockFreeAddressPool;
import dev.podnetwork.core.pool.PackingOrder;
import dev.podnetwork.core.pool.PoolSettings;

/** Small pools and owners for the races. All times are 0: nothing cools down unless a test says so. */
final class Pools {
    static final long NOW = 0;
    /** Two owners with one hash: their leases sit in one bucket of the owner table. */
    static final LeaseOwner A = owner("Aa");

    static final LeaseOwner B = owner("BB");
    static final LeaseOwner C = owner("c");

    private static final int SLOTS_OF_A_GROUP = 64;

    private Pools() {}

    static LeaseOwner owner(String uid) {
        return LeaseOwner.of(PodUid.of(uid), "eth0");
    }

    /** As many interfaces, each a group of its own, with one address each. */
    static LockFreeAddressPool ofInterfaces(int count) {
        LockFreeAddressPool pool = new LockFreeAddressPool(new PoolSettings(count, PackingOrder.MOST_IPS, 2));
        for (int i = 0; i < count; i++) {
            EniId eni = EniId.of("eni-" + i);
            BlockId block = pool.blocks().addEni(eni, 1);
            pool.blocks().addAddress(block, LeaseAddress.ipv4(eni, "10.0.0." + i), AddressStatus.VALID);
        }
        return pool;
    }

    /** For a result: what became of a lease. */
    static String outcome(long handle) {
        if (LeaseHandle.isLease(handle)) {
            return "eni" + LeaseHandle.slot(handle) / SLOTS_OF_A_GROUP;
        }
        if (handle == LeaseHandle.CONTENDED) {
            return "contended";
        }
        return handle == LeaseHandle.EXHAUSTED ? "exhausted" : "refused";
    }
}
