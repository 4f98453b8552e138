package dev.podnetwork.core.sim;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import java.time.Duration;

/** Directed stories for what chance rarely brings about. Each throws when an invariant does not hold. */
final class Stories {
    private Stories() {}

    /** A fixed pod is retained in zone a and comes back in zone b, where it waits longer than its time to live. */
    static void otherZone(SystemUnderTest system, long seed) {
        ReleasePolicy brief = ReleasePolicy.Ttl.of(Duration.ofMinutes(6));
        Stage stage = new Stage(seed, system)
                .processes(1)
                .node("n1", Stage.ZONE_A, 10)
                .stateful("web", 1, brief, 1)
                .until("web-0", AllocationPhase.BOUND)
                .node("n2", Stage.ZONE_B, 10);
        stage.cluster.cordon(NodeRef.of("n1"), true);
        stage.cluster.deletePod(Stage.ref("web-0"));
        stage.until("web-0", AllocationPhase.RETAINED).minutes(30);
        stage.cluster.cordon(NodeRef.of("n1"), false);
        stage.cluster.cordon(NodeRef.of("n2"), true);
        stage.cluster.deletePod(Stage.ref("web-0"));
        stage.until("web-0", AllocationPhase.BOUND).demandWell();
    }

    /** While its pod runs, an interface is attached to another instance by hand; later its pod goes. */
    static void attachedElsewhere(SystemUnderTest system, long seed) {
        Stage stage = new Stage(seed, system)
                .processes(1)
                .node("n1", Stage.ZONE_A, 10)
                .node("n2", Stage.ZONE_A, 10)
                .replicated("web", 1, 1);
        stage.world.runUntil(() -> stage.count(AllocationPhase.BOUND) == 1, Duration.ofMinutes(10));
        String pod = stage.store.all().get(0).key().name();
        EniId eni = stage.held(pod).id();
        InstanceId here = stage.record(pod).orElseThrow().instance();
        InstanceId there = InstanceId.of(InstanceId.of("i-n1").equals(here) ? "i-n2" : "i-n1");
        stage.cloud.tearOff(eni);
        stage.minutes(0);
        EniId trunk = stage.cloud.inspect().trunkOf(there).orElseThrow();
        stage.cloud.call(new CloudOp.AttachEni(eni, there, trunk, null));
        stage.fleet.invariants().disturbed();
        stage.minutes(20);
        stage.cluster.scale(Stage.ref("web"), 0);
        stage.untilGone(pod).demandWell();
    }
}
