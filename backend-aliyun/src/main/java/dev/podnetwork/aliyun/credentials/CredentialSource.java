package dev.podnetwork.aliyun.credentials;

/** Where keys come from. Asked once per call and may block only when no valid key is at hand. Thread-safe. */
public interface CredentialSource {

    /**
     * A key that is valid now.
     *
     * @throws CredentialException when there is none
     */
    Credential current();

    /** The cloud refused the key: the next question fetches another one, where there can be another one. */
    default void invalidate() {}

    /** Always that key. */
    static CredentialSource of(Credential credential) {
        return new CredentialSource() {
            @Override
            public Credential current() {
                return credential;
            }

            @Override
            public String toString() {
                return "a key that was written down";
            }
        };
    }
}
