package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.Fault;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lingjun nodes: which API serves their pods, and what its interfaces do that others do not. */
class LingjunScenariosTest {
    private static final Duration TTL = Duration.ofMinutes(30);
    private static final Duration DETECTED = Duration.ofMinutes(6);
    private static final String LIST = "ListElasticNetworkInterfaces";
    private static final String CREATE = "CreateElasticNetworkInterface";

    private static SmallWorld world() {
        return new SmallWorld().lingjunNode("l1", "a", 3, null).lingjunNode("l2", "a", 3, null);
    }

    private static SmallWorld bound(Wish wish) {
        return world().start().run(SmallWorld.bare("one", "l1"), wish.one()).untilBound("one");
    }

    private static EniId eni(SmallWorld w) {
        return Objects.requireNonNull(w.recorded("one").interfaces().get(0).eni())
                .id();
    }

    private static EniDescription seen(SmallWorld w) {
        return w.cloud.inspect().eni(eni(w)).orElseThrow();
    }

    private static SmallWorld retained(SmallWorld w) {
        w.run(SmallWorld.bare("one", "l1"), Wish.ttl(TTL).one()).untilBound("one");
        w.cluster.forceDelete(SmallWorld.ref("one"));
        return w.untilPhase("one", AllocationPhase.RETAINED);
    }

    private static SmallWorld backOn(SmallWorld w, String node) {
        return w.run(SmallWorld.bare("one", node), Wish.ttl(TTL).one()).untilBound("one");
    }

    @Test
    void aPodGetsALingjunInterfaceThatItsCreationAttaches() {
        SmallWorld w = bound(Wish.elastic());
        assertThat(eni(w).value()).startsWith("leni-");
        assertThat(seen(w).status()).isEqualTo(EniStatus.IN_USE);
        assertThat(seen(w).attachment()).isNotNull();
        assertThat(seen(w).attachment().instance()).isEqualTo(InstanceId.of("e01-l1"));
        assertThat(w.address("one")).isEqualTo(seen(w).primaryIpv4());
        assertThat(w.calls(CREATE)).isEqualTo(1);
        assertThat(w.calls("AttachElasticNetworkInterface")).isZero();
        assertThat(w.calls("CreateNetworkInterface")).isZero();
        assertThat(w.calls("DescribeNetworkInterfaces")).isZero();
    }

    @Test
    void anElasticPodThatGoesTakesItsInterfaceWithIt() {
        SmallWorld w = bound(Wish.elastic());
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(w.podEnis()).isZero();
        assertThat(w.calls("DetachElasticNetworkInterface")).isEqualTo(1);
        assertThat(w.calls("DeleteElasticNetworkInterface")).isEqualTo(1);
        assertThat(w.calls("DetachNetworkInterface")).isZero();
    }

    @Test
    void aFixedAddressComesBackOnAnotherLingjunNode() {
        SmallWorld w = retained(world().start());
        EniId before = eni(w);
        String address = w.address("one");
        assertThat(seen(w).status()).isEqualTo(EniStatus.AVAILABLE);

        backOn(w, "l2");
        assertThat(eni(w)).isEqualTo(before);
        assertThat(w.address("one")).isEqualTo(address);
        assertThat(seen(w).attachment().instance()).isEqualTo(InstanceId.of("e01-l2"));
        assertThat(w.calls("AttachElasticNetworkInterface")).isEqualTo(1);
    }

    @Test
    void aFixedLingjunAddressWaitsForALingjunNodeAndSaysSo() {
        SmallWorld w = retained(world().exclusiveNode("x1", "a", 3).start());
        w.run(SmallWorld.bare("one", "x1"), Wish.ttl(TTL).one()).runFor(Duration.ofMinutes(3));
        assertThat(w.phase("one")).isEqualTo(AllocationPhase.RETAINED);
        assertThat(w.explained("one"))
                .contains("node x1")
                .contains(eni(w).value())
                .contains("Lingjun node");

        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.runFor(Duration.ofMinutes(1));
        backOn(w, "l2");
    }

    @Test
    void theRecordCarriesTheApiOfItsNode_D10() {
        SmallWorld w = new SmallWorld().exclusiveNode("x1", "a", 3);
        w.cluster.changeNode(SmallWorld.spec(w.facts("x1").withApi(EnoApi.lingjun("ecs-hdeni"))));
        w.start().run(SmallWorld.bare("one", "x1"), Wish.elastic().one()).untilBound("one");

        assertThat(w.recorded("one").api()).isEqualTo(EnoApi.lingjun("ecs-hdeni"));
        assertThat(eni(w).value()).startsWith("eni-");
        assertThat(w.calls(CREATE)).isZero();
    }

