package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More of the same kind: what happens behind our back, restarts, clocks that jump, and places that changed meanwhile. */
class DriftScenariosTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration DETECTED = Duration.ofMinutes(6);

    private static SmallWorld bound(Wish wish) {
        SmallWorld w = new SmallWorld()
                .trunkNode("n1", "a", 10)
                .trunkNode("n2", "a", 10)
                .start();
        return w.run(SmallWorld.bare("one", "n1"), wish.one()).untilBound("one");
    }

    private static EniId eni(SmallWorld w) {
        return w.recorded("one").interfaces().get(0).eni().id();
    }

    private static SmallWorld retained(Wish wish) {
        SmallWorld w = bound(wish);
        w.cluster.forceDelete(SmallWorld.ref("one"));
        return w.untilPhase("one", AllocationPhase.RETAINED);
    }

    @Test
    void aBoundInterfaceThatWasTornOffIsAttachedAgain() {
        SmallWorld w = bound(Wish.elastic());
        EniId before = eni(w);
        w.runFor(Duration.ofMinutes(1));
        assertThat(w.cloud.tearOff(before)).isTrue();
        w.until(
                () -> w.isBound("one")
                        && w.cloud.inspect().eni(before).orElseThrow().status() == EniStatus.IN_USE,
                DETECTED,
                "attached again");
        assertThat(eni(w)).isEqualTo(before);
    }

    @Test
    void aLivingPodWhoseInterfaceVanishedGetsAnotherOne() {
        SmallWorld w = bound(Wish.elastic());
        EniId before = eni(w);
        w.runFor(Duration.ofMinutes(1));
        assertThat(w.cloud.vanish(before)).isTrue();
        w.until(() -> w.isBound("one") && !eni(w).equals(before), DETECTED, "bound with another interface");
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void aRetainedInterfaceThatVanishedIsForgottenAndTheNextPodIsServed() {
        SmallWorld w = retained(Wish.never());
        w.cloud.vanish(eni(w));
        w.until(() -> w.phase("one") == null, DETECTED, "forgotten");
        w.run(SmallWorld.bare("one", "n1"), Wish.never().one()).untilBound("one");
    }

    @Test
    void aRetainedInterfaceThatSomebodyAttachedIsTakenBack() {
        SmallWorld w = retained(Wish.never());
        w.cloud.call(new CloudOp.AttachEni(
                eni(w), InstanceId.of("i-n2"), w.facts("n2").trunk(), null));
        w.until(
                () -> w.calls("DetachNetworkInterface") == 2
                        && w.cloud.inspect().eni(eni(w)).orElseThrow().status() == EniStatus.AVAILABLE,
                DETECTED,
                "detached again");
        assertThat(w.phase("one")).isEqualTo(AllocationPhase.RETAINED);
    }

    @Test
    void aClockThatJumpsAnHourReleasesNothingEarly() {
        SmallWorld w = retained(Wish.ttl(TTL));
        w.process().jumpClock(Duration.ofHours(1));
        w.runFor(TTL.minusMinutes(2));
        assertThat(w.phase("one")).isEqualTo(AllocationPhase.RETAINED);
        w.process().jumpClock(Duration.ofHours(-2));
        w.until(() -> w.phase("one") == null, Duration.ofMinutes(4), "expired in time");
    }

    @Test
    void aCrashAtAnyMomentOfARetentionKeepsTheAddress() {
        int moments = 0;
        boolean early = true;
        while (early) {
            SmallWorld w = bound(Wish.ttl(TTL));
            String address = w.address("one");
            w.cluster.forceDelete(SmallWorld.ref("one"));
            moments++;
            for (int i = 0; i < moments; i++) {
                w.world.step();
            }
            early = w.phase("one") != AllocationPhase.RETAINED;
            w.crash().start().untilPhase("one", AllocationPhase.RETAINED);
            assertThat(w.address("one")).isEqualTo(address);
            assertThat(w.podEnis()).isEqualTo(1);
        }
        assertThat(moments).as("moments tried").isBetween(10, 500);
    }

    @Test
    void aNodeThatWasReplacedUnderItsNameGetsTheInterfaceOnItsNewInstance() {
        SmallWorld w = bound(Wish.never());
        Allocation before = w.recorded("one");
        w.runFor(Duration.ofMinutes(1));
        NodeFacts other = w.facts("n2");
        w.cloud.releaseInstance(InstanceId.of("i-n1"));
        w.cluster.changeNode(SmallWorld.spec(new NodeFacts(
                NodeRef.of("n1"), other.instance(), other.zone(), false, other.trunk(), other.memberSlots(), 0)));
        w.until(
                () -> w.isBound("one")
                        && other.instance().equals(w.recorded("one").instance()),
                DETECTED.multipliedBy(2),
                "bound on the new instance");
        assertThat(w.address("one")).isEqualTo(Wish.address(before, 0));
    }

    @Test
    void aRetainedMemberReturnsAsASecondaryInterfaceOnAnExclusiveNode() {
        SmallWorld w = retained(Wish.ttl(TTL)).exclusiveNode("x1", "a", 2);
        String address = w.address("one");
        w.run(SmallWorld.bare("one", "x1"), Wish.ttl(TTL).one()).untilBound("one");
        assertThat(w.recorded("one").mode()).isEqualTo(AttachMode.SECONDARY);
        assertThat(w.recorded("one").trunk()).isNull();
        assertThat(w.address("one")).isEqualTo(address);
    }

    @Test
    void aReturningPodWaitsForASlotAndItsAddressDoesNotExpireMeanwhile() {
        SmallWorld w = retained(Wish.ttl(TTL)).trunkNode("n3", "a", 1);
        String address = w.address("one");
        w.run(SmallWorld.bare("other", "n3"), Wish.elastic().one()).untilBound("other");
        w.run(SmallWorld.bare("one", "n3"), Wish.ttl(TTL).one()).runFor(TTL.multipliedBy(2));
        assertThat(w.phase("one")).isEqualTo(AllocationPhase.RETAINED);
        assertThat(w.allocator().explain(SmallWorld.ref("one")).waitsFor())
                .isEqualTo(new ScarceResource(ScarceResource.Kind.NODE_SLOT, "n3"));
        w.cluster.deletePod(SmallWorld.ref("other"));
        w.until(() -> w.isBound("one"), Duration.ofMinutes(2), "bound in the freed slot");
        assertThat(w.address("one")).isEqualTo(address);
    }

    @Test
    void aPolicyThatNamesOtherVSwitchesNowDoesNotTakeAwayWhatIsKept() {
        SmallWorld w = retained(Wish.ttl(TTL));
        String address = w.address("one");
        w.run(SmallWorld.bare("one", "n2"), Wish.ttl(TTL).from("vsw-b").one()).untilBound("one");
        assertThat(w.address("one")).isEqualTo(address);
    }

    @Test
    void aLostReplyToACreateMakesNoSecondInterface() {
        for (boolean crash : new boolean[] {false, true}) {
            SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10).start();
            w.faults.on("CreateNetworkInterface").nth(1).inject(new Fault.LoseReply(null));
            w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one());
            w.until(() -> w.calls("CreateNetworkInterface") == 1, Duration.ofMinutes(1), "sent");
            if (crash) {
                w.crash().start();
            }
            w.untilBound("one");
            assertThat(w.podEnis()).isEqualTo(1);
        }
    }

    @Test
    void anAttachThatFallsBackIsTriedAgain() {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 10).start();
        w.faults.on("AttachNetworkInterface").times(2).inject(new Fault.AttachFallsBack());
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
        assertThat(w.calls("AttachNetworkInterface")).isEqualTo(3);
        assertThat(w.calls("CreateNetworkInterface")).isEqualTo(1);
    }
}
