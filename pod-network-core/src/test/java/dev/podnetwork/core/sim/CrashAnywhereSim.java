package dev.podnetwork.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.CoreSystem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A short story (create, bind, delete, return on another node to the same address, delete, expire), told as often as it has
 * events: each time the leader crashes after another one. Nothing leaks and everything ends right.
 */
class CrashAnywhereSim {
    private static final long SEED = 7;

    /** Interfaces of the pod. */
    enum Size {
        ONE(1),
        TWO(2);

        private final int interfaces;

        Size(int interfaces) {
            this.interfaces = interfaces;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLeaderMayCrashAfterAnyEvent(Size size) {
        long events = tell(size.interfaces, Long.MAX_VALUE);
        assertThat(events).isGreaterThan(200);
        for (long k = 1; k <= events; k++) {
            tell(size.interfaces, k);
        }
    }

    @Test
    void theStoryWithoutACrashIsTheSameEachTime() {
        assertThat(tell(1, Long.MAX_VALUE)).isEqualTo(tell(1, Long.MAX_VALUE));
    }

    /** Tells the story with a crash after the k-th event; returns how many events it has without the rest at its end. */
    private static long tell(int interfaces, long k) {
        Stage stage = new Stage(SEED, CoreSystem.real()).processes(2);
        stage.world.afterEvent(() -> {
            if (stage.world.events() == k) {
                stage.fleet.invariants().disturbed();
                stage.fleet.leader().ifPresent(leader -> leader.process().crash());
            }
        });
        ReleasePolicy ttl = ReleasePolicy.Ttl.of(Duration.ofMinutes(6));
        stage.node("n1", Stage.ZONE_A, 8).node("n2", Stage.ZONE_A, 8);
        stage.stateful("web", 1, ttl, interfaces).until("web-0", AllocationPhase.BOUND);
        String address = stage.held("web-0").ipv4();
        NodeRef first = stage.record("web-0").orElseThrow().node();
        stage.cluster.cordon(first, true);
        stage.cluster.deletePod(Stage.ref("web-0"));
        stage.world.runUntil(
                () -> stage.record("web-0").filter(r -> !r.node().equals(first)).isPresent(), Duration.ofMinutes(30));
        stage.until("web-0", AllocationPhase.BOUND);
        assertThat(stage.held("web-0").ipv4()).isEqualTo(address);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.untilGone("web-0");
        long events = stage.world.events();
        stage.demandWell();
        assertThat(stage.store.size()).isZero();
        return events;
    }
}
