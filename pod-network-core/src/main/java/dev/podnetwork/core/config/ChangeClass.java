package dev.podnetwork.core.config;

/** What an edit of a key reaches in a cluster that runs (spec: node-ipam §1.2). Ordered from harmless to impossible. */
public enum ChangeClass {
    /** It takes effect at once. */
    HOT("hot"),
    /** It takes effect when the controller is restarted; nodes and pods are not touched. */
    RESTART("after a restart of the controller"),
    /** ENIs that exist keep what they have. */
    NEW_ENIS("new ENIs only"),
    /** Nodes that exist keep what they have until their agent is restarted or they are replaced. */
    NEW_NODES("new nodes only, or after a restart of the node agent"),
    /** It must not be done. */
    FORBIDDEN("forbidden");

    private final String words;

    ChangeClass(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
