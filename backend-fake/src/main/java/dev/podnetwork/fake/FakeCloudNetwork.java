package dev.podnetwork.fake;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.FakeCloud.Served;
import dev.podnetwork.fake.state.WireFault;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The port of one process to a {@link FakeCloud}: the way there, the way back, and what the {@link FaultPlan} does to them.
 *
 * <p>A request travels on the cloud's clock, so it arrives even if the process that sent it is gone; a reply travels on the
 * process's {@link Env}, so a process that is gone never gets it. The stage of a call whose reply is lost without notice
 * never completes. Thread-safe.
 */
public final class FakeCloudNetwork implements CloudNetwork {
    private final FakeCloud cloud;
    private final Env env;
    private final FaultPlan plan;
    private final FakeLatencies latencies;
    private final SplitMix64 chance;
    private final Set<CompletableFuture<CloudReply>> open = new LinkedHashSet<>();
    private Duration history = Duration.ZERO;
    private boolean closed;

    /** A port without faults, with realistic latencies. */
    public static FakeCloudNetwork of(FakeCloud cloud, Env env) {
        return new FakeCloudNetwork(cloud, env, FaultPlan.none(), FakeLatencies.REALISTIC);
    }

    /** The port of the process that runs on {@code env}; its chance for latencies comes from that Env's. */
    public FakeCloudNetwork(FakeCloud cloud, Env env, FaultPlan plan, FakeLatencies latencies) {
        this.cloud = cloud;
        this.env = env;
        this.plan = plan;
        this.latencies = latencies;
        this.chance = new SplitMix64(env.nextLong());
        synchronized (open) {
            keepHistory();
        }
    }

    @Override
    public CompletionStage<CloudReply> call(CloudOp op) {
        CompletableFuture<CloudReply> stage = new CompletableFuture<>();
        Fault fault = plan.next(op, cloud.now());
        long way;
        synchronized (open) {
            if (closed) {
                stage.complete(unavailable("the port is closed"));
                return stage;
            }
            open.add(stage);
            keepHistory();
            way = latencies.request().pick(chance);
        }
        send(new Sent(op, fault, stage), way);
        return stage;
    }

    /** Calls under way end as unknown, and later ones as not taken; the cloud may still apply what is on its way. */
    @Override
    public void close() {
        Set<CompletableFuture<CloudReply>> left;
        synchronized (open) {
            closed = true;
            left = new LinkedHashSet<>(open);
            open.clear();
        }
        left.forEach(stage -> stage.complete(new CloudReply.Failed(CloudFault.lostReply("the port was closed"))));
    }

    /** Rules may be added at any time, and a stale answer needs what was before. */
    private void keepHistory() {
        Duration needed = plan.staleHorizon();
        if (needed.compareTo(history) > 0) {
            history = needed;
            cloud.keepHistory(needed);
        }
    }

    private record Sent(CloudOp op, @Nullable Fault fault, CompletableFuture<CloudReply> stage) {}

    private void send(Sent sent, long wayNanos) {
        long hold = sent.fault() instanceof Fault.LateApply late ? late.hold().toNanos() : 0;
        cloud.clock().schedule(wayNanos + hold, () -> arrive(sent));
    }

    private void arrive(Sent sent) {
        Fault fault = sent.fault();
        if (fault instanceof Fault.Reset) {
            plan.happened(fault, sent.op(), null);
            answer(sent, unavailable("connection reset before the request was sent"), 0);
        } else if (fault instanceof Fault.Refuse refuse) {
            turnAway(sent, fault, refuse.fault(), refuse.after());
        } else if (fault instanceof Fault.Throttle throttle) {
            String message = "Request was denied due to user flow control.";
            turnAway(sent, fault, new WireFault(400, "Throttling.User", message, throttle.retryAfter()), Duration.ZERO);
        } else {
            apply(sent);
        }
    }

    private void turnAway(Sent sent, Fault fault, WireFault refusal, Duration after) {
        plan.happened(fault, sent.op(), null);
        cloud.turnedAway(sent.op(), fault instanceof Fault.Throttle);
        answer(sent, new CloudReply.Failed(FakeFaults.of(refusal)), after.toNanos());
    }

