package dev.podnetwork.core.node;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.pool.CloudIntent;
import dev.podnetwork.core.allocation.Call;
import dev.podnetwork.core.cloud.InterfaceWatcher;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.plan.PoolConditions;
import dev.podnetwork.core.retry.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all work on an interface has in common: one call at a time, a token while it is young, and patience. */
abstract class EniWork implements Operation {
    private static final long RESEND = 1_000_000_000L;
    private static final int QUICK_WATCHES = 10;
    private static final int LOOKS_OF_ONE_PACE = 40;
    private static final long FIRST_PAUSE = 1_000_000_000L;
    private static final int MOST_DOUBLINGS = 4;
    private static final int MOST_ERRORS = 8;

    final NodeCore node;
    final NodeEni eni;
    private final List<CloudFault> errors = new ArrayList<>();
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
        trouble(fault);
        doing = "waits after " + fault.code() + ": " + fault.message();
        node.note(eni + ": " + fault.code() + " " + fault.message());
        node.after(RetryPolicy.decide(fault, attempt, node.fleet.env.nextLong()).nanos(), task);
    }

    /** The interface's conditions say so until a call succeeds (spec: control-plane §6.6). */
    void trouble(CloudFault fault) {
        if (errors.size() == MOST_ERRORS) {
            errors.remove(0);
        }
        errors.add(fault);
        conditions();
    }

    private void conditions() {
        eni.conditions =
                PoolConditions.ofEni(eni.conditions, eni.toString(), eni.vSwitch, errors, node.fleet.env.now());
    }

    int attempts() {
        return attempt;
    }

    /** A step has succeeded: the next one begins with patience anew. */
    void succeeded() {
        attempt = 0;
        eni.changedAt = node.now();
        errors.clear();
        eni.refusals = 0;
        conditions();
    }

    /** Looks at the interface when a change is expected to be done. */
    void watch(Call after, boolean first, Consumer<Observation> seen) {
        doing = "waits for the end of " + after;
        looks = first ? 0 : looks + 1;
        boolean hurry = after == Call.ATTACH && looks <= QUICK_WATCHES;
        if (first || hurry) {
            look(after, first, seen);
        } else {
            int doublings = Math.min(looks / LOOKS_OF_ONE_PACE, MOST_DOUBLINGS);
            node.after(
                    FIRST_PAUSE << doublings,
                    () -> node.fleet.watcher.watch(eni.knownId(), after, false, sink(after, seen)));
        }
    }

    private void look(Call after, boolean first, Consumer<Observation> seen) {
        if (after == Call.ATTACH) {
            node.fleet.attaches.watch(eni.knownId(), first, sink(after, seen));
        } else {
            node.fleet.watcher.watch(eni.knownId(), after, first, sink(after, seen));
        }
    }

    private InterfaceWatcher.Sink sink(Call after, Consumer<Observation> seen) {
        return new InterfaceWatcher.Sink() {
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
        };
    }

    /** Whether an observation was asked so late that a change answered then is in it. */
    boolean isAfter(Observation observation, long changedAt) {
        return observation.askedAt() - changedAt >= node.times().lag().toNanos();
    }
}
