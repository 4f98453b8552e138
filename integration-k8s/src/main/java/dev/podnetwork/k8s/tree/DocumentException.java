package dev.podnetwork.k8s.tree;

/**
 * A document cannot be used as it stands. The message is one line: {@code file:line: what was found; what to do}.
 */
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position at;

    /**
     * Says what is wrong where.
     *
     * @param at where
     * @param found what was found
     * @param todo what to do about it
     */
    public DocumentException(Position at, String found, String todo) {
        super(prefix(at) + oneLine(found) + "; " + oneLine(todo));
        this.at = at;
    }

    /** Where. */
    public Position at() {
        return at == null ? Position.NOWHERE : at;
    }

    private static String prefix(Position at) {
        return at.toString().isEmpty() ? "" : at + ": ";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").trim();
    }
}
