package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.core.plan.PrefixReading;
import dev.podnetwork.core.pool.BlockId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One prefix of an interface: its state, and its block in the pool once pods are served from it. */
final class NodePrefix {
    final String cidr;
    final boolean ipv6;
    PrefixReading.State state = PrefixReading.State.VALID;

    /** When a freeze ends by itself, ticks; null without one. */
    @Nullable
    Long frozenUntil;

    @Nullable
    BlockId block;

    /** The IPv6 prefix from which its pairs are derived; null for one family. */
    @Nullable
    NodePrefix partner;

    /** Pods use it on the interface that had it before: it serves nobody here until they are gone. */
    boolean usedElsewhere;

    /** Slots whose addresses pods still use on the interface that had the prefix before. */
    final Map<Integer, LeaseAddress> elsewhere = new LinkedHashMap<>();

    /** When it was first not listed, {@code Long.MIN_VALUE} while it is. */
    long missingSince = Long.MIN_VALUE;

    NodePrefix(String cidr, boolean ipv6) {
        this.cidr = cidr;
        this.ipv6 = ipv6;
    }
}