    private void apply(Sent sent) {
        Fault fault = sent.fault();
        Served served = cloud.serve(sent.op(), disturbance(fault));
        CloudReply reply = served.reply();
        if (fault != null) {
            aftermath(sent.op(), fault, reply);
        }
        if (fault instanceof Fault.LoseReply lost) {
            Duration noticedAfter = lost.noticedAfter();
            if (noticedAfter != null) {
                CloudFault unknown =
                        CloudFault.lostReply("no reply to " + sent.op().api());
                answer(sent, new CloudReply.Failed(unknown), noticedAfter.toNanos());
            }
        } else if (!(fault instanceof Fault.LateApply late && late.replyLost())) {
            answer(sent, reply, served.processingNanos());
        }
    }

    private static Disturbance disturbance(@Nullable Fault fault) {
        if (fault instanceof Fault.LateEffect late) {
            return Disturbance.delayed(late.delay().toNanos());
        }
        if (fault instanceof Fault.SlowAttach slow) {
            return Disturbance.delayed(slow.delay().toNanos());
        }
        if (fault instanceof Fault.AttachFallsBack) {
            return Disturbance.fallingBack();
        }
        if (fault instanceof Fault.Stuck) {
            return Disturbance.hanging();
        }
        if (fault instanceof Fault.StaleDescribe stale) {
            return Disturbance.stale(stale.age().toNanos());
        }
        return fault instanceof Fault.EmptyDescribe ? Disturbance.seeingNothing() : Disturbance.NONE;
    }

    /** Counts the fault, or sets off what is to happen behind our back; a refused call has no aftermath. */
    private void aftermath(CloudOp op, Fault fault, CloudReply reply) {
        if (reply instanceof CloudReply.Failed && !(fault instanceof Fault.LoseReply)) {
            return;
        }
        EniId eni = subject(op, reply);
        InstanceId instance = instance(op);
        if (fault instanceof Fault.EniVanishes vanishes && eni != null) {
            strikeLater(op, fault, eni, vanishes.after(), () -> cloud.vanish(eni));
        } else if (fault instanceof Fault.EniTornOff torn && eni != null) {
            strikeLater(op, fault, eni, torn.after(), () -> cloud.tearOff(eni));
        } else if (fault instanceof Fault.InstanceVanishes gone && instance != null) {
            strikeLater(op, fault, null, gone.after(), () -> cloud.releaseInstance(instance));
        } else {
            plan.happened(fault, op, null);
        }
    }

    private void strikeLater(CloudOp op, Fault fault, @Nullable EniId eni, Duration after, BooleanSupplier strike) {
        cloud.clock().schedule(after.toNanos(), () -> {
            if (strike.getAsBoolean()) {
                plan.happened(fault, op, eni);
            }
        });
    }

    private static @Nullable EniId subject(CloudOp op, CloudReply reply) {
        if (reply instanceof CloudReply.EniCreated created) {
            return created.eni().id();
        } else if (reply instanceof CloudReply.LeniCreated created) {
            return created.leni();
        } else if (op instanceof LeniOp.AttachLeni attach) {
            return attach.leni();
        }
        return op instanceof CloudOp.AttachEni attach ? attach.eni() : null;
    }

    private static @Nullable InstanceId instance(CloudOp op) {
        if (op instanceof LeniOp.CreateLeni create) {
            return create.node();
        } else if (op instanceof LeniOp.AttachLeni attach) {
            return attach.node();
        }
        return op instanceof CloudOp.AttachEni attach ? attach.instance() : null;
    }

    private void answer(Sent sent, CloudReply reply, long afterNanos) {
        long way;
        synchronized (open) {
            way = latencies.reply().pick(chance);
        }
        Env.Timer unused = env.schedule(afterNanos + way, () -> {
            synchronized (open) {
                open.remove(sent.stage());
            }
            sent.stage().complete(reply);
        });
    }

    private static CloudReply unavailable(String message) {
        return new CloudReply.Failed(
                CloudFault.of(CloudFault.Kind.UNAVAILABLE, CloudFault.Scope.ACCOUNT, "ConnectionFailed", message));
    }
}
