package dev.podnetwork.core.node;

import dev.podnetwork.core.plan.PrefixReading;
import dev.podnetwork.core.pool.BlockId;
import org.jspecify.annotations.Nullable;

/** One prefix of an interface: its state, and its block in the pool once pods are served from it. */
final class NodePrefix {
    final String cidr;
    final boolean ipv6;
    PrefixReading.State state = PrefixReading.State.VALID;

    @Nullable
    BlockId block;

    /** The IPv6 prefix from which its pairs are derived; null for one family. */
    @Nullable
    NodePrefix partner;

    /** When it was first not listed, {@code Long.MIN_VALUE} while it is. */
    long missingSince = Long.MIN_VALUE;

    NodePrefix(String cidr, boolean ipv6) {
        this.cidr = cidr;
        this.ipv6 = ipv6;
    }
}
