package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.core.match.FixedNameRule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PreviousZoneTest {
    private static final FixedNameRule RULE = FixedNameRule.STATEFUL_SETS;
    private static final Allocation RECORD = new Allocation(
            PodRef.of("default", "db-0"),
            PodUid.of("uid-1"),
            NodeRef.of("node-1"),
            ZoneId.of("zone-1"),
            null,
            null,
            AllocationPhase.RETAINED,
            false,
            false,
            null,
            List.of(new InterfaceAllocation(
                    InterfaceRequest.elastic(List.of(VSwitchId.of("vsw-1")), List.of(SecurityGroupId.of("sg-1")))
                            .spec(),
                    VSwitchId.of("vsw-1"),
                    1,
                    null,
                    null)));

    @Test
    void aRecordThatWaitsSaysWhere_A26() {
        assertThat(PreviousZone.of(RECORD, false, RULE, List.of("StatefulSet"))).contains(ZoneId.of("zone-1"));
        assertThat(PreviousZone.of(RECORD, false, RULE, List.of())).contains(ZoneId.of("zone-1"));
    }

    @Test
    void aMissingOrDeletedRecordSaysNothing_A25() {
        assertThat(PreviousZone.of(null, false, RULE, List.of())).isEmpty();
        assertThat(PreviousZone.of(RECORD, true, RULE, List.of())).isEmpty();
        assertThat(PreviousZone.of(RECORD, false, RULE, List.of("ReplicaSet"))).isEmpty();
    }
}
