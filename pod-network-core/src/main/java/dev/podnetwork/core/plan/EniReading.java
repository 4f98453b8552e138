package dev.podnetwork.core.plan;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interface of a node at the moment of planning, the primary one excepted.
 *
 * @param id null while its create has not answered
 * @param kind what it is for
 * @param state where it is in its life
 * @param vSwitch where its addresses come from
 * @param schedulable whether it is ours to use; others are left alone
 * @param open whether it takes another call now: none is under way and no pause after a fault
 * @param incoming what calls under way will bring
 * @param slots its addresses; empty until it is attached
 * @param prefixes its prefixes
 */
public record EniReading(
        @Nullable EniId id,
        Kind kind,
        State state,
        VSwitchId vSwitch,
        boolean schedulable,
        boolean open,
        Incoming incoming,
        List<SlotReading> slots,
        List<PrefixReading> prefixes) {

    /** What an interface is for. */
    public enum Kind {
        /** Carries members, and ordinary pods too. */
        TRUNK,
        /** RDMA pods only. */
        RDMA,
        /** Ordinary pods. */
        SECONDARY
    }

    /** Where an interface is in its life. */
    public enum State {
        /** Asked for, being created or attached: what it brings is on its way. */
        COMING,
        /** Attached. */
        IN_USE,
        /** On its way out; still takes its place on the node. */
        LEAVING
    }

    /**
     * What calls under way will bring.
     *
     * @param ipv4 IPv4 addresses
     * @param ipv6 IPv6 addresses
     * @param ipv4Prefixes IPv4 prefixes
     * @param ipv6Prefixes IPv6 prefixes
     */
    public record Incoming(int ipv4, int ipv6, int ipv4Prefixes, int ipv6Prefixes) {
        /** Nothing. */
        public static final Incoming NONE = new Incoming(0, 0, 0, 0);

        /** That many addresses of one family. */
        public static Incoming addresses(int ipv4) {
            return new Incoming(ipv4, 0, 0, 0);
        }
    }

    /** Copies the lists. */
    public EniReading {
        requireNonNull(kind, "kind");
        requireNonNull(state, "state");
        requireNonNull(vSwitch, "vSwitch");
        requireNonNull(incoming, "incoming");
        slots = List.copyOf(slots);
        prefixes = List.copyOf(prefixes);
    }

    /** Whether pods may be served from it. */
    boolean serves() {
        return state == State.IN_USE && schedulable;
    }

    /** Its places that are taken, calls under way included. */
    int ipv4Taken() {
        int addresses = (int) slots.stream().filter(SlotReading::hasIpv4).count();
        int blocks = (int) prefixes.stream().filter(p -> !p.ipv6()).count();
        return addresses + blocks + incoming.ipv4() + incoming.ipv4Prefixes();
    }

    /** The same for IPv6 addresses. */
    int ipv6Taken() {
        return (int) slots.stream().filter(SlotReading::hasIpv6).count() + incoming.ipv6();
    }

    /** How many addresses it has, whatever they do. */
    int size() {
        return slots.size() + prefixes.size();
    }

    /** How many of its addresses are in this use. */
    int count(SlotReading.Use use) {
        return (int) slots.stream().filter(slot -> slot.use() == use).count();
    }
}
