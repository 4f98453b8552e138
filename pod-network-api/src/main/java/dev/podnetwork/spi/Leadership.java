package dev.podnetwork.spi;

/** Until when this process may act. Thread-safe. */
@FunctionalInterface
public interface Leadership {

    /** The {@code Env.ticks()} up to which this process surely leads; in the past when it does not. */
    long deadline();

    /** For a process without election: it always leads. */
    static Leadership always() {
        return () -> Long.MAX_VALUE;
    }
}
