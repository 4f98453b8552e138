package dev.podnetwork.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FixedNameRuleTest {
    @Test
    void ownerlessStatefulSetAndCustomKindsHaveFixedNames_A29() {
        FixedNameRule rule = new FixedNameRule(List.of("CloneSet"), List.of());
        assertThat(rule.isFixedName(List.of())).isTrue();
        assertThat(rule.isFixedName(List.of("StatefulSet"))).isTrue();
        assertThat(rule.isFixedName(List.of("CloneSet"))).isTrue();
        assertThat(rule.isFixedName(List.of("Job", "StatefulSet"))).isTrue();
        assertThat(rule.isFixedName(List.of("Deployment", "ReplicaSet"))).isFalse();
        assertThat(FixedNameRule.STATEFUL_SETS.isFixedName(List.of("CloneSet"))).isFalse();
    }

    @Test
    void theControllersKindsAreExactThoseOfEniConfigAreLowerCase() {
        FixedNameRule rule = new FixedNameRule(List.of("CloneSet"), List.of("gamestatefulset"));
        assertThat(rule.isFixedName(List.of("cloneset"))).isFalse();
        assertThat(rule.isFixedName(List.of("GameStatefulSet"))).isTrue();
        assertThat(rule.isFixedName(List.of("statefulset"))).isFalse();
    }
}
