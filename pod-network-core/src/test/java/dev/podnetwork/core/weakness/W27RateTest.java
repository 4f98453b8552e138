package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.cloud.Priority;
import dev.podnetwork.core.cloud.Throttle;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.fake.state.WireFault;
import dev.podnetwork.spi.MetricsSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * W27: a bucket lets the quota of a whole minute out at once and again right after, only the literal {@code Throttling} is understood,
 * and sweeps stand in line with pods. Weak variants: a burst of the whole minute; a literal comparison; one queue.
 */
class W27RateTest {
    private static final int LIMIT = 100;
    private static final String CREATE = "CreateNetworkInterface";

    private static SystemUnderTest limited(int create) {
        return Weak.built(UnaryOperator.identity(), core -> core.rateLimits(Map.of(CREATE, create)));
    }

    private static void noMinuteSeesMoreThanTheLimit(SystemUnderTest system) {
        SmallWorld w = new SmallWorld(
                FakeCloudConfig.strict().withLimits(FakeLimits.published().with(CREATE, LIMIT)), 22);
        for (int i = 0; i < 10; i++) {
            w.trunkNode("n" + i, "a", 30);
        }
        w.start(system)
                .run(SmallWorld.deployment("web", 200), Wish.elastic().one())
                .untilBound(200);
        assertThat(w.cloud.inspect().calls(CREATE).maxPerSlidingMinute()).isLessThanOrEqualTo(LIMIT);
        assertThat(w.cloud.inspect().calls(CREATE).throttled())
                .as("calls turned away")
                .isZero();
    }

    @Test
    void noMinuteSeesMoreCallsThanTheLimit_W27() {
        noMinuteSeesMoreThanTheLimit(limited(LIMIT));
        SystemUnderTest wholeMinuteAtOnce = limited(LIMIT * 10);
        assertThatThrownBy(() -> noMinuteSeesMoreThanTheLimit(wholeMinuteAtOnce))
                .isInstanceOf(AssertionError.class);
    }

    /** What is not literally {@code Throttling} is taken for a mistake of ours. */
    private static final SystemUnderTest LITERAL = CoreSystem.withPorts(ports -> Weak.with(
            ports, Weak.between(ports.cloud(), cloud -> op -> cloud.call(op).thenApply(W27RateTest::literally))));

    private static CloudReply literally(CloudReply reply) {
        if (reply instanceof CloudReply.Failed failed
                && failed.fault().kind() == CloudFault.Kind.THROTTLED
                && !failed.fault().code().equals("Throttling")) {
            return new CloudReply.Failed(CloudFault.of(
                    CloudFault.Kind.INVALID_REQUEST,
                    CloudFault.Scope.ACCOUNT,
                    failed.fault().code(),
                    failed.fault().message()));
        }
        return reply;
    }

    @Test
    void everyThrottlingCodeIsWaitedOut_W27() {
        for (String code : List.of("Throttling", "Throttling.User", "Throttling.Api", "Throttling.Anything")) {
            throttledOnce(CoreSystem.real(), code);
        }
        Weak.shows(system -> throttledOnce(system, "Throttling.Api"), LITERAL);
    }

    private static void throttledOnce(SystemUnderTest system, String code) {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10);
        w.faults.on(CREATE).nth(1).inject(new Fault.Refuse(WireFault.of(400, code, "slow down")));
        w.start(system).run(SmallWorld.bare("one", "n1"), Wish.elastic().one());
        w.until(() -> w.isBound("one"), Duration.ofSeconds(30), "bound in spite of " + code);
    }

    /** In which order calls leave: {@code priorities} says what each asks for. */
    private static List<String> order(UnaryOperator<Priority> priorities) {
        SimWorld world = new SimWorld(1);
        SimProcess process = world.start("p");
        Throttle throttle = new Throttle(process, process::execute, new ApiLimits(Map.of(), 10), MetricsSink.none());
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            throttle.submit("Describe", priorities.apply(Priority.SWEEP), () -> sent.add("sweep"));
        }
        throttle.submit("Describe", priorities.apply(Priority.POD), () -> sent.add("pod"));
        world.runFor(Duration.ofMinutes(5));
        return sent;
    }

    private static void podsGoBeforeSweeps(UnaryOperator<Priority> priorities) {
        assertThat(order(priorities)).hasSize(6).startsWith("sweep", "pod");
    }

    @Test
    void aPodGoesBeforeSweepsThatWaitAlready_W27() {
        podsGoBeforeSweeps(UnaryOperator.identity());
        assertThatThrownBy(() -> podsGoBeforeSweeps(all -> Priority.POD)).isInstanceOf(AssertionError.class);
    }
}
