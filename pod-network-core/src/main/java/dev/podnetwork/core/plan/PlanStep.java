package dev.podnetwork.core.plan;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.pool.LeaseAddress;
import java.util.List;

/** One cloud operation that a plan asks for. Steps of one plan touch different interfaces and run in parallel. */
public sealed interface PlanStep {

    /** Whether a pod waits for it, so that it goes before what is only made ready. */
    default boolean urgent() {
        return false;
    }

    /**
     * A new interface, attached with its addresses.
     *
     * @param kind what it is for
     * @param vSwitch where its addresses come from
     * @param ipv4 addresses, the primary one included; at least 1
     * @param ipv6 IPv6 addresses
     * @param ipv4Prefixes prefixes; then {@code ipv4} is 1
     * @param ipv6Prefixes prefixes
     * @param urgent whether a pod waits for it
     */
    record Create(
            EniReading.Kind kind,
            VSwitchId vSwitch,
            int ipv4,
            int ipv6,
            int ipv4Prefixes,
            int ipv6Prefixes,
            boolean urgent)
            implements PlanStep {}

    /**
     * More addresses.
     *
     * @param eni for this interface
     * @param ipv4 that many
     * @param ipv6 that many
     * @param urgent whether a pod waits for it
     */
    record Assign(EniId eni, int ipv4, int ipv6, boolean urgent) implements PlanStep {}

    /**
     * More prefixes; never in one call with addresses.
     *
     * @param eni for this interface
     * @param ipv4 that many
     * @param ipv6 that many
     * @param urgent whether a pod waits for it
     */
    record AssignPrefixes(EniId eni, int ipv4, int ipv6, boolean urgent) implements PlanStep {}

    /**
     * Addresses that go back.
     *
     * @param eni of this interface
     * @param addresses which, none of them primary
     */
    record Unassign(EniId eni, List<LeaseAddress> addresses) implements PlanStep {
        /** Copies the list. */
        public Unassign {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Prefixes from which nothing more is leased, so that they can be given back.
     *
     * @param eni of this interface
     * @param cidrs which
     */
    record Freeze(EniId eni, List<String> cidrs) implements PlanStep {
        /** Copies the list. */
        public Freeze {
            cidrs = List.copyOf(cidrs);
        }
    }

    /**
     * Frozen prefixes that are needed after all.
     *
     * @param eni of this interface
     * @param cidrs which
     */
    record Thaw(EniId eni, List<String> cidrs) implements PlanStep {
        /** Copies the list. */
        public Thaw {
            cidrs = List.copyOf(cidrs);
        }
    }

    /**
     * Frozen or lost prefixes that nobody uses, to be given back.
     *
     * @param eni of this interface
     * @param cidrs which
     */
    record UnassignPrefixes(EniId eni, List<String> cidrs) implements PlanStep {
        /** Copies the list. */
        public UnassignPrefixes {
            cidrs = List.copyOf(cidrs);
        }
    }

    /**
     * A whole interface that nobody uses.
     *
     * @param eni which
     */
    record Delete(EniId eni) implements PlanStep {}
}
