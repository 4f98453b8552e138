package dev.podnetwork.bench.journal;

import dev.podnetwork.api.pool.JournalEntry;
import java.io.Closeable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps changes of leases. One thread. */
interface DurableStore extends Closeable {
    /** The answer of a store that does its work inside the call. */
    CompletionStage<?> DONE = CompletableFuture.completedStage(null);

    /** Keeps one change; the stage is complete when it survives a loss of power. */
    CompletionStage<?> keep(JournalEntry change);
}