    @Test
    void anotherApiOfTheNextNodeIsRemoved_D16() {
        SmallWorld w = ecsNodes("ecs-hdeni", null);
        assertThat(w.recorded("one").api().annotation()).isEqualTo("ecs-hdeni");

        Allocation back = backOn(w, "x2").recorded("one");
        assertThat(back.api()).isEqualTo(EnoApi.lingjun(null));
        assertThat(back.node().value()).isEqualTo("x2");
    }

    @Test
    void anOrdinaryNodeRemovesItToo_D16() {
        SmallWorld w = ecsNodes("ecs-hdeni", null);
        w.cluster.changeNode(SmallWorld.spec(w.facts("x2").withApi(EnoApi.NONE)));
        w.runFor(Duration.ofSeconds(5));

        Allocation back = backOn(w, "x2").recorded("one");
        assertThat(back.api()).isEqualTo(EnoApi.NONE);
        assertThat(back.node().value()).isEqualTo("x2");
    }

    @Test
    void anotherApiOfTheNextNodeIsTaken_D17() {
        SmallWorld w = ecsNodes(null, "ecs-hdeni");
        assertThat(w.recorded("one").api().annotation()).isNull();

        Allocation back = backOn(w, "x2").recorded("one");
        assertThat(back.api()).isEqualTo(EnoApi.lingjun("ecs-hdeni"));
        assertThat(back.node().value()).isEqualTo("x2");
        assertThat(seen(w).status()).isEqualTo(EniStatus.IN_USE);
    }

    /** Two instances of ECS, of which a retained record saw the first as a Lingjun node with this annotation, or as an ordinary one. */
    private static SmallWorld ecsNodes(@Nullable String first, @Nullable String second) {
        SmallWorld w = new SmallWorld().exclusiveNode("l1", "a", 3).exclusiveNode("x2", "a", 3);
        if (first != null) {
            w.cluster.changeNode(SmallWorld.spec(w.facts("l1").withApi(EnoApi.lingjun(first))));
        }
        w.cluster.changeNode(SmallWorld.spec(w.facts("x2").withApi(EnoApi.lingjun(second))));
        return retained(w.start());
    }

    @Test
    void anInterfaceThatCannotBeDescribedIsNotBound_F10() {
        SmallWorld w = world().start();
        w.faults.on(LIST).inject(Fault.refusal(503, "ServiceUnavailable", "The service is unavailable."));
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one()).runFor(Duration.ofMinutes(4));
        assertThat(w.phase("one")).isEqualTo(AllocationPhase.ATTACHING);
        assertThat(w.calls(CREATE)).isEqualTo(1);

