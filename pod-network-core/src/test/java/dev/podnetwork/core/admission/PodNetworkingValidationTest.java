package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.release.AllocationType.Kind;
import dev.podnetwork.api.release.ReleaseStrategy;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.match.Policies;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodNetworkingValidationTest {
    private static final PodNetworkingSpec GOOD =
            Policies.spec().podSelector(LabelSelector.label("app", "db")).build();

    private static PodNetworkingSpec groups(int count) {
        return GOOD.toBuilder()
                .securityGroups(IntStream.range(0, count)
                        .mapToObj(i -> SecurityGroupId.of("sg-" + i))
                        .toList())
                .build();
    }

    private static PodNetworkingSpec typed(AllocationType type) {
        return GOOD.toBuilder().allocationType(type).build();
    }

    private static String denial(PodNetworkingSpec spec) {
        return PodNetworkingValidation.onCreate(spec, true).denial().orElse(PodNetworkingValidation.CHECKED);
    }

    @Test
    void aGoodPolicyIsChecked() {
        assertThat(PodNetworkingValidation.onCreate(GOOD, true).findings()).isEmpty();
        assertThat(denial(GOOD)).isEqualTo("checked");
    }

    @Test
    void missingListsAreDenied_B2_B3() {
        assertThat(denial(GOOD.toBuilder().vSwitches(List.of()).build())).isEqualTo("vSwitchOptions is not set");
        assertThat(denial(GOOD.toBuilder().securityGroups(List.of()).build())).isEqualTo("security group is not set");
        assertThat(denial(GOOD.toBuilder()
                        .vSwitches(List.of())
                        .securityGroups(List.of())
                        .build()))
                .isEqualTo("vSwitchOptions is not set");
    }

    @Test
    void tooManySecurityGroupsAreDenied_B4_W12() {
        assertThat(denial(groups(11))).isEqualTo("security group can not more than 10");
        assertThat(denial(groups(10))).isEqualTo("checked");
        assertThat(PodNetworkingValidation.onCreate(groups(6), true).warnings()).hasSize(1);
        assertThat(PodNetworkingValidation.onCreate(groups(5), true).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "5", "1d"})
    void anUnreadableTimeToLiveIsDenied_B5(String after) {
        assertThat(denial(typed(AllocationType.fixedTtl(after)))).isEqualTo("invalid releaseAfter " + after);
        assertThat(denial(typed(new AllocationType(Kind.FIXED, ReleaseStrategy.TTL, null))))
                .isEqualTo("invalid releaseAfter ");
    }

    @Test
    void neverTakesNoTime_B6() {
        assertThat(denial(typed(new AllocationType(Kind.FIXED, ReleaseStrategy.NEVER, "1h"))))
                .isEqualTo("releaseAfter must be empty when releaseStrategy is never");
    }

    @Test
    void withoutInjectionAndSelectorsTheTypeMustBeDefault_B7_B8() {
        PodNetworkingSpec plain = Policies.spec().build();
        PodNetworkingSpec own = plain.toBuilder().eniType(EniType.ENI).build();
        assertThat(PodNetworkingValidation.onCreate(own, false).denial())
                .get()
                .asString()
                .isEqualTo("attachType must be default when podSelector and namespaceSelector are not set");
        assertThat(PodNetworkingValidation.onCreate(plain, false).denial()).isEmpty();
        assertThat(PodNetworkingValidation.onCreate(own, true).denial()).isEmpty();
    }

    @Test
    void ashortTimeToLiveIsDeniedOnCreateAndAcceptedWhenStored_W12() {
        PodNetworkingSpec oneMinute = typed(AllocationType.fixedTtl("1m"));
        assertThat(denial(oneMinute)).isEqualTo("invalid releaseAfter 1m: it is under the minimum of 5m");
        assertThat(denial(typed(AllocationType.fixedTtl("5m0s")))).isEqualTo("checked");
        PodNetworkingValidation stored = PodNetworkingValidation.ofStored(oneMinute, true);
        assertThat(stored.denial()).isEmpty();
        assertThat(stored.warnings()).hasSize(1);
    }

    @Test
    void aNegativeTimeToLiveAndFixedWithoutStrategyAreDenied_W12() {
        assertThat(denial(typed(AllocationType.fixedTtl("-1h")))).contains("it is negative");
        assertThat(denial(typed(new AllocationType(Kind.FIXED, null, null))))
                .isEqualTo("releaseStrategy is not set for type Fixed: choose TTL with a releaseAfter, or Never");
    }

    @Test
    void anUpdateIsDeniedForWhatItBringsInOnly_W12() {
        PodNetworkingSpec oneMinute = typed(AllocationType.fixedTtl("1m"));
        PodNetworkingSpec relabelled = oneMinute.toBuilder()
                .podSelector(LabelSelector.label("app", "web"))
                .build();
        assertThat(PodNetworkingValidation.onUpdate(oneMinute, relabelled, true).denial())
                .isEmpty();
        assertThat(PodNetworkingValidation.onUpdate(oneMinute, relabelled, true).warnings())
                .hasSize(1);
        assertThat(PodNetworkingValidation.onUpdate(GOOD, oneMinute, true).denial())
                .isPresent();
        assertThat(PodNetworkingValidation.onUpdate(oneMinute, typed(AllocationType.fixedTtl("2m")), true)
                        .denial())
                .isPresent();
    }

    @Test
    void aSelectorThatCannotBeUsedIsDenied_W8() {
        LabelSelector bad = LabelSelector.expressions(new LabelRequirement("app", "Near", List.of("db")));
        assertThat(denial(GOOD.toBuilder().podSelector(bad).build()))
                .startsWith("invalid podSelector: operator \"Near\"");
        assertThat(denial(GOOD.toBuilder().namespaceSelector(bad).build())).startsWith("invalid namespaceSelector");
    }

    @Test
    void whatHasNoEffectIsSaid() {
        PodNetworkingSpec elastic = typed(new AllocationType(Kind.ELASTIC, ReleaseStrategy.TTL, "1h"));
        assertThat(denial(elastic)).isEqualTo("checked");
        assertThat(PodNetworkingValidation.onCreate(elastic, true).warnings()).hasSize(1);
    }

    @Test
    void onlyMissingListsAreFilled_B10_B11_B13() {
        EniConfig config = EniConfigReader.read(Map.of(
                        "vswitches",
                        Map.of("z", List.of("vsw-b", "vsw-a")),
                        "security_groups",
                        List.of("sg-y", "sg-x")))
                .config();
        PodNetworkingSpec none =
                GOOD.toBuilder().vSwitches(List.of()).securityGroups(List.of()).build();
        PodNetworkingSpec filled = PodNetworkingDefaults.fill(none, config).spec();
        assertThat(filled.vSwitches()).containsExactly(VSwitchId.of("vsw-a"), VSwitchId.of("vsw-b"));
        assertThat(filled.securityGroups()).containsExactly(SecurityGroupId.of("sg-x"), SecurityGroupId.of("sg-y"));
        PodNetworkingSpec noGroups = GOOD.toBuilder().securityGroups(List.of()).build();
        assertThat(PodNetworkingDefaults.fill(noGroups, config).spec().vSwitches())
                .isEqualTo(GOOD.vSwitches());
        assertThat(PodNetworkingDefaults.fill(GOOD, config).message()).isEqualTo("podNetworking all set");
        assertThat(PodNetworkingDefaults.fill(none, null))
                .isEqualTo(new PodNetworkingDefaults(none, "no terway eni-config found"));
        assertThat(PodNetworkingDefaults.fill(filled, config).spec()).isEqualTo(filled);
    }
}
