package dev.podnetwork.k8s.adopt;

/** What a migration makes of one object. */
public enum Verdict {
    /** It is as it has to be: nothing is written, and nothing asked of the cloud. */
    AS_IS("as is", false),
    /** It lacks fields, or holds some that the other side cannot use: they are written. */
    FIELDS("fields", false),
    /** Something is under way; whoever comes next goes on with it. */
    RESUME("resume", false),
    /** It goes; the other side makes it again when it needs it. */
    REMOVE("remove", false),
    /** A sample: its ids stand for something and are none. */
    PLACEHOLDER("placeholder", false),
    /** Cluster, cloud or another object contradict it: a person has to look. */
    CONFLICT("conflict", true),
    /** It belongs to a backend that the next control plane does not drive. */
    FOREIGN("foreign", true),
    /** It cannot be read, and what it lacks is found nowhere. */
    UNREADABLE("unreadable", true);

    private final String word;
    private final boolean blocks;

    Verdict(String word, boolean blocks) {
        this.word = word;
        this.blocks = blocks;
    }

    /** For people. */
    public String word() {
        return word;
    }

    /** Whether a migration stops before such an object, unless it is told not to. */
    public boolean blocks() {
        return blocks;
    }
}
