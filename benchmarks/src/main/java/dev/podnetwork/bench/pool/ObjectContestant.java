package dev.podnetwork.bench.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A general-purpose pool or queue: it knows no owners, no cooldown and no order among interfaces, and does not look at the
 * owner at all.
 *
 * @param take lends one, or answers null at once
 * @param give takes one back
 * @param end closes it
 */
record ObjectContestant<T>(Supplier<@Nullable T> take, Consumer<T> give, Runnable end) implements Contestant {

    @Override
    public Hand hand(LeaseOwner[] first) {
        Object[] held = new Object[first.length];
        for (int i = 0; i < held.length; i++) {
            T thing = take.get();
            if (thing == null) {
                throw new IllegalStateException("the pool of a benchmark is smaller than what its threads hold");
            }
            held[i] = thing;
        }
        return (place, owner, now) -> exchange(held, place);
    }

    @SuppressWarnings("unchecked")
    private boolean exchange(Object[] held, int place) {
        T thing = take.get();
        if (thing == null) {
            return false;
        }
        T back = thing;
        if (place >= 0) {
            back = (T) held[place];
            held[place] = thing;
        }
        give.accept(back);
        return true;
    }

    @Override
    public void close() {
        end.run();
    }
}
