package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.fake.sim.StoreWrites;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods cost: calls and writes of a rollout under the published limits, and the write budgets of design §5. */
class TrunkRolloutSim {
    private static final int PODS = 1_000;
    private static final int SLOTS = 20;
    private static final double BUCKET_PER_SECOND = 0.9 * 500 / 60;
    private static final Set<String> MUTATING = Set.of(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface",
            "TagResources");

    @Test
    void aThousandTrunkPodsAreBoundAtTheRateOfTheBucket() {
        Stage stage = new Stage(1, CoreSystem.real(), "/16");
        for (int i = 0; i < PODS / SLOTS; i++) {
            stage.node("n" + i, Stage.ZONE_A, SLOTS);
        }
        long[] boundAt = new long[PODS + 1];
        int[] bound = new int[1];
        stage.store.onChange((PodRef key, @Nullable Allocation before, @Nullable Allocation after) -> {
            if (after != null && after.phase() == AllocationPhase.BOUND && bound[0] < PODS) {
                boundAt[++bound[0]] = stage.world.nanos();
            }
        });
        stage.processes(1).world.runUntil(() -> stage.fleet.leader().isPresent(), Duration.ofMinutes(1));
        stage.replicated("web", PODS, 1);
        assertThat(stage.world.runUntil(() -> bound[0] == PODS, Duration.ofMinutes(10)))
                .isTrue();

        StoreWrites writes = stage.store.writes();
        assertThat(writes.total()).isEqualTo(3L * PODS);
        assertThat(calls(stage, true)).isLessThanOrEqualTo((long) (2.1 * PODS));
        assertThat(calls(stage, false)).isLessThanOrEqualTo((long) (0.1 * PODS));
        double rate = 800e9 / (boundAt[900] - boundAt[100]);
        assertThat(rate).isGreaterThanOrEqualTo(0.95 * BUCKET_PER_SECOND);
        stage.demandWell();
    }

    private static long calls(Stage stage, boolean mutating) {
        return stage.cloud.inspect().calls().stream()
                .filter(each -> MUTATING.contains(each.api()) == mutating)
                .mapToLong(each -> each.calls())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void createTakesThreeWritesAndOneMoreForEachFurtherInterface(int interfaces) {
        Stage stage = bound(ReleasePolicy.ELASTIC, interfaces);
        assertThat(stage.store.writes().total()).isLessThanOrEqualTo(2L + interfaces);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void releaseTakesAtMostThreeWrites(int interfaces) {
        Stage stage = bound(ReleasePolicy.ELASTIC, interfaces);
        StoreWrites before = stage.store.writes();
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.untilGone("web-0");
        assertThat(stage.store.writes().since(before).total()).isLessThanOrEqualTo(3);
        stage.demandWell();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theReturnOfAFixedPodTakesAtMostThreeWrites(int interfaces) {
        Stage stage = bound(ReleasePolicy.NEVER, interfaces);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.until("web-0", AllocationPhase.RETAINED);
        StoreWrites before = stage.store.writes();
        stage.cluster.scale(Stage.ref("web"), 1);
        stage.until("web-0", AllocationPhase.BOUND);
        assertThat(stage.store.writes().since(before).total()).isLessThanOrEqualTo(3);
        stage.demandWell();
    }

    private static Stage bound(ReleasePolicy release, int interfaces) {
        return new Stage(2, CoreSystem.real())
                .processes(1)
                .node("n1", Stage.ZONE_A, 8)
                .stateful("web", 1, release, interfaces)
                .until("web-0", AllocationPhase.BOUND);
    }
}
