package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.cloud.DegradationGate;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.cloud.Throttle;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The way to the cloud: gate, limiter, fence, call, guard. */
class CloudCallsTest {
    private static final EniId ENI = EniId.of("eni-1");
    private static final CloudOp ATTACH = new CloudOp.AttachEni(ENI, InstanceId.of("i-1"), null, null);
    private static final CloudOp DETACH = new CloudOp.DetachEni(ENI, InstanceId.of("i-1"), null);
    private static final CloudOp DELETE = new CloudOp.DeleteEni(ENI);
    private static final CloudOp DESCRIBE = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(ENI)), null, 10);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final SimWorld world = new SimWorld(1);
    private final SimProcess process = world.start("p");
    private final EventLoop loop = new EventLoop(process);
    private final List<CloudOp> sent = new ArrayList<>();
    private final List<CompletableFuture<CloudReply>> replies = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private long deadline = Long.MAX_VALUE;
    private @Nullable String moved;
    private CloudNetwork cloud = op -> {
        sent.add(op);
        CompletableFuture<CloudReply> reply = new CompletableFuture<>();
        replies.add(reply);
        return reply;
    };

    private CloudCalls calls(int perMinute) {
        Settings settings = new Settings(
                ClusterId.of("c-1"),
                Bounds.DEFAULT,
                new ApiLimits(Map.of(), perMinute),
                100,
                TIMEOUT,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));
        return new CloudCalls(process, loop, op -> cloud.call(op), () -> deadline, MetricsSink.none(), settings);
    }

    private void call(CloudCalls calls, CloudOp op) {
        calls.call(op, Priority.POD, new CloudCalls.Caller() {
            @Override
            public @Nullable String fence() {
                return moved;
            }

            @Override
            public void answered(CloudReply reply, long sentAt) {
                heard.add(
                        reply instanceof CloudReply.Failed failed
                                ? failed.fault().kind().name()
                                : "answered");
            }

            @Override
            public void dropped(String reason) {
                heard.add("dropped: " + reason);
            }
        });
    }

    private void pass(Duration time) {
        world.runFor(time);
    }

    @Test
    void aMutatingCallWithoutAnswerMayHaveBeenAppliedAndAReadWasNot() {
        CloudCalls calls = calls(500);
        call(calls, ATTACH);
        call(calls, DESCRIBE);
        assertThat(calls.inFlight()).isEqualTo(2);
        pass(TIMEOUT.plusMillis(1));
        assertThat(heard).containsExactly("OUTCOME_UNKNOWN", "UNAVAILABLE");
        assertThat(calls.inFlight()).isZero();
    }

    @Test
    void anAnswerAfterTheTimeoutIsHeardByNobody() {
        CloudCalls calls = calls(500);
        call(calls, ATTACH);
        pass(TIMEOUT.plusMillis(1));
        replies.get(0).complete(CloudReply.Accepted.INSTANCE);
        pass(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("OUTCOME_UNKNOWN");
    }

    @Test
    void anAnswerInTimeEndsTheGuard() {
        call(calls(500), ATTACH);
        replies.get(0).complete(CloudReply.Accepted.INSTANCE);
        pass(Duration.ofMinutes(1));
        assertThat(heard).containsExactly("answered");
    }

    @Test
    void aBackendThatThrowsIsACallWithoutAnswer() {
        cloud = op -> {
            throw new IllegalStateException("not connected");
        };
        CloudCalls calls = calls(500);
        call(calls, ATTACH);
        call(calls, DESCRIBE);
        pass(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("OUTCOME_UNKNOWN", "UNAVAILABLE");
    }

    @Test
    void nothingIsChangedLessThanOneTimeoutBeforeLeadershipEnds() {
        CloudCalls calls = calls(500);
        deadline = process.ticks() + TIMEOUT.toNanos() - 1;
        call(calls, ATTACH);
        call(calls, DESCRIBE);
        assertThat(heard).containsExactly("dropped: leadership ends too soon");
        assertThat(sent).containsExactly(DESCRIBE);
        deadline = process.ticks() + TIMEOUT.toNanos();
        call(calls, ATTACH);
        assertThat(sent).containsExactly(DESCRIBE, ATTACH);
    }

    @Test
    void theFenceLooksWhenTheCallLeavesNotWhenItIsAskedFor() {
        CloudCalls calls = calls(10);
        call(calls, ATTACH);
        call(calls, ATTACH);
        assertThat(sent).hasSize(1);
        moved = "the record moved on";
        pass(Duration.ofMinutes(1));
        assertThat(sent).hasSize(1);
        assertThat(heard).contains("dropped: the record moved on");
    }

    @Test
    void aThrottledApiPauses() {
        CloudCalls calls = calls(500);
        call(calls, ATTACH);
        CloudFault fault = new CloudFault(
                CloudFault.Kind.THROTTLED,
                CloudFault.Scope.ACCOUNT,
                Duration.ofSeconds(30),
                "Throttling",
                true,
                "slow");
        replies.get(0).complete(new CloudReply.Failed(fault));
        pass(Duration.ofMillis(1));
        call(calls, ATTACH);
        pass(Duration.ofSeconds(29));
        assertThat(sent).hasSize(1);
        pass(Duration.ofSeconds(2));
        assertThat(sent).hasSize(2);
    }

    @Test
    void whatComesAfterStopIsDropped() {
        CloudCalls calls = calls(500);
        calls.stop();
        call(calls, ATTACH);
        assertThat(heard).containsExactly("dropped: stopped");
        assertThat(sent).isEmpty();
    }

    /** A way to the cloud with a switch. */
    private interface Way {
        void call(CloudOp op);

        void degrade(Degradation level);
    }

    /** W33: the emergency switch holds for every call, also for those that wait for their turn already. */
    private void theSwitchHoldsForCallsThatWait(Way way) {
        way.call(DETACH);
        way.call(DETACH);
        way.call(ATTACH);
        sent.clear();
        way.degrade(Degradation.L0);
        pass(Duration.ofMinutes(5));
        assertThat(sent).isEmpty();
        way.degrade(Degradation.OFF);
        pass(Duration.ofMinutes(5));
        assertThat(sent).containsExactly(DETACH);
    }

    @Test
    void l0StopsCallsThatAlreadyWaitInTheLimiter_W33() {
        CloudCalls calls = calls(10);
        theSwitchHoldsForCallsThatWait(new Way() {
            @Override
            public void call(CloudOp op) {
                CloudCallsTest.this.call(calls, op);
            }

            @Override
            public void degrade(Degradation level) {
                calls.degrade(level);
            }
        });
    }

    @Test
    void aSwitchThatIsOnlyLookedAtBeforeTheLimiterFailsThere_W33() {
        DegradationGate gate = new DegradationGate();
        Throttle throttle = new Throttle(process, loop::post, new ApiLimits(Map.of(), 10), MetricsSink.none());
        Way weak = new Way() {
            @Override
            public void call(CloudOp op) {
                gate.pass(op, () -> throttle.submit(op.api(), Priority.POD, () -> sent.add(op)));
            }

            @Override
            public void degrade(Degradation level) {
                gate.set(level);
            }
        };
        assertThatThrownBy(() -> theSwitchHoldsForCallsThatWait(weak)).isInstanceOf(AssertionError.class);
    }

    @Test
    void l1HoldsBackOnlyWhatReleasesAndNothingFails_W33() {
        CloudCalls calls = calls(500);
        calls.degrade(Degradation.L1);
        List.of(ATTACH, DETACH, DELETE, DESCRIBE).forEach(op -> call(calls, op));
        pass(Duration.ofSeconds(1));
        assertThat(sent).containsExactly(ATTACH, DESCRIBE);
        assertThat(calls.parked()).isEqualTo(2);
        assertThat(heard).isEmpty();

        calls.degrade(Degradation.OFF);
        pass(Duration.ofSeconds(1));
        assertThat(sent).containsExactly(ATTACH, DESCRIBE, DETACH, DELETE);
        assertThat(calls.parked()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void aParkedCallIsFencedWhenItGoesOn() {
        CloudCalls calls = calls(500);
        calls.degrade(Degradation.L0);
        call(calls, DELETE);
        pass(Duration.ofHours(1));
        moved = "the record is gone";
        calls.degrade(Degradation.OFF);
        pass(Duration.ofSeconds(1));
        assertThat(sent).isEmpty();
        assertThat(heard).containsExactly("dropped: the record is gone");
    }
}
