package dev.podnetwork.core.plan;

import static dev.podnetwork.core.plan.PlanScene.VSW;
import static dev.podnetwork.core.plan.PlanScene.eni;
import static dev.podnetwork.core.plan.PlanScene.id;
import static dev.podnetwork.core.plan.PlanScene.leaving;
import static dev.podnetwork.core.plan.PlanScene.secondary;
import static dev.podnetwork.core.plan.PlanScene.slot;
import static dev.podnetwork.core.plan.PlanScene.unschedulable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.plan.EniReading.Incoming;
import dev.podnetwork.core.plan.EniReading.Kind;
import dev.podnetwork.core.plan.NodeReading.Demand;
import dev.podnetwork.core.plan.NodeReading.Permits;
import dev.podnetwork.core.plan.NodeReading.WarmUp;
import dev.podnetwork.core.plan.NodeShape.Flavor;
import dev.podnetwork.core.plan.SlotReading.Use;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolPlannerTest {
    private static final NodeShape FOUR_EACH = NodeShape.secondaries(3, 4);

    @ParameterizedTest(name = "min {0}, idle {1}, pods {2}, warm-up {3} with {4} done: {5}")
    @CsvSource({"5, 9, 2, 0, 0, 2", "5, 2, 2, 0, 0, 5", "3, 5, 0, 10, 5, 5", "3, 0, 1, 10, 0, 10", "0, 0, 0, 0, 0, 0"})
    void aPodCountsOnce_H19(int min, int idle, int pods, int warmUp, int done, int wanted) {
        PlanScene scene = new PlanScene().policy(PoolPolicy.idle(min, 20).withWarmUp(warmUp));
        scene.pods(pods).eni(secondary("a", idle, 1));
        scene.warmUp = warmUp == 0 ? WarmUp.DONE : new WarmUp(false, done);

        assertThat(PoolPlanner.wanted(scene.policy, scene.reading())).isEqualTo(wanted);
    }

    @Test
    void whatIsOnItsWayIsNotAskedForAgain() {
        PlanScene scene = new PlanScene().pods(8).eni(PlanScene.coming(Incoming.addresses(6)));

        assertThat(PoolPlanner.wanted(scene.policy, scene.reading())).isEqualTo(2);
    }

    @Test
    void whatCoolsDownIsNotIdleUnlessItIsReadySooner() {
        PlanScene scene = new PlanScene().policy(PoolPolicy.idle(2, 5)).pods(1);
        scene.eni(eni(
                "a",
                Kind.SECONDARY,
                slot("a", 0, true, Use.COOLING, false),
                slot("a", 1, false, Use.COOLING, false),
                slot("a", 2, false, Use.IDLE_SOON, false)));

        assertThat(PoolPlanner.wanted(scene.policy, scene.reading())).isEqualTo(2);
        assertThat(PoolPlanner.wanted(PoolPolicy.idle(0, 5), scene.reading())).isZero();
    }

    @Test
    void aFullNodeSaysSo_H16() {
        PlanScene scene = new PlanScene().shape(NodeShape.secondaries(1, 4)).pods(3);
        scene.eni(secondary("a", 0, 4));

        PoolPlan plan = scene.plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.unplaced()).isEqualTo(3);
        assertThat(plan.lacks()).extracting(PoolPlan.Lack::kind).containsExactly(PoolPlan.Kind.NODE_FULL);
    }

    @Test
    void addressesThatLeaveStillTakeTheirPlace_H16() {
        PlanScene scene = new PlanScene().shape(FOUR_EACH).pods(3);
        scene.eni(eni(
                "a",
                Kind.SECONDARY,
                slot("a", 0, true, Use.USED, false),
                slot("a", 1, false, Use.USED, false),
                slot("a", 2, false, Use.LEAVING, false),
                slot("a", 3, false, Use.LEAVING, false)));

        assertThat(scene.steps()).containsExactly(create(Kind.SECONDARY, 3));
    }

    @Test
    void whatFitsGoesOnTheOneThatIsThere_H17() {
        PlanScene scene = new PlanScene().shape(FOUR_EACH).pods(3);
        scene.eni(secondary("a", 0, 3));

        assertThat(scene.steps())
                .containsExactlyInAnyOrder(new PlanStep.Assign(id("a"), 1, 0, true), create(Kind.SECONDARY, 2));
    }

    @Test
    void aNewTrunkIsFilledFirst_H14() {
        PlanScene both = new PlanScene()
                .shape(new NodeShape(new Flavor(1, 0, 3), 10, 10, NodeShape.Calls.ECS))
                .pods(2);
        PlanScene secondaryOnly = new PlanScene().pods(2);

        assertThat(both.steps()).containsExactly(create(Kind.TRUNK, 2));
        assertThat(secondaryOnly.steps()).containsExactly(create(Kind.SECONDARY, 2));
    }

    @Test
    void aTrunkIsMadeThoughNobodyWaits() {
        PlanScene scene = new PlanScene().shape(new NodeShape(new Flavor(1, 0, 3), 10, 10, NodeShape.Calls.ECS));

        assertThat(scene.steps()).containsExactly(new PlanStep.Create(Kind.TRUNK, VSW, 1, 0, 0, 0, false));
    }

    @Test
    void rdmaPodsGetAnInterfaceOfTheirOwnAndNobodyElseDoes_H11() {
        PlanScene scene = new PlanScene().shape(new NodeShape(new Flavor(0, 1, 1), 4, 4, NodeShape.Calls.ECS));
        scene.demand = new Demand(6, 2);

        PoolPlan plan = scene.plan();

        assertThat(plan.steps()).containsExactlyInAnyOrder(create(Kind.SECONDARY, 4), create(Kind.RDMA, 2));
        assertThat(plan.unplaced()).isEqualTo(2);
    }

    @Test
    void slotsOfAFlavor_H13() {
        NodeShape shape = new NodeShape(new Flavor(1, 0, 3), 10, 10, NodeShape.Calls.ECS);
        PlanScene scene = new PlanScene().shape(shape).pods(40);
        scene.eni(eni("t1", Kind.TRUNK)).eni(eni("t2", Kind.TRUNK)).eni(eni("r", Kind.RDMA));

        assertThat(PoolPlanner.newSlots(shape, scene.reading(), Kind.SECONDARY)).isOne();
        assertThat(PoolPlanner.newSlots(shape, scene.reading(), Kind.TRUNK)).isZero();
        assertThat(scene.steps()).hasSize(3).contains(create(Kind.SECONDARY, 10));
    }

    @Test
    void onlyAHealthyInterfaceWithAVSwitchThatHasAddressesGetsMore_H22() {
        EniReading healthy = secondary("a", 0, 1);

        assertThat(stepsOf(healthy)).containsExactly(new PlanStep.Assign(id("a"), 2, 0, true));
        assertThat(stepsOf(leaving("a", 1))).isEmpty();
        assertThat(stepsOf(unschedulable(healthy))).isEmpty();
        assertThat(stepsOf(eni("a", Kind.RDMA))).isEmpty();
    }

    @Test
    void aVSwitchThatCannotBeReadOrHasNothingIsSaid_H22() {
        PlanScene empty = lonely(secondary("a", 0, 1)).free(0);
        PlanScene failed = lonely(secondary("a", 0, 1));
        failed.readings.put(VSW, new VSwitchReading.Failed("describe failed"));
        PlanScene unread = lonely(secondary("a", 0, 1));
        unread.readings.clear();

        assertThat(empty.plan().lacks().get(0).text()).contains("ip is not enough");
        assertThat(failed.plan().lacks().get(0).text()).contains("describe failed");
        assertThat(unread.plan().unread()).containsExactly(VSW);
        assertThat(List.of(empty, failed, unread))
                .allSatisfy(each -> assertThat(each.steps()).isEmpty());
    }

    @Test
    void theTrunkAndItsPrimaryStay_H23() {
        PlanScene scene = new PlanScene().policy(PoolPolicy.idle(0, 0)).shape(trunked());
        scene.eni(eni("t", Kind.TRUNK, slot("t", 0, true, Use.IDLE, false), slot("t", 1, false, Use.IDLE, false)))
                .eni(leaving("s", 2));

        assertThat(scene.steps()).containsExactly(unassign("t", slot("t", 1, false, Use.IDLE, false)));
    }

    @Test
    void aWholeSecondaryGoesFirst_H25() {
        PlanScene scene = new PlanScene()
                .policy(PoolPolicy.idle(0, 1).withStack(IpStack.DUAL))
                .shape(trunked());
        scene.eni(eni("t", Kind.TRUNK, slot("t", 0, true, Use.IDLE, false), slot("t", 1, false, Use.IDLE, false)))
                .eni(eni("s", Kind.SECONDARY, slot("s", 0, true, Use.IDLE, true), slot("s", 1, false, Use.IDLE, true)));

        assertThat(scene.steps())
                .containsExactlyInAnyOrder(
                        new PlanStep.Delete(id("s")), unassign("t", slot("t", 1, false, Use.IDLE, false)));
    }

    @Test
    void halfOfAPairGoesBeforeAPair_H26() {
        PlanScene scene = new PlanScene()
                .policy(PoolPolicy.idle(0, 3).withStack(IpStack.DUAL))
                .shape(trunked());
        scene.eni(eni("t", Kind.TRUNK, slot("t", 0, true, Use.IDLE, true), slot("t", 1, false, Use.IDLE, false)))
                .eni(eni(
                        "s", Kind.SECONDARY, slot("s", 0, true, Use.IDLE, true), slot("s", 1, false, Use.IDLE, false)));

        assertThat(scene.steps()).containsExactly(unassign("s", slot("s", 1, false, Use.IDLE, false)));
    }

    @Test
    void anUnschedulableInterfaceIsLeftAlone_H31() {
        PlanScene scene = new PlanScene().policy(PoolPolicy.idle(0, 0));
        scene.eni(unschedulable(secondary("a", 5, 0)));

        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void anInterfaceWithAnAddressThatCoolsDownStays() {
        PlanScene scene = new PlanScene().policy(PoolPolicy.idle(0, 0));
        scene.eni(
                eni("a", Kind.SECONDARY, slot("a", 0, true, Use.IDLE, false), slot("a", 1, false, Use.COOLING, false)));

        assertThat(scene.steps()).isEmpty();
    }

    @Test
    void lostAddressesGoWhateverTheWatermarksAre() {
        PlanScene scene = new PlanScene().policy(PoolPolicy.idle(1, 5));
        SlotReading lost = slot("a", 1, false, Use.INVALID, false);
        scene.eni(eni("a", Kind.SECONDARY, slot("a", 0, true, Use.IDLE, false), lost));

        assertThat(scene.steps()).containsExactly(unassign("a", lost));
    }

    @Test
    void aBurstOnAnEmptyNodeTakesAsFewInterfacesAsItCan() {
        PlanScene scene = new PlanScene().pods(110);

        assertThat(scene.steps())
                .containsExactly(
                        create(Kind.SECONDARY, 30),
                        create(Kind.SECONDARY, 30),
                        create(Kind.SECONDARY, 30),
                        create(Kind.SECONDARY, 20));
    }

    @Test
    void roomThatOneCallCannotFillStaysSetAside() {
        PlanScene scene = new PlanScene().pods(25).eni(secondary("a", 0, 5));

        assertThat(scene.steps()).containsExactly(new PlanStep.Assign(id("a"), 10, 0, true));
    }

    @Test
    void noMoreInterfacesAreOnTheirWayThanMayBe() {
        PlanScene scene = new PlanScene().pods(200);
        for (int i = 0; i < 4; i++) {
            scene.eni(PlanScene.coming(Incoming.addresses(1)));
        }

        PoolPlan plan = scene.plan();

        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.lacks()).extracting(PoolPlan.Lack::kind).contains(PoolPlan.Kind.CREATES_UNDER_WAY);
    }

    @Test
    void aBlockedVSwitchSaysWhenItIsTriedAgain() {
        PlanScene scene = new PlanScene().pods(2);
        scene.readings.put(VSW, new VSwitchReading.Known(PlanScene.ZONE, 5, 5, 700L));

        assertThat(scene.plan().lacks())
                .containsExactly(new PoolPlan.Lack(
                        PoolPlan.Kind.NO_VSWITCH_ADDRESS,
                        "vsw-1 no ip left, no available vSwitch for zone z-1, vswList [vsw-1]",
                        700L));
    }

    @Test
    void thePlanTakesFromAVSwitchOnlyWhatItHas() {
        PlanScene scene = new PlanScene().pods(110).free(50);

        PoolPlan plan = scene.plan();

        assertThat(plan.steps()).containsExactly(create(Kind.SECONDARY, 30), create(Kind.SECONDARY, 20));
        assertThat(plan.unplaced()).isEqualTo(60);
    }

    @Test
    void pairsCompleteHalvesFirst_H8() {
        PlanScene scene = new PlanScene()
                .policy(PoolPolicy.idle(0, 5).withStack(IpStack.DUAL))
                .pods(3);
        scene.eni(eni("a", Kind.SECONDARY, slot("a", 0, true, Use.IDLE, false), slot("a", 1, false, Use.USED, true)));

        assertThat(scene.steps()).containsExactly(new PlanStep.Assign(id("a"), 2, 3, true));
    }

    @Test
    void theEmergencySwitchStopsGrowthOrShrinking_H34() {
        PlanScene grow = new PlanScene().pods(3);
        grow.permits = new Permits(false, false);
        PlanScene shrink = new PlanScene().policy(PoolPolicy.idle(0, 0)).eni(secondary("a", 5, 1));
        shrink.permits = new Permits(true, false);

        assertThat(grow.plan().lacks()).extracting(PoolPlan.Lack::kind).containsExactly(PoolPlan.Kind.GROWTH_OFF);
        assertThat(grow.steps()).isEmpty();
        assertThat(shrink.steps()).isEmpty();
    }

    @Test
    void lingjunAsksForOneAddressAtATime() {
        PlanScene scene = new PlanScene()
                .shape(new NodeShape(new Flavor(0, 0, 2), 10, 0, NodeShape.Calls.EFLO))
                .pods(3);
        scene.eni(secondary("a", 0, 1)).eni(secondary("b", 0, 1));

        // Scenario H55: one new address on each interface in one round.
        assertThat(scene.steps())
                .containsExactly(new PlanStep.Assign(id("a"), 1, 0, true), new PlanStep.Assign(id("b"), 1, 0, true));
    }

    @Test
    void leastIpsFillsTheEmptiestFirst() {
        PlanScene scene = new PlanScene()
                .policy(PoolPolicy.idle(0, 5).withOrder(PoolPolicy.Order.LEAST_IPS))
                .pods(2);
        scene.eni(secondary("a", 0, 4)).eni(secondary("b", 0, 2));

        assertThat(scene.steps()).containsExactly(new PlanStep.Assign(id("b"), 2, 0, true));
    }

    @Test
    void watermarksStayWithinTheNode() {
        NodeShape shape = NodeShape.secondaries(2, 10);

        assertThat(PoolPolicy.configured(shape, 5, 100, 0)).isEqualTo(PoolPolicy.idle(5, 20));
        assertThat(PoolPolicy.configured(shape, 30, 8, 0)).isEqualTo(PoolPolicy.idle(8, 8));
        assertThat(PoolPolicy.configured(shape, 0, 15, 1)).isEqualTo(PoolPolicy.idle(10, 15));
    }

    private static List<PlanStep> stepsOf(EniReading eni) {
        return lonely(eni).steps();
    }

    private static PlanScene lonely(EniReading eni) {
        return new PlanScene().shape(NodeShape.secondaries(1, 10)).pods(2).eni(eni);
    }

    private static NodeShape trunked() {
        return new NodeShape(new Flavor(1, 0, 1), 10, 10, NodeShape.Calls.ECS);
    }

    private static PlanStep create(Kind kind, int ipv4) {
        return new PlanStep.Create(kind, VSW, ipv4, 0, 0, 0, true);
    }

    private static PlanStep unassign(String eni, SlotReading... slots) {
        List<dev.podnetwork.api.pool.LeaseAddress> which = new ArrayList<>();
        for (SlotReading slot : slots) {
            which.add(slot.address());
        }
        return new PlanStep.Unassign(id(eni), which);
    }
}
