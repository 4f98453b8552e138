package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.cloud.DegradationGate;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.cloud.Throttle;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the cloud: degradation gate, then limiter, then fence, then the call, with a guard for the reply. Nothing
 * else calls the port.
 */
public final class CloudCalls {
    private final Env env;
    private final EventLoop loop;
    private final CloudNetwork cloud;
    private final Leadership leadership;
    private final MetricsSink metrics;
    private final Throttle throttle;
    private final DegradationGate gate = new DegradationGate();
    private final long timeout;
    /** Calls of each pod that have not left yet. Read from any thread. */
    private final Map<PodRef, List<Held>> held = new ConcurrentHashMap<>();
    /** Read from any thread. */
    private volatile int inFlight;

    private boolean stopped;

    /** Who asked, and how it ends: exactly one of the two is called, once, on the loop. */
    public interface Caller {
        /** The pod that waits for it, null when none does. */
        default @Nullable PodRef pod() {
            return null;
        }

        /** Looks a last time before sending: null to send, else why not. */
        @Nullable
        default String fence() {
            return null;
        }

        /** The cloud answered, or did not in time. */
        void answered(CloudReply reply, long sentAt);

        /** It was not sent. */
        void dropped(String reason);
    }

    CloudCalls(
            Env env,
            EventLoop loop,
            CloudNetwork cloud,
            Leadership leadership,
            MetricsSink metrics,
            Settings settings) {
        this(env, loop, cloud, leadership, metrics, settings.limits(), settings.callTimeout());
    }

    private CloudCalls(
            Env env,
            EventLoop loop,
            CloudNetwork cloud,
            Leadership leadership,
            MetricsSink metrics,
            ApiLimits limits,
            Duration timeout) {
        this.env = env;
        this.loop = loop;
        this.cloud = cloud;
        this.leadership = leadership;
        this.metrics = metrics;
        this.throttle = new Throttle(env, loop::post, limits, metrics);
        this.timeout = timeout.toNanos();
    }

    /** The way of a process that has no election: it may always act. */
    public static CloudCalls ofOne(
            Env env, EventLoop loop, CloudNetwork cloud, MetricsSink metrics, ApiLimits limits, Duration timeout) {
        return new CloudCalls(env, loop, cloud, Leadership.always(), metrics, limits, timeout);
    }

    /** Sends when the switch, the limiter and the caller permit it. */
    public void call(CloudOp op, Priority priority, Caller caller) {
        if (gate.level().permits(op)) {
            new Queued(op, priority, caller).submit();
            return;
        }
        Held parked = new Held(op.api(), true, 0);
        hold(caller, parked);
        gate.pass(op, () -> {
            letGo(caller, parked);
            new Queued(op, priority, caller).submit();
        });
    }

    /** A call at the limiter; it is held only if it does not leave at once. */
    private final class Queued implements Runnable {
        private final CloudOp op;
        private final Priority priority;
        private final Caller caller;
        private boolean left;
        private @Nullable Held queued;

        Queued(CloudOp op, Priority priority, Caller caller) {
            this.op = op;
            this.priority = priority;
            this.caller = caller;
        }

        void submit() {
            long place = throttle.place(op.api());
            throttle.submit(op.api(), priority, this);
            if (!left) {
                queued = new Held(op.api(), false, place);
                hold(caller, queued);
            }
        }

        @Override
        public void run() {
            left = true;
            if (queued != null) {
                letGo(caller, queued);
            }
            leave(op, priority, caller);
        }
    }

    private void hold(Caller caller, Held call) {
        PodRef pod = caller.pod();
        if (pod != null) {
            held.merge(pod, List.of(call), (before, one) -> {
                List<Held> both = new ArrayList<>(before);
                both.addAll(one);
                return List.copyOf(both);
            });
        }
    }

