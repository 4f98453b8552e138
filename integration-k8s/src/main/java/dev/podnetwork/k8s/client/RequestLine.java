package dev.podnetwork.k8s.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many requests be under way and the others wait. What ends something goes before what begins something, so that
 * a burst of pods is bound one after another and not all at its end; what must be in time waits for nobody. Thread-safe.
 */
final class RequestLine {
    private final int most;
    private final Map<Turn, Deque<Runnable>> waiting = new EnumMap<>(Turn.class);
    private int underWay;
    private boolean draining;

    /** Whose turn it is. */
    enum Turn {
        /** At once, however many are under way. */
        NOW,
        /** Before those that begin something. */
        NEXT,
        /** When nobody else waits. */
        LAST;

        /** A lease is in time or lost; a create begins something. */
        static Turn of(KubeRequest request) {
            if (request.path().startsWith(KubePaths.LEASE_GROUP)) {
                return NOW;
            }
            return request.method().equals("POST") ? LAST : NEXT;
        }
    }

    RequestLine(int most) {
        this.most = most;
        for (Turn each : Turn.values()) {
            waiting.put(each, new ArrayDeque<>());
        }
    }

    /** Runs it when it is its turn, on whatever thread; it must not block. {@link #ended} follows once for each. */
    void submit(Turn turn, Runnable send) {
        synchronized (this) {
            if (turn != Turn.NOW) {
                line(turn).add(send);
            } else {
                underWay++;
            }
        }
        if (turn == Turn.NOW) {
            send.run();
        } else {
            drain();
        }
    }

    /** One that ran has its answer. */
    void ended() {
        synchronized (this) {
            underWay--;
        }
        drain();
    }

    /** One thread at a time, so that one that ends at once calls nobody deeper and deeper. */
    private void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        for (Runnable send = next(); send != null; send = next()) {
            send.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable send = underWay >= most ? null : line(Turn.NEXT).poll();
        if (send == null && underWay < most) {
            send = line(Turn.LAST).poll();
        }
        if (send == null) {
            draining = false;
        } else {
            underWay++;
        }
        return send;
    }

    private Deque<Runnable> line(Turn turn) {
        return waiting.computeIfAbsent(turn, t -> new ArrayDeque<>());
    }
}
