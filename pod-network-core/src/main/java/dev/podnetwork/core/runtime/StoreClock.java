package dev.podnetwork.core.runtime;

import dev.podnetwork.spi.Env;
import java.time.Instant;

/**
 * What the store's clock shows now, from its last answer and this process's monotonic clock. A jump of the wall clock
 * changes nothing. Before the first answer it is the epoch, at which nothing has expired.
 */
final class StoreClock {
    private final Env env;
    private Instant last = Instant.EPOCH;
    private long at;

    StoreClock(Env env) {
        this.env = env;
    }

    /** The store said what time it is. */
    void heard(Instant storeTime) {
        Instant now = now();
        if (storeTime.isAfter(now)) {
            last = storeTime;
            at = env.ticks();
        }
    }

    /** What it shows now; never goes back. */
    Instant now() {
        return last.equals(Instant.EPOCH) ? last : last.plusNanos(env.ticks() - at);
    }
}
