package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.retry.RetryPolicy;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all work on an interface has in common: one call at a time, a token while it is young, and patience. */
abstract class EniWork implements Operation {
    private static final long RESEND = 1_000_000_000L;
    private static final int QUICK_LOOKS = 40;
    private static final long FIRST_PAUSE = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 4;

    final NodeCore node;
    final NodeEni eni;
    private String doing = "begins";
    private int attempt;
    private int looks;

    @Nullable
    CloudIntent intent;

    /** When this process opened the intent; one of another process is never young. */
    long openedAt = Long.MIN_VALUE;

    EniWork(NodeCore node, NodeEni eni) {
        this.node = node;
        this.eni = eni;
        eni.busy = this;
    }

    @Override
    public String describe() {
        return eni + ": " + doing;
    }

    CloudIntent opened() {
        CloudIntent known = intent;
        if (known == null) {
            throw new IllegalStateException("no intent for " + eni);
        }
        return known;
    }

    /** Opens the intent, then goes on. */
    void open(Intents.Wish wish, Runnable then) {
        node.intents.open(wish, List.of(), made -> {
            intent = made;
            openedAt = node.now();
            then.run();
        });
    }

    /** Whether the token may be sent again. */
    boolean tokenIsYoung() {
        return openedAt != Long.MIN_VALUE
                && node.now() - openedAt < node.times().tokenLife().toNanos();
    }

    /** Sends a call; what is not sent because somebody stopped it is tried again unless the node has stopped. */
    void call(CloudOp op, Priority priority, BiConsumer<CloudReply, Long> answered) {
        doing = op.api() + " is under way" + (attempt > 0 ? ", attempt " + (attempt + 1) : "");
        if (node.stopped() == null) {
            node.fleet.calls.call(op, priority, new NodeCaller(node, answered, () -> {
                node.after(RESEND, () -> call(op, priority, answered));
            }));
        }
    }

    /** Does it again after a while that grows. */
    void again(CloudFault fault, Runnable task) {
        attempt++;
        doing = "waits after " + fault.code() + ": " + fault.message();
        node.note(eni + ": " + fault.code() + " " + fault.message());
        node.after(RetryPolicy.decide(fault, attempt, node.fleet.env.nextLong()).nanos(), task);
    }

    int attempts() {
        return attempt;
    }

    /** A step has succeeded: the next one begins with patience anew. */
    void succeeded() {
        attempt = 0;
        eni.changedAt = node.now();
    }

    /** Looks at the interface when a change is expected to be done. */
    void watch(Call after, boolean first, Consumer<Observation> seen) {
        doing = "waits for the end of " + after;
        looks = first ? 0 : looks + 1;
        boolean hurry = after == Call.ATTACH && looks <= QUICK_LOOKS;
        if (first || hurry) {
            look(after, first, seen);
        } else {
            int doublings = Math.min(looks / QUICK_LOOKS, MOST_DOUBLINGS);
            node.after(FIRST_PAUSE << doublings, () -> look(after, false, seen));
        }
    }

    private void look(Call after, boolean first, Consumer<Observation> seen) {
        node.fleet.watcher.watch(eni.knownId(), after, first, new InterfaceWatcher.Sink() {
            @Override
            public void seen(Observation observation) {
                if (node.stopped() == null) {
                    seen.accept(observation);
                }
            }

            @Override
            public void failed(CloudFault fault) {
                again(fault, () -> watch(after, false, seen));
            }
        });
    }

    /** Whether an observation was asked so late that a change answered then is in it. */
    boolean isAfter(Observation observation, long changedAt) {
        return observation.askedAt() - changedAt >= node.times().lag().toNanos();
    }
}
