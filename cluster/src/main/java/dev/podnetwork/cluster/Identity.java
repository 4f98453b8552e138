package dev.podnetwork.cluster;

/** The users that the API server knows besides service accounts; all of them may do everything. */
public enum Identity {
    /** Whoever runs a test; also controller manager and scheduler. */
    ADMIN("admin"),
    /** The node side: its requests are counted apart. */
    NODE_AGENT("node-agent"),
    /** The fake kubelets. */
    KWOK("kwok"),
    /** A client whose writes are compared with ours. */
    RIVAL("rival");

    private final String user;

    Identity(String user) {
        this.user = user;
    }

    /** The name in audit records. */
    public String user() {
        return user;
    }

    /** The bearer token; nothing outside this machine can reach the server that accepts it. */
    public String token() {
        return "token-of-" + user;
    }
}
