package dev.podnetwork.api.allocation;

/** What is known of the node of one name. */
public sealed interface NodeAnswer {

    /**
     * It exists.
     *
     * @param facts what it is
     */
    record Present(NodeFacts facts) implements NodeAnswer {}

    /**
     * It exists, and something that we need to know of it is missing or wrong.
     *
     * @param reason what is missing, for people
     */
    record Unusable(String reason) implements NodeAnswer {}

    /** There surely is no node of that name. */
    record Absent() implements NodeAnswer {
        /** The one instance there needs to be. */
        public static final Absent INSTANCE = new Absent();
    }

    /** Nobody can say. */
    record Unknown() implements NodeAnswer {
        /** The one instance there needs to be. */
        public static final Unknown INSTANCE = new Unknown();
    }
}
