package dev.podnetwork.k8s.tree;

/**
 * Where a value stands.
 *
 * @param source the file, or what stands for it; empty when nobody knows
 * @param line from 1; 0 when nobody knows
 */
public record Position(String source, int line) {
    /** Of values that come from no text, for example from an API server. */
    public static final Position NOWHERE = new Position("", 0);

    /** The same source, that many lines further down. */
    public Position plus(int lines) {
        return line == 0 ? this : new Position(source, line + lines);
    }

    /** {@code file:line}, or only what is known of it. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
