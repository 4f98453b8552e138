package dev.podnetwork.bench.pool;

import dev.podnetwork.api.pool.LeaseOwner;
import java.util.Queue;

/** A bare queue of free things: no owners, no cooldown, no order among interfaces. */
final class QueueContestant implements Contestant {
    private final Queue<Object> free;

    QueueContestant(Queue<Object> free, int things) {
        this.free = free;
        for (int i = 0; i < things; i++) {
            free.add(new Object());
        }
    }

    @Override
    public Hand hand(LeaseOwner[] first) {
        Object[] held = new Object[first.length];
        for (int i = 0; i < first.length; i++) {
            held[i] = free.remove();
        }
        return (place, owner, now) -> {
            Object thing = free.poll();
            if (thing == null) {
                return false;
            }
            Object back = thing;
            if (place >= 0) {
                back = held[place];
                held[place] = thing;
            }
            return free.offer(back);
        };
    }
}
