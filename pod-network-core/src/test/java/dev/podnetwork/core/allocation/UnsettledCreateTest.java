package dev.podnetwork.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.cloud.CloudFault;
import org.junit.jupiter.api.Test;

/** A record is not removed while nobody knows whether a create of it made something. */
class UnsettledCreateTest {
    @Test
    void aRefusalOfOneInterfaceKeepsTheRecordWhileTheOtherMayHaveBeenMade() {
        Life life = Story.begin("elastic x 2").to(AllocationPhase.REQUESTED);
        life.after(8)
                .step(
                        life.failed(0, Call.CREATE, Life.fault(CloudFault.Kind.OUTCOME_UNKNOWN)),
                        life.failed(1, Call.CREATE, Life.fault(CloudFault.Kind.FORBIDDEN)));

        assertThat(Story.phase(life.record)).isEqualTo("REQUESTED");
    }

    @Test
    void oneInterfaceRefusedForGoodIsASettledRecordAndIsRemoved() {
        Life life = Story.begin("elastic").to(AllocationPhase.REQUESTED);
        Transition step = life.after(1).step(life.failed(0, Call.CREATE, Life.fault(CloudFault.Kind.FORBIDDEN)));

        assertThat(step.next()).isNull();
        assertThat(step.explanation().message()).contains("FORBIDDEN").contains("change the policy or the account");
    }
}
