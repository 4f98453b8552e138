package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.PodNetworkingStatus.State;
import dev.podnetwork.api.selector.VSwitchZone;
import dev.podnetwork.core.match.Policies;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PodNetworkingReadinessTest {
    private static final VpcId VPC = VpcId.of("vpc-1");
    private static final VSwitchId A = VSwitchId.of("vsw-a");
    private static final VSwitchId B = VSwitchId.of("vsw-b");
    private static final VSwitchId C = VSwitchId.of("vsw-c");
    private static final VSwitchFact FOUND = new VSwitchFact.Found(ZoneId.of("zone-1"), VPC, 10);
    private static final VSwitchFact MISSING = new VSwitchFact.Missing("InvalidVSwitchId.NotFound");
    private static final VSwitchFact UNKNOWN = new VSwitchFact.Unknown("Throttling");

    private static PodNetworkingSpec spec(VSwitchId... ids) {
        return Policies.spec().vSwitches(List.of(ids)).build();
    }

    private static PodNetworkingStatus decide(
            PodNetworkingSpec spec, PodNetworkingStatus previous, Map<VSwitchId, VSwitchFact> facts) {
        return PodNetworkingReadiness.decide(spec, previous, PolicyFacts.of(facts, VPC));
    }

    private static PodNetworkingStatus ready(VSwitchId... ids) {
        return PodNetworkingStatus.ready(Stream.of(ids)
                .map(id -> new VSwitchZone(id, ZoneId.of("zone-1")))
                .toList());
    }

    @Test
    void allFoundIsReadyInTheUsersOrder() {
        assertThat(decide(spec(B, A), PodNetworkingStatus.UNCHECKED, Map.of(A, FOUND, B, FOUND)))
                .isEqualTo(ready(B, A));
        VSwitchFact dry = new VSwitchFact.Found(ZoneId.of("zone-1"), VPC, 0);
        assertThat(decide(spec(A), PodNetworkingStatus.UNCHECKED, Map.of(A, dry)))
                .isEqualTo(ready(A));
    }

    @Test
    void theSameFactsGiveTheSameStatus_C2_W4() {
        assertThat(decide(spec(A, B), ready(A, B), Map.of(A, FOUND, B, FOUND))).isEqualTo(ready(A, B));
        PodNetworkingStatus failed = decide(spec(A), PodNetworkingStatus.UNCHECKED, Map.of(A, MISSING));
        assertThat(decide(spec(A), failed, Map.of(A, MISSING))).isEqualTo(failed);
    }

    @Test
    void aMissingVSwitchFailsANewPolicy_C4() {
        PodNetworkingStatus failed = decide(spec(A, B), PodNetworkingStatus.UNCHECKED, Map.of(A, FOUND, B, MISSING));
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.message()).isEqualTo("vSwitch vsw-b cannot be used: InvalidVSwitchId.NotFound");
        assertThat(failed.everReady()).isFalse();
        assertThat(failed.vSwitches()).isEmpty();
    }

    @Test
    void anEditToFewerIsReadyWithExactlyThose_C5() {
        assertThat(decide(spec(A, B), ready(A, B, C), Map.of(A, FOUND, B, FOUND, C, FOUND)))
                .isEqualTo(ready(A, B));
    }

    @Test
    void aReadyPolicyIsJudgedAgainAndKeepsWhatIsLeft_W49() {
        PodNetworkingStatus failed = decide(spec(A, B), ready(A, B), Map.of(A, FOUND, B, MISSING));
        assertThat(failed.state()).isEqualTo(State.FAIL);
        assertThat(failed.everReady()).isTrue();
        assertThat(failed.vSwitchIds()).containsExactly(A);
        PodNetworkingStatus nothing = decide(spec(A, B), failed, Map.of(A, MISSING, B, MISSING));
        assertThat(nothing.everReady()).isTrue();
        assertThat(nothing.vSwitches()).isEmpty();
        assertThat(decide(spec(A, B), nothing, Map.of(A, FOUND, B, FOUND))).isEqualTo(ready(A, B));
    }

    @Test
    void unknownChangesNothing() {
        assertThat(decide(spec(A, B), ready(A, B), Map.of(A, FOUND, B, UNKNOWN)))
                .isEqualTo(ready(A, B));
        assertThat(decide(spec(A, B), ready(A, B), Map.of(A, FOUND))).isEqualTo(ready(A, B));
        assertThat(decide(spec(A), PodNetworkingStatus.UNCHECKED, Map.of())).isEqualTo(PodNetworkingStatus.UNCHECKED);
    }

    @Test
    void anotherVpcFailsWithBothIdsNamed() {
        VSwitchFact foreign = new VSwitchFact.Found(ZoneId.of("zone-1"), VpcId.of("vpc-2"), 10);
        assertThat(decide(spec(A), PodNetworkingStatus.UNCHECKED, Map.of(A, foreign))
                        .message())
                .contains("vsw-a is in VPC vpc-2")
                .contains("cluster is in VPC vpc-1");
        PolicyFacts group =
                new PolicyFacts(Map.of(A, FOUND), Map.of(SecurityGroupId.of("sg-1"), VpcId.of("vpc-3")), VPC);
        assertThat(PodNetworkingReadiness.decide(spec(A), ready(A), group)).satisfies(status -> {
            assertThat(status.state()).isEqualTo(State.FAIL);
            assertThat(status.message())
                    .contains("security group sg-1 is in VPC vpc-3")
                    .contains("vpc-1");
            assertThat(status.vSwitchIds()).containsExactly(A);
        });
    }

    @Test
    void aPolicyWithoutVSwitchesFails() {
        assertThat(decide(spec(), PodNetworkingStatus.UNCHECKED, Map.of()).message())
                .isEqualTo("vSwitchOptions is not set");
    }
}
