package dev.podnetwork.k8s.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.Explanation.State;
import dev.podnetwork.api.allocation.ScarceResource.Kind;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.TraceSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events a pod gets: none when it never waits, one a change of reason, one a minute. */
class WaitReporterTest {
    private static final PodRef POD = PodRef.of("team-a", "web-0");

    private final SimWorld world = new SimWorld(3);
    private final SimProcess process = world.start("reporter");
    private final List<EventWriter.Words> said = new ArrayList<>();
    private boolean leads = true;
    private final WaitReporter reporter = new WaitReporter(process, () -> leads, (pod, words) -> said.add(words));

    private void step(Explanation explanation) {
        reporter.step(new TraceSink.Step(process.ticks(), POD, List.of(), null, null, List.of(), explanation));
    }

    private static Explanation waits(String vSwitch) {
        return Explanation.waiting(
                Kind.VSWITCH_ADDRESS, vSwitch, "vSwitch " + vSwitch + " is full", Duration.ofSeconds(20));
    }

    private void pass(int seconds) {
        world.runFor(Duration.ofSeconds(seconds));
    }

    @Test
    void aPodThatNeverWaitsGetsNoEvent() {
        step(Explanation.of(State.WORKING, "creating"));
        step(Explanation.of(State.BOUND, "10.0.0.7"));
        pass(60);
        assertThat(said).isEmpty();
    }

    @Test
    void aPodThatWaitsForAMomentGetsNoEvent() {
        step(waits("vsw-1"));
        pass(2);
        step(Explanation.of(State.BOUND, "10.0.0.7"));
        pass(60);
        assertThat(said).isEmpty();
    }

    @Test
    void aPodThatWaitsIsToldWhyAndUntilWhenOnceAndThatItIsOver() {
        for (int i = 0; i < 300; i++) {
            step(waits("vsw-1"));
            pass(1);
        }
        assertThat(said).hasSize(1);
        assertThat(said.get(0).note()).contains("vsw-1").contains("20 s");
        step(Explanation.of(State.BOUND, "10.0.0.7"));
        pass(60);
        assertThat(said).hasSize(2);
        assertThat(said.get(1).warning()).isFalse();
    }

    @Test
    void whatLastsIsSaidAgainBeforeTheServerForgetsIt() {
        step(waits("vsw-1"));
        pass(4 * 3600 + 60);
        assertThat(said).hasSize(9).allSatisfy(words -> assertThat(words.note()).contains("vsw-1"));
        step(Explanation.of(State.WORKING, "creating"));
        pass(3600);
        assertThat(said).as("while it goes on it is no reason").hasSize(9);
        step(waits("vsw-1"));
        pass(3600);
        assertThat(said).hasSize(11);
        step(Explanation.of(State.BOUND, "10.0.0.7"));
        pass(4 * 3600);
        assertThat(said).hasSize(12);
    }

    @Test
    void anotherReasonIsAnotherEventOnceAMinuteAtMost() {
        for (int i = 0; i < 600; i++) {
            step(waits(i % 2 == 0 ? "vsw-1" : "vsw-2"));
            pass(1);
        }
        assertThat(said.size()).isBetween(2, 11);
    }

    @Test
    void aNodeThatIsStillBeingReadIsNoEvent() {
        reporter.waitsForNode(POD, NodeRef.of("n1"), "the limits of its instance type are not known yet");
        pass(8);
        step(Explanation.of(State.BOUND, "10.0.0.7"));
        pass(60);
        assertThat(said).isEmpty();
        reporter.waitsForNode(POD, NodeRef.of("n1"), "can not found zone of node n1");
        pass(60);
        assertThat(said).hasSize(1);
    }

    @Test
    void aPodThatGoesOnIsNotToldWhatItWaitedForBefore() {
        reporter.waitsForNode(POD, NodeRef.of("n1"), "the limits of its instance type are not known yet");
        pass(1);
        step(Explanation.of(State.WORKING, "creating"));
        pass(60);
        assertThat(said).isEmpty();
        step(waits("vsw-1"));
        pass(60);
        assertThat(said).hasSize(1);
        assertThat(said.get(0).note()).contains("vsw-1");
        step(Explanation.of(State.WORKING, "creating"));
        step(Explanation.of(State.BOUND, "10.0.0.7"));
        pass(60);
        assertThat(said).hasSize(2);
        assertThat(said.get(1).reason()).isEqualTo("PodNetworkBound");
    }

    @Test
    void whatAProcessHasToSayBeforeItLeadsItSaysWhenItDoes() {
        leads = false;
        reporter.rejected(POD, "the pod was admitted without its policy");
        reporter.rejected(PodRef.of("team-a", "gone"), "x");
        reporter.note(POD, new EventWriter.Words(true, "PodNetworkingAmbiguous", "CreatePod", "a, b", true));
        reporter.note(
                PodRef.of("team-a", "gone"),
                new EventWriter.Words(true, "PodNetworkingAmbiguous", "CreatePod", "c, d"));
        pass(60);
        reporter.forget(PodRef.of("team-a", "gone"));
        assertThat(said).isEmpty();
        leads = true;
        reporter.begin();
        pass(5);
        assertThat(said)
                .extracting(EventWriter.Words::reason)
                .containsExactlyInAnyOrder("PodNetworkingAmbiguous", "PodCreateFailed");
        reporter.begin();
        pass(60);
        assertThat(said).hasSize(2);
    }

    @Test
    void whoLeadsNoMoreRemindsNobodyUntilItLeadsAgain() {
        reporter.rejected(POD, "the pod was admitted without its policy");
        pass(1);
        leads = false;
        pass(2 * 3600);
        assertThat(said).hasSize(1);
        leads = true;
        reporter.begin();
        pass(5);
        assertThat(said).hasSize(2);
    }

    @Test
    void aRefusalIsSaidAtOnceAndNobodyIsToldOfAPodThatIsGone() {
        reporter.rejected(POD, "eniType ENI needs an exclusive node");
        pass(1);
        assertThat(said).hasSize(1);
        assertThat(said.get(0).reason()).isEqualTo("PodCreateFailed");
        reporter.forget(POD);
        reporter.rejected(PodRef.of("team-a", "other"), "x");
        reporter.forget(PodRef.of("team-a", "other"));
        pass(60);
        assertThat(said).hasSize(1);
    }
}
