package dev.podnetwork.api.error;

import dev.podnetwork.api.cloud.CloudFault;

/** The cloud refused or failed a call that the caller asked for. */
public final class CloudCallException extends PodNetworkException {
    private static final long serialVersionUID = 1L;

    private final transient CloudFault fault;

    /** With its message and the fault. */
    public CloudCallException(String message, CloudFault fault) {
        super(message);
        this.fault = fault;
    }

    /** The fault. */
    public CloudFault fault() {
        return fault;
    }
}
