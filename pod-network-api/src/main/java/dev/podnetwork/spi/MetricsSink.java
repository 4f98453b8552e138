package dev.podnetwork.spi;

import dev.podnetwork.api.cloud.CloudFault;
import org.jspecify.annotations.Nullable;

/** Counts what happens, for a metrics library of the embedder's choice. Must not block. Thread-safe. */
public interface MetricsSink {

    /**
     * A cloud call ended.
     *
     * @param api the provider's name of the call
     * @param fault null when it succeeded
     * @param nanos from sending to the reply
     */
    default void cloudCall(String api, CloudFault.@Nullable Kind fault, long nanos) {}

    /**
     * A cloud call was let through by the limiter.
     *
     * @param api the provider's name of the call
     * @param nanos it waited for the limiter
     */
    default void throttled(String api, long nanos) {}

    /**
     * A write to the store ended.
     *
     * @param outcome simple name of the {@link CommitReply}
     */
    default void commit(String outcome) {}

    /** Counts nothing. */
    static MetricsSink none() {
        return new MetricsSink() {};
    }
}
