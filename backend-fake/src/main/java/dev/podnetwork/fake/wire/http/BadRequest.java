package dev.podnetwork.fake.wire.http;

import java.io.IOException;

/** What arrived is not a request that this server reads; the connection ends after the answer. */
final class BadRequest extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    BadRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
