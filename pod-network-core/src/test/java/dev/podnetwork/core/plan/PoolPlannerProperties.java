package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.core.plan.EniReading.Incoming;
import dev.podnetwork.core.plan.EniReading.Kind;
import dev.podnetwork.core.plan.EniReading.State;
import dev.podnetwork.core.plan.NodeReading.WarmUp;
import dev.podnetwork.core.plan.SlotReading.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PoolPlannerProperties {

    @Property
    void demandIsAtMostThePodsAndOneTarget(@ForAll("scenes") PlanScene scene) {
        int wanted = PoolPlanner.wanted(scene.policy, scene.reading());

        int warmUp = scene.warmUp.done() ? 0 : scene.policy.warmUp();
        assertThat(wanted).isBetween(0, scene.demand.pods() + Math.max(scene.policy.minIdle(), warmUp));
    }

    @Property
    void thePlanAsksForNoMoreThanIsWanted(@ForAll("scenes") PlanScene scene) {
        int wanted = PoolPlanner.wanted(scene.policy, scene.reading());

        int asked =
                scene.steps().stream().mapToInt(PoolPlannerProperties::asked).sum();

        assertThat(asked).isLessThanOrEqualTo(wanted);
    }

    @Property
    void aPlanCarriedOutLeavesNothingToPlanSoon(@ForAll("scenes") PlanScene scene) {
        PlanScene now = scene;
        boolean shrunk = false;
        for (int i = 0; i < 40 && !now.plan().isNothing(); i++) {
            PoolPlan plan = now.plan();
            boolean grows = plan.steps().stream().anyMatch(step -> asked(step) > 0);
            assertThat(grows && shrunk)
                    .as("never fetches again what it gave back")
                    .isFalse();
            PlanScene before = now;
            shrunk |= plan.steps().stream().anyMatch(step -> givesIdleBack(before, step));
            now = now.apply(plan);
        }
        assertThat(now.plan().isNothing()).isTrue();
    }

    @Property
    void theNodeNeverHoldsMoreThanItMay(@ForAll("scenes") PlanScene scene) {
        PlanScene next = scene.apply(scene.plan());

        assertThat(next.enis).hasSizeLessThanOrEqualTo(scene.shape.flavor().total());
        assertThat(next.enis)
                .allSatisfy(eni -> assertThat(eni.ipv4Taken()).isLessThanOrEqualTo(scene.shape.ipv4PerEni()));
    }

    @Property
    void shrinkingLeavesTheMinimum(@ForAll("scenes") PlanScene scene) {
        PoolPlan plan = scene.plan();
        boolean gives = plan.steps().stream().anyMatch(step -> givesIdleBack(scene, step));

        if (gives) {
            assertThat(scene.apply(plan).reading().count(Use.IDLE)).isGreaterThanOrEqualTo(scene.policy.minIdle());
        }
    }

    @Provide
    Arbitrary<PlanScene> scenes() {
        Arbitrary<List<EniReading>> enis = Arbitraries.integers().between(0, 4).flatMap(this::enis);
        return Combinators.combine(
                        enis,
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.of(0, 0, 5, 15),
                        Arbitraries.of(IpStack.IPV4, IpStack.DUAL),
                        Arbitraries.integers().between(0, 60))
                .as(PoolPlannerProperties::scene);
    }

    private static PlanScene scene(
            List<EniReading> enis, int pods, int min, int above, int warmUp, IpStack stack, int free) {
        PlanScene scene = new PlanScene().shape(NodeShape.secondaries(4, 12)).pods(pods);
        scene.policy(PoolPolicy.idle(min, min + above).withWarmUp(warmUp).withStack(stack));
        scene.warmUp = warmUp == 0 ? WarmUp.DONE : new WarmUp(false, 0);
        scene.enis.addAll(enis);
        // Pods wait only while nothing that fits them is idle.
        boolean served = DemandRule.complete(scene.policy, scene.reading()) > 0;
        return scene.pods(served ? 0 : pods).free(free * 4);
    }

    private Arbitrary<List<EniReading>> enis(int count) {
        List<Arbitrary<EniReading>> each = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "e" + i;
            each.add(Arbitraries.of(Use.values())
                    .list()
                    .ofMaxSize(11)
                    .flatMap(uses -> Arbitraries.of(true, false).map(pair -> eni(name, uses, pair))));
        }
        return Combinators.combine(each).as(all -> all);
    }

    private static EniReading eni(String name, List<Use> uses, boolean pair) {
        List<SlotReading> slots = new ArrayList<>();
        slots.add(PlanScene.slot(name, 0, true, Use.USED, pair));
        for (Use use : uses) {
            slots.add(PlanScene.slot(name, slots.size(), false, use, pair));
        }
        return new EniReading(
                PlanScene.id(name),
                Kind.SECONDARY,
                State.IN_USE,
                PlanScene.VSW,
                true,
                true,
                Incoming.NONE,
                slots,
                List.of());
    }

    private static int asked(PlanStep step) {
        if (step instanceof PlanStep.Create create) {
            return create.ipv4();
        }
        return step instanceof PlanStep.Assign assign ? Math.max(assign.ipv4(), assign.ipv6()) : 0;
    }

    private static boolean givesIdleBack(PlanScene scene, PlanStep step) {
        if (step instanceof PlanStep.Unassign unassign) {
            return slots(scene)
                    .anyMatch(slot ->
                            slot.use() == Use.IDLE && unassign.addresses().contains(slot.address()));
        }
        return step instanceof PlanStep.Delete delete
                && slots(scene)
                        .anyMatch(slot ->
                                slot.use() == Use.IDLE && slot.address().eni().equals(delete.eni()));
    }

    private static Stream<SlotReading> slots(PlanScene scene) {
        return scene.enis.stream().flatMap(eni -> eni.slots().stream());
    }
}
