package dev.podnetwork.spi;

import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import java.util.concurrent.CompletionStage;

/**
 * The cloud, one call at a time. The contract every backend keeps ({@code CloudNetworkContract} tries it):
 *
 * <ul>
 *   <li>{@link #call} never blocks, never throws for anything the cloud does, and its stage never completes with an
 *       exception: whatever goes wrong is a {@link CloudReply.Failed}.
 *   <li>A call whose request may have reached the cloud and whose reply did not come back is
 *       {@code OUTCOME_UNKNOWN}; one that surely was not taken is {@code UNAVAILABLE}. The caller may also give up on a
 *       stage that never completes, and counts it as unknown.
 *   <li>A call is sent once. Retries, rate limits and priorities are the caller's.
 *   <li>Client tokens are passed through untouched.
 *   <li>Reads follow every page that the operation names and no other; the caller asks for the next one.
 * </ul>
 *
 * <p>Thread-safe.
 */
public interface CloudNetwork extends AutoCloseable {

    /** Sends one call. */
    CompletionStage<CloudReply> call(CloudOp op);

    /** Lets go of connections and threads; calls under way end as unknown. Idempotent. */
    @Override
    default void close() {}
}
