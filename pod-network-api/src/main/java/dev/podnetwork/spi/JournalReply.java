package dev.podnetwork.spi;

/** What became of an append. */
public sealed interface JournalReply {

    /** The entries survive a loss of power. */
    record Durable() implements JournalReply {
        /** The one instance there needs to be. */
        public static final Durable INSTANCE = new Durable();
    }

    /**
     * The entries may or may not be there after a restart; nothing more is taken.
     *
     * @param why what failed and what to do, for people
     */
    record Refused(String why) implements JournalReply {}
}
