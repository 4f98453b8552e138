package dev.podnetwork.api.pool;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutating cloud call of a node, made durable before it is sent, so that a crash between the call and its record is
 * resolved once (spec: node-ipam §2.12).
 *
 * @param number unique and rising within one journal
 * @param kind what is asked of the cloud
 * @param clientToken the token of the call, at most 64 ASCII characters; empty where the call takes none
 * @param eni the interface, null for a create that has not answered
 * @param vSwitch where the addresses of the interface come from, null when it is not known
 * @param ipv4Count IPv4 addresses or prefixes asked for
 * @param ipv6Count IPv6 addresses or prefixes asked for
 * @param addresses what is given back: addresses in text, or prefixes in CIDR form; empty for every other kind. After a
 *     crash none of them may be leased before it is known what became of the call
 * @param openedAt wall clock, for people and for the age rule of the token
 */
public record CloudIntent(
        long number,
        Kind kind,
        String clientToken,
        @Nullable EniId eni,
        @Nullable VSwitchId vSwitch,
        int ipv4Count,
        int ipv6Count,
        List<String> addresses,
        Instant openedAt) {

    /** Copies the list. */
    public CloudIntent {
        addresses = List.copyOf(addresses);
    }

    /** What is asked of the cloud. */
    public enum Kind {
        /** A new interface, then its attachment. */
        CREATE_ENI,
        /** More addresses for an interface. */
        ASSIGN_ADDRESSES,
        /** More prefixes for an interface. */
        ASSIGN_PREFIXES,
        /** Addresses or prefixes given back. */
        UNASSIGN,
        /** An interface detached and deleted. */
        DELETE_ENI
    }
}