    @SuppressWarnings("ReferenceEquality") // this call, not one like it
    private void letGo(Caller caller, Held call) {
        PodRef pod = caller.pod();
        if (pod != null) {
            held.computeIfPresent(pod, (key, calls) -> {
                List<Held> left = calls.stream().filter(each -> each != call).toList();
                return left.isEmpty() ? null : left;
            });
        }
    }

    /** The first of the pod's calls that have not left yet, null when all have. From any thread. */
    @Nullable
    Held held(PodRef pod) {
        List<Held> calls = held.get(pod);
        return calls == null ? null : calls.get(0);
    }

    /** The pod's calls that have not left yet. From any thread. */
    List<Held> allHeld(PodRef pod) {
        return held.getOrDefault(pod, List.of());
    }

    Throttle throttle() {
        return throttle;
    }

    /** Drops what waits; replies still under way are heard by nobody. */
    public void stop() {
        stopped = true;
        throttle.clear();
    }

    /** Turns the degradation switch. */
    public void degrade(Degradation level) {
        gate.set(level);
    }

    /** Where the degradation switch is. */
    public Degradation degradation() {
        return gate.level();
    }

    /** Calls that the switch holds back. */
    public int parked() {
        return gate.parked();
    }

    /** Calls that wait for the limiter. */
    public int queued() {
        return throttle.queued();
    }

    /** The share of an API's calls at once that would leave now: 1 when all are left, 0 when the next one waits. */
    public double left(String api) {
        return throttle.left(api);
    }

    /** Calls that were sent and not answered. */
    public int inFlight() {
        return inFlight;
    }

    private void leave(CloudOp op, Priority priority, Caller caller) {
        if (!gate.level().permits(op)) {
            call(op, priority, caller);
            return;
        }
        String reason = stopped ? "stopped" : fence(op, caller);
        if (reason != null) {
            caller.dropped(reason);
        } else {
            send(op, caller);
        }
    }

    @Nullable
    private String fence(CloudOp op, Caller caller) {
        if (op.mutating() && leadership.deadline() - timeout < env.ticks()) {
            return "leadership ends too soon";
        }
        return caller.fence();
    }

    private void send(CloudOp op, Caller caller) {
        Pending pending = new Pending(op, caller, env.ticks());
        inFlight = inFlight + 1;
        pending.guard = loop.postAfter(timeout, () -> pending.end(() -> unanswered(op)));
        Replies.of(() -> cloud.call(op))
                .whenComplete((reply, failure) -> loop.post(() -> pending.end(() -> {
                    if (failure != null || reply == null) {
                        return unanswered(op);
                    }
                    return reply;
                })));
    }

    private CloudReply unanswered(CloudOp op) {
        String message = "no answer to " + op.api() + " within " + Duration.ofNanos(timeout);
        return new CloudReply.Failed(
                op.mutating()
                        ? CloudFault.lostReply(message)
                        : CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "Timeout", message));
    }

    /** A call that was sent; the first of reply and guard ends it. */
    private final class Pending {
        private final CloudOp op;
        private final Caller caller;
        private final long sentAt;
        private boolean ended;

        Env.@Nullable Timer guard;

        Pending(CloudOp op, Caller caller, long sentAt) {
            this.op = op;
            this.caller = caller;
            this.sentAt = sentAt;
        }

        void end(Supplier<CloudReply> with) {
            if (ended) {
                return;
            }
            ended = true;
            inFlight = inFlight - 1;
            if (guard != null) {
                guard.cancel();
            }
            CloudReply reply = with.get();
            CloudFault fault = reply instanceof CloudReply.Failed failed ? failed.fault() : null;
            metrics.cloudCall(op.api(), fault == null ? null : fault.kind(), env.ticks() - sentAt);
            if (fault != null && fault.kind() == CloudFault.Kind.THROTTLED) {
                throttle.pause(op.api(), fault.retryAfter() == null ? Duration.ZERO : fault.retryAfter());
            }
            caller.answered(reply, sentAt);
        }
    }
}
