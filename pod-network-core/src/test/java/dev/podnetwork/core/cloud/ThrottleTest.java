package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final String API = "CreateNetworkInterface";

    private final SimWorld world = new SimWorld(1);
    private final SimProcess process = world.start("p");
    private final Throttle throttle = ThrottleProperties.throttle(process, 10);
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void takeTheOnlyPermit() {
        submit(Priority.POD, "first");
        sent.clear();
    }

    private void submit(Priority priority, String name) {
        throttle.submit(API, priority, () -> sent.add(name));
    }

    @Test
    void aPodThatComesLateGoesBeforeASweepThatWaits() {
        submit(Priority.SWEEP, "sweep");
        submit(Priority.SHRINK, "shrink");
        submit(Priority.WARM_UP, "warm-up");
        submit(Priority.POD, "pod");
        assertThat(throttle.queued()).isEqualTo(4);

        world.runFor(Duration.ofMinutes(1));

        assertThat(sent).containsExactly("pod", "warm-up", "shrink", "sweep");
        assertThat(throttle.queued()).isZero();
    }

    @Test
    void equalsGoInTheOrderTheyCame() {
        for (int i = 0; i < 5; i++) {
            submit(Priority.POD, "pod-" + i);
        }
        world.runFor(Duration.ofMinutes(1));

        assertThat(sent).containsExactly("pod-0", "pod-1", "pod-2", "pod-3", "pod-4");
    }

    @Test
    void pausesWhenTheCloudThrottles() {
        world.runFor(Duration.ofMinutes(1));
        throttle.pause(API, Duration.ofSeconds(20));
        submit(Priority.POD, "pod");

        world.runFor(Duration.ofSeconds(19));
        assertThat(sent).isEmpty();
        world.runFor(Duration.ofSeconds(2));
        assertThat(sent).containsExactly("pod");
    }

    @Test
    void aShorterPauseDoesNotEndALongerOne() {
        world.runFor(Duration.ofMinutes(1));
        throttle.pause(API, Duration.ofSeconds(20));
        throttle.pause(API, Duration.ZERO);
        submit(Priority.POD, "pod");

        world.runFor(Duration.ofSeconds(15));
        assertThat(sent).isEmpty();
    }

    @Test
    void anotherApiIsNotHeldUp() {
        submit(Priority.POD, "pod");
        throttle.submit("DetachNetworkInterface", Priority.SWEEP, () -> sent.add("detach"));

        assertThat(sent).containsExactly("detach");
    }

    @Test
    void whatIsClearedIsNeverSent() {
        submit(Priority.POD, "pod");
        throttle.clear();
        world.runFor(Duration.ofMinutes(5));

        assertThat(sent).isEmpty();
        assertThat(throttle.queued()).isZero();
    }

    @Test
    void whileItWaitsItDoesNotSpin() {
        submit(Priority.POD, "pod");
        long before = world.events();
        world.runFor(Duration.ofMinutes(1));

        assertThat(world.events() - before).isLessThan(10);
    }
}
