package dev.podnetwork.aliyun.credentials;

/** No key could be had; says from where and why, and holds no secret. */
public final class CredentialException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says from where and why. */
    public CredentialException(String message) {
        super(message, null, false, false);
    }
}
