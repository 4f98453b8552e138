package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.LeaseOwner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that wait, in the order they came. */
final class Waiters {
    private final Set<Waiter> line = new LinkedHashSet<>();

    void add(Waiter waiter) {
        line.add(waiter);
    }

    boolean remove(Waiter waiter) {
        return line.remove(waiter);
    }

    boolean contains(Waiter waiter) {
        return line.contains(waiter);
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }

    /** A copy: serving one changes the line. */
    List<Waiter> all() {
        return List.copyOf(line);
    }

    /** How many are before this owner, -1 when it does not wait. */
    int ahead(LeaseOwner owner) {
        int ahead = 0;
        for (Waiter waiter : line) {
            if (waiter.owner().equals(owner)) {
                return ahead;
            }
            ahead++;
        }
        return -1;
    }

    /** The one address this owner may take, null when any will do. */
    @Nullable
    String exact(LeaseOwner owner) {
        for (Waiter waiter : line) {
            if (waiter.owner().equals(owner)) {
                return waiter.request.exact();
            }
        }
        return null;
    }
}