        w.faults.stop();
        w.untilBound("one");
        assertThat(w.calls(CREATE)).isEqualTo(1);
    }

    @Test
    void anInterfaceThatIsNotFoundIsMadeAgain_F10() {
        SmallWorld w = world().start();
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one()).untilPhase("one", AllocationPhase.ATTACHING);
        EniId lost = eni(w);
        assertThat(w.cloud.vanish(lost)).isTrue();

        w.untilBound("one");
        assertThat(eni(w)).isNotEqualTo(lost);
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void anInterfaceThatIsBeingDeletedIsNotBound_F10() {
        SmallWorld w = world().start();
        w.faults.on(CREATE).times(1).inject(new Fault.LateEffect(Duration.ofMinutes(10)));
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one()).untilPhase("one", AllocationPhase.ATTACHING);
        EniId going = eni(w);
        w.cloud.tearOff(going);
        w.until(() -> !w.cloud.inspect().eni(going).isPresent() || w.isBound("one"), Duration.ofMinutes(15), "either");
        w.untilBound("one");
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void aBoundInterfaceThatSomebodyDeletesIsMadeAgain_F10() {
        SmallWorld w = bound(Wish.ttl(TTL));
        EniId going = eni(w);
        w.runFor(Duration.ofMinutes(1));
        w.cloud.tearOff(going);
        w.cloud.call(new LeniOp.DeleteLeni(going, "by-hand"));

        w.until(() -> w.isBound("one") && !eni(w).equals(going), DETECTED.multipliedBy(2), "bound with another one");
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void anInterfaceThatFailedToBeMadeIsDeletedAndMadeAgain_F11() {
        SmallWorld w = world().start();
        w.faults.on(CREATE).times(1).inject(new Fault.AttachFallsBack());
        w.run(SmallWorld.bare("one", "l1"), Wish.ttl(TTL).one()).untilPhase("one", AllocationPhase.ATTACHING);
        EniId failed = eni(w);
        w.untilBound("one");

        assertThat(eni(w)).isNotEqualTo(failed);
        assertThat(w.cloud.inspect().eni(failed)).isEmpty();
        assertThat(w.podEnis()).isEqualTo(1);
    }

    @Test
    void whatFailedToBeMadeForAPodThatIsGoneIsDeletedAndNotKept_F11() {
        SmallWorld w = world().start();
        w.faults.on(CREATE).times(1).inject(new Fault.AttachFallsBack());
        w.run(SmallWorld.bare("one", "l1"), Wish.never().one()).untilPhase("one", AllocationPhase.ATTACHING);
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void aFailedDetachAndAFailedDeleteAreAskedForAgain() {
        SmallWorld w = bound(Wish.elastic());
        w.faults.on("DetachElasticNetworkInterface").times(1).inject(new Fault.Stuck());
        w.faults.on("DeleteElasticNetworkInterface").times(1).inject(new Fault.Stuck());
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.untilPhase("one", null);
        assertThat(w.podEnis()).isZero();
    }

    @Test
    void aHighDensityNodeIsToldThatNoPublicCallServesIt() {
        SmallWorld w = new SmallWorld().lingjunNode("l1", "a", 3, "hdeni").start();
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one()).runFor(Duration.ofMinutes(1));
        assertThat(w.phase("one")).isNull();
        assertThat(w.explained("one")).contains("HighDensityNotSupported").contains("ecs-hdeni");
        assertThat(w.calls(CREATE) + w.calls("CreateNetworkInterface")).isZero();
    }

    @Test
    void twoAddressFamiliesAreRefusedWithTheReason() {
        SmallWorld w = world().start();
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().dual().one()).runFor(Duration.ofMinutes(1));
        assertThat(w.phase("one")).isNull();
        assertThat(w.explained("one")).contains("DualStackNotSupported");
    }

    @Test
    void aLateAttachIsSaidToBeLate_K8() {
        SmallWorld w = world().start();
        w.faults.on(CREATE).times(1).inject(new Fault.LateEffect(Duration.ofMinutes(7)));
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one()).runFor(Duration.ofMinutes(4));
        assertThat(w.explained("one")).doesNotContain("should be within");
        w.runFor(Duration.ofSeconds(90));
        assertThat(w.explained("one")).contains(eni(w).value()).contains("should be within 300 s");
        w.untilBound("one");
    }

    @Test
    void theFirstLookComesWhenALingjunAttachUsuallyEnds_K8() {
        SmallWorld w = world().start();
        w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one()).untilPhase("one", AllocationPhase.ATTACHING);
        long before = w.calls(LIST);
        w.runFor(Duration.ofSeconds(17));
        assertThat(w.calls(LIST)).isEqualTo(before);
        w.runFor(Duration.ofSeconds(2));
        assertThat(w.calls(LIST)).isEqualTo(before + 1);
    }

    @Test
    void aCrashAtAnyMomentOfALifeLeavesOneInterfaceAndNoneAtItsEnd() {
        int moments = 0;
        boolean early = true;
        while (early) {
            SmallWorld w = world().start();
            w.run(SmallWorld.bare("one", "l1"), Wish.elastic().one());
            moments++;
            for (int i = 0; i < moments; i++) {
                w.world.step();
            }
            early = !w.isBound("one");
            w.crash().start().untilBound("one");
            assertThat(w.podEnis()).isEqualTo(1);
            w.crash();
            w.cluster.forceDelete(SmallWorld.ref("one"));
            w.start().untilPhase("one", null);
            assertThat(w.podEnis()).isZero();
        }
        assertThat(moments).as("moments tried").isBetween(10, 500);
    }

    @Test
    void anOrphanIsFoundAlthoughNoRecordOfALingjunNodeIsLeft() {
        SmallWorld w = bound(Wish.elastic());
        w.crash();
        w.store.all().forEach(each -> w.store.handle(w.world.start("hand")).remove(each));
        w.cluster.forceDelete(SmallWorld.ref("one"));
        w.runFor(Duration.ofSeconds(5));
        assertThat(w.podEnis()).isEqualTo(1);
        w.start().until(() -> w.podEnis() == 0, Duration.ofMinutes(40), "the orphan is gone");
    }
}
