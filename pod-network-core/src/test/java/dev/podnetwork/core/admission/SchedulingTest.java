package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.admission.NetworkResolution.Resolved;
import dev.podnetwork.core.admission.NetworkResolution.Source;
import dev.podnetwork.core.match.FixedNameRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulingTest {
    private static final ZoneId A = ZoneId.of("a");
    private static final ZoneId B = ZoneId.of("b");
    private static final PodFacts POD = PodFacts.plain(PodRef.of("default", "pod-0"), Map.of(), List.of("StatefulSet"));
    private static final AllocationType FIXED = AllocationType.fixedNever();

    private static NetworkEntry entry(EniType type, AllocationType allocation) {
        return new NetworkEntry(
                "eth0",
                List.of(VSwitchId.of("vsw-1")),
                List.of(SecurityGroupId.of("sg-1")),
                type,
                VSwitchSelectionPolicy.ORDERED,
                allocation,
                InterfaceExtras.NONE);
    }

    private static Resolved resolved(AllocationType allocation, @Nullable List<ZoneId> zones) {
        return new Resolved(List.of(entry(EniType.DEFAULT, allocation)), Source.POLICY, List.of("p"), List.of(), zones);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  false, DEFAULT,         aliyun/member-eni, 1",
        "true,  false, TRUNK,           aliyun/member-eni, 1",
        "true,  false, ENI,             aliyun/eni,        1",
        "true,  false, DEFAULT DEFAULT, aliyun/member-eni, 2",
        "true,  false, DEFAULT ENI,     aliyun/eni,        2",
        "false, false, DEFAULT,         aliyun/eni,        1",
        "false, false, TRUNK DEFAULT,   aliyun/eni,        2",
        "true,  true,  DEFAULT,         aliyun/eni,        1",
        "true,  true,  TRUNK,           aliyun/member-eni, 1"
    })
    void oneResourcePerInterface_A4_A22(boolean trunk, boolean whollyExclusive, String types, String name, int count) {
        ClusterSettings settings =
                new ClusterSettings(trunk, false, true, whollyExclusive, FixedNameRule.STATEFUL_SETS);
        List<NetworkEntry> entries = new ArrayList<>();
        Stream.of(types.split(" ")).forEach(t -> entries.add(entry(EniType.valueOf(t), AllocationType.ELASTIC)));
        assertThat(ResourceRequest.of(entries, settings)).contains(new ResourceRequest(name, count));
    }

    @Test
    void noInterfaceOrNoInjectionAsksForNothing_A20() {
        ClusterSettings off = new ClusterSettings(true, false, false, false, FixedNameRule.STATEFUL_SETS);
        assertThat(ResourceRequest.of(List.of(), ClusterSettings.DEFAULT)).isEmpty();
        assertThat(ResourceRequest.of(List.of(entry(EniType.ENI, FIXED)), off)).isEmpty();
    }

    @Test
    void theZonesOfThePolicyConstrainAPod_A17() {
        ZoneConstraint constraint = ZoneConstraint.of(resolved(AllocationType.ELASTIC, List.of(A, B)), POD, null);
        assertThat(constraint.anyOf()).containsExactly(List.of(A, B));
        assertThat(constraint.allows(A)).isTrue();
        assertThat(constraint.allows(ZoneId.of("c"))).isFalse();
        assertThat(ZoneConstraint.of(resolved(AllocationType.ELASTIC, null), POD, null))
                .isEqualTo(ZoneConstraint.NONE);
    }

    @Test
    void aDaemonSetsPodIsNotConstrained_A16() {
        PodFacts daemon = PodFacts.plain(PodRef.of("default", "d"), Map.of(), List.of("DaemonSet"));
        assertThat(ZoneConstraint.of(resolved(FIXED, List.of(A)), daemon, B)).isEqualTo(ZoneConstraint.NONE);
    }

    @Test
    void theZoneOfTheRecordComesFirstThenThoseOfThePolicy_A19() {
        assertThat(ZoneConstraint.of(resolved(FIXED, List.of(A, B)), POD, B).anyOf())
                .containsExactly(List.of(B), List.of(A, B));
        assertThat(ZoneConstraint.of(resolved(FIXED, List.of(A)), POD, A).anyOf())
                .containsExactly(List.of(A), List.of(A));
        assertThat(ZoneConstraint.of(resolved(FIXED, null), POD, A).anyOf()).containsExactly(List.of(A));
    }

    @Test
    void aFixedPodStaysHomeWhenItsPolicyMoved_W11() {
        ZoneConstraint constraint = ZoneConstraint.of(resolved(FIXED, List.of(B)), POD, A);
        assertThat(constraint.allows(A)).isTrue();
        assertThat(constraint.allows(B)).isFalse();
        assertThat(constraint.report())
                .get()
                .asString()
                .contains("is in zone a")
                .contains("in [b] now");
    }

    @Test
    void anElasticPodForgetsWhereItWas() {
        assertThat(ZoneConstraint.of(resolved(AllocationType.ELASTIC, List.of(B)), POD, A)
                        .anyOf())
                .containsExactly(List.of(B));
    }
}
