package dev.podnetwork.api.pool;

import java.time.Instant;

/**
 * One durable fact of a node's pool. Entries are applied in order; applying one twice changes nothing. Times are wall
 * clock, so that they mean something after a restart.
 */
public sealed interface JournalEntry {

    /**
     * An owner holds an address; replaces what the owner held, ends a cooldown of the address and the lease of whoever
     * held it before.
     *
     * @param lease who and what
     */
    record Leased(Lease lease) implements JournalEntry {}

    /**
     * An owner gave its address back; an owner that is unknown, or holds another address, changes nothing.
     *
     * @param owner who
     * @param address what it held
     * @param reusableAt when its cooldown ends
     */
    record Released(LeaseOwner owner, LeaseAddress address, Instant reusableAt) implements JournalEntry {}

    /**
     * An address that nobody holds is not reused before a time: how a compacted journal says what {@link Released} left
     * behind. An address that is leased stays leased.
     *
     * @param address which
     * @param reusableAt when its cooldown ends
     */
    record Cooling(LeaseAddress address, Instant reusableAt) implements JournalEntry {}

    /**
     * A cooldown ended early or the address left the node: nothing is remembered of it.
     *
     * @param address which
     */
    record Forgotten(LeaseAddress address) implements JournalEntry {}

    /**
     * A DEL came for a sandbox that has no lease: a later ADD of that sandbox is refused until the time.
     *
     * @param owner who
     * @param containerId the sandbox that is gone
     * @param until when it is forgotten
     */
    record Tombstone(LeaseOwner owner, String containerId, Instant until) implements JournalEntry {}

    /**
     * An address is kept from reuse for somebody else's sake, for example while an EIP is unbound.
     *
     * @param address in text
     * @param holder who asked for it
     * @param until when the hold ends by itself
     */
    record Held(String address, String holder, Instant until) implements JournalEntry {}

    /**
     * A hold ended.
     *
     * @param address in text
     * @param holder who had asked for it
     */
    record HoldEnded(String address, String holder) implements JournalEntry {}

    /**
     * A cloud call is about to be sent.
     *
     * @param intent which
     */
    record IntentOpened(CloudIntent intent) implements JournalEntry {}

    /**
     * A cloud call is settled: its outcome is known, or it was given up.
     *
     * @param number of the intent
     */
    record IntentClosed(long number) implements JournalEntry {}

    /**
     * The node's warm-up has reached its target: once in the node's life.
     *
     * @param at when
     */
    record WarmedUp(Instant at) implements JournalEntry {}

    /**
     * A process took the node over; one that finds a higher number than its own stops.
     *
     * @param owner who, for people
     * @param number rises with every take-over
     */
    record Epoch(String owner, long number) implements JournalEntry {}
}
