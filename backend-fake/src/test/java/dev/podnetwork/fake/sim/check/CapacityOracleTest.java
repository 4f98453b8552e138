package dev.podnetwork.fake.sim.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.fake.sim.cluster.NodeSpec;
import dev.podnetwork.fake.sim.cluster.SimPod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CapacityOracleTest {
    private final CheckedWorld w = new CheckedWorld();

    private Optional<AllocationRequest> request(SimPod pod) {
        InterfaceSpec spec = new InterfaceSpec(
                "eth0",
                List.of(SecurityGroupId.of("sg-1")),
                ReleasePolicy.ELASTIC,
                null,
                IpStack.IPV4,
                InterfaceExtras.NONE);
        InterfaceRequest one =
                new InterfaceRequest(spec, List.of(CheckedWorld.VSWITCH), VSwitchSelectionPolicy.ORDERED);
        return pod.node().map(node -> new AllocationRequest(pod.ref(), pod.uid(), node, List.of(one)));
    }

    private List<String> findings() {
        return w.oracle(this::request).findings();
    }

    @Test
    void aBoundPodIsRight() {
        w.bind(ReleasePolicy.ELASTIC);
        assertThat(findings()).isEmpty();
        w.oracle(this::request).demandNone();
    }

    @Test
    void aPodThatWaitsThoughEverythingIsFree() {
        assertThat(findings())
                .singleElement()
                .asString()
                .contains("default/web-0")
                .contains("vsw-1 252");
        assertThatThrownBy(() -> w.oracle(this::request).demandNone()).isInstanceOf(InvariantViolation.class);
    }

    @Test
    void aPodMayWaitWhenItsVSwitchIsEmpty() {
        int free = w.cloud.inspect().use(CheckedWorld.VSWITCH).free();
        for (int i = 0; i < free; i++) {
            w.createOther("other-" + i);
        }
        assertThat(findings()).isEmpty();
    }

    @Test
    void aPodMayWaitWhenItsNodeHasNoSlot() {
        w.cluster.changeNode(NodeSpec.trunk(NodeRef.of("n1"), CheckedWorld.INSTANCE, CheckedWorld.ZONE, w.trunk(), 0));
        assertThat(findings()).isEmpty();
        w.cluster.changeNode(NodeSpec.trunk(NodeRef.of("n1"), CheckedWorld.INSTANCE, CheckedWorld.ZONE, null, 16));
        assertThat(findings()).isEmpty();
    }

    @Test
    void aStuckRecord() {
        w.store.put(CheckedWorld.POD, w.record(CheckedWorld.POD, w.create("t"), ReleasePolicy.ELASTIC));
        assertThat(findings()).singleElement().asString().contains("stuck in ATTACHING");
    }

    @Test
    void aBoundRecordWhoseInterfaceOrPodIsElsewhere() {
        w.bind(ReleasePolicy.ELASTIC);
        w.cloud.tearOff(w.held());
        assertThat(findings()).singleElement().asString().contains("is bound, and eni-");
        w.cluster.forceDelete(CheckedWorld.POD);
        assertThat(findings()).singleElement().asString().contains("is bound for");
    }

    @Test
    void somethingOfOursIsLeft() {
        w.bind(ReleasePolicy.ELASTIC);
        w.create("lost");
        assertThat(findings()).singleElement().asString().contains("is ours and in no record");
    }

    @Test
    void aRetainedRecordThatExpiredOrShouldServeItsPod() {
        w.bind(ReleasePolicy.Ttl.of(Duration.ofMinutes(10)));
        w.retain();
        assertThat(findings()).isEmpty();
        w.minutes(21);
        assertThat(findings()).singleElement().asString().contains("long expired");
        w.store.requestDeletion(CheckedWorld.POD);
        assertThat(findings()).singleElement().asString().contains("deletion was asked for");
        assertThat(w.now().phase()).isEqualTo(AllocationPhase.RETAINED);
    }
}
