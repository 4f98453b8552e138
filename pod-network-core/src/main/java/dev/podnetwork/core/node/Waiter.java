package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.spi.Env;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request that waits for an address. */
final class Waiter {
    final LeaseRequest request;
    final CompletableFuture<Lease> answer;
    final long since;

    Env.@Nullable Timer deadline;

    Waiter(LeaseRequest request, CompletableFuture<Lease> answer, long since) {
        this.request = request;
        this.answer = answer;
        this.since = since;
    }

    LeaseOwner owner() {
        return request.owner();
    }

    void forgetDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
