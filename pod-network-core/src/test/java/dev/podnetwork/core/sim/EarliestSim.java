package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.cluster.SimPod;
import dev.podnetwork.fake.sim.run.SimFailure;
import dev.podnetwork.fake.sim.run.SimRun;
import dev.podnetwork.fake.sim.run.SimScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What {@code explain} says of a wait comes true: no stated earliest time is beyond the end of its wait, and half of the first
 * statements are within a fifth of the time it then takes. Which resource is named is judged by the oracle at the end of every
 * random story. Each check also runs against explanations that are wrong, and fails there.
 */
class EarliestSim {
    private static final int STORIES = 60;
    private static final int PODS = 600;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final UnaryOperator<Explanation> HONEST = said -> said;

    @Test
    void everyStatedTimeIsALowerBoundAndHalfOfThemAreNear() {
        List<WaitProbe.Wait> waits = new ArrayList<>(rollout(HONEST));
        for (int seed = 1; seed <= 6; seed++) {
            waits.addAll(churn(seed, "/28", 12, HONEST));
            waits.addAll(churn(seed, "/20", 12, HONEST));
        }
        for (int i = 0; i < STORIES; i++) {
            waits.addAll(story(SimRandom.mix(4_000 + i), HONEST));
        }
        System.out.print(table(waits));
        assertThat(waits).hasSizeGreaterThan(1_500);
        assertThat(late(waits)).as(table(waits)).isEmpty();
        assertThat(near(waits)).as(table(waits)).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void aTimeThatIsATenthTooLongFails() {
        assertThat(late(churn(1, "/20", 12, said -> later(said, 1.1, Duration.ofSeconds(1)))))
                .isNotEmpty();
    }

    @Test
    void aTimeThatIsAlwaysNowFails() {
        assertThat(near(churn(1, "/20", 12, said -> later(said, 0, Duration.ZERO))))
                .isLessThan(0.5);
    }

    @Test
    void anExplanationThatNamesAnotherResourceFails() {
        SimScenario dry =
                SimScenario.parse("seed=1 trunk=2 exclusive=0 vswitch=29 stateful=0 replicated=4 bare=0 replicas=9"
                        + " minutes=2 ops=0 process=0 cloud=0 store=0 view=0 jitter=0");
        for (int seed = 1; seed <= 10; seed++) {
            SimRun.of(dry.withSeed(seed), new WaitProbe(CoreSystem.real(), SECOND, HONEST), CoreSystem.TOKENS);
        }
        assertThatThrownBy(() -> {
                    for (int seed = 1; seed <= 10; seed++) {
                        WaitProbe liar = new WaitProbe(CoreSystem.real(), SECOND, EarliestSim::another);
                        SimRun.of(dry.withSeed(seed), liar, CoreSystem.TOKENS);
                    }
                })
                .isInstanceOf(SimFailure.class)
                .hasStackTraceContaining("the scarce resource named is the true one");
    }

    private static Explanation later(Explanation said, double factor, Duration more) {
        Duration atLeast = said.atLeast();
        return atLeast == null
                ? said
                : new Explanation(
                        said.state(),
                        said.message(),
                        said.waitsFor(),
                        Duration.ofNanos((long) (atLeast.toNanos() * factor)).plus(more));
    }

    private static Explanation another(Explanation said) {
        ScarceResource scarce = said.waitsFor();
        if (scarce == null || scarce.kind() != ScarceResource.Kind.VSWITCH_ADDRESS) {
            return said;
        }
        return Explanation.waiting(ScarceResource.Kind.NODE_SLOT, "node-0", said.message(), said.atLeast());
    }

    private static List<WaitProbe.Wait> story(long seed, UnaryOperator<Explanation> lie) {
        WaitProbe probe = new WaitProbe(CoreSystem.real(), Duration.ofMillis(50), lie);
        SimRun.of(SimScenario.random(seed), probe, CoreSystem.TOKENS);
        return probe.waits();
    }

    /** More pods at once than are bound in parallel, under the published limits; then others on the same nodes. */
    private static List<WaitProbe.Wait> rollout(UnaryOperator<Explanation> lie) {
        WaitProbe probe = new WaitProbe(CoreSystem.real(), Duration.ofMillis(500), lie);
        Stage stage = new Stage(7, probe, "/20").processes(1);
        for (int i = 0; i < PODS / 20; i++) {
            stage.node("n" + i, i % 2 == 0 ? Stage.ZONE_A : Stage.ZONE_B, 20);
        }
        stage.replicated("web", PODS, 1);
        stage.world.runUntil(() -> stage.count(AllocationPhase.BOUND) == PODS, Duration.ofMinutes(10));
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.replicated("next", PODS, 1).minutes(8);
        return probe.waits();
    }

    /** Full nodes, on which a pod is deleted every few seconds and replaced. */
    private static List<WaitProbe.Wait> churn(long seed, String prefix, int pods, UnaryOperator<Explanation> lie) {
        WaitProbe probe = new WaitProbe(CoreSystem.real(), Duration.ofMillis(50), lie);
        Stage stage = new Stage(seed, probe, prefix);
        stage.processes(1);
        SimRandom random = stage.world.newRandom();
        for (int i = 0; i < pods / 4; i++) {
            stage.node("n" + i, Stage.ZONE_A, 4);
        }
        stage.replicated("web", pods, 1).minutes(2);
        for (int i = 0; i < 40; i++) {
            List<SimPod> all = List.copyOf(stage.cluster.pods());
            stage.cluster.deletePod(all.get(random.below(all.size())).ref());
            stage.world.runFor(Duration.ofSeconds(random.between(3, 12)));
        }
        stage.minutes(2);
        return probe.waits();
    }

    private static List<WaitProbe.Wait> stated(List<WaitProbe.Wait> waits) {
        return waits.stream().filter(WaitProbe.Wait::isStated).toList();
    }

    private static List<WaitProbe.Wait> late(List<WaitProbe.Wait> waits) {
        return stated(waits).stream().filter(each -> each.late() > 0).toList();
    }

    private static double near(List<WaitProbe.Wait> waits) {
        List<WaitProbe.Wait> stated = stated(waits);
        return (double) stated.stream().filter(WaitProbe.Wait::isNear).count() / Math.max(stated.size(), 1);
    }

    private static String table(List<WaitProbe.Wait> waits) {
        Map<ScarceResource.Kind, List<WaitProbe.Wait>> byKind = new TreeMap<>();
        waits.forEach(each -> byKind.computeIfAbsent(each.scarce().kind(), k -> new ArrayList<>())
                .add(each));
        StringBuilder table = new StringBuilder();
        byKind.forEach((kind, each) -> table.append(line(kind.name(), each)));
        return table.append(line("all", waits)).toString();
    }

    private static String line(String name, List<WaitProbe.Wait> waits) {
        return String.format(
                Locale.ROOT,
                "%-16s %6d waits, %6d with a time, %6d beyond, %3.0f %% within a fifth%n",
                name,
                waits.size(),
                stated(waits).size(),
                late(waits).size(),
                100 * near(waits));
    }
}
