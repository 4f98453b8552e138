package dev.podnetwork.api.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    @Test
    void everyPartMustHold() {
        LabelSelector selector = new LabelSelector(
                Map.of("app", "db"),
                List.of(LabelRequirement.in("tier", "a", "b"), LabelRequirement.doesNotExist("canary")));
        assertThat(selector.matches(Map.of("app", "db", "tier", "b"))).isTrue();
        assertThat(selector.matches(Map.of("app", "db", "tier", "c"))).isFalse();
        assertThat(selector.matches(Map.of("app", "db", "tier", "b", "canary", "")))
                .isFalse();
        assertThat(selector.unmet(Map.of("app", "web"))).containsExactly("app=db", "tier In [a, b]");
    }

    @Test
    void anEmptySelectorSelectsEverything() {
        assertThat(LabelSelector.everything().matches(Map.of())).isTrue();
        assertThat(LabelSelector.everything().matches(Map.of("any", "thing"))).isTrue();
    }

    @Test
    void notInHoldsForAPodWithoutTheLabel() {
        assertThat(LabelRequirement.notIn("tier", "a").matches(Map.of())).isTrue();
        assertThat(LabelRequirement.notIn("tier", "a").matches(Map.of("tier", "a")))
                .isFalse();
    }

    @Test
    void anInvalidSelectorIsAValueThatKnowsWhyAndSelectsNothing_A23() {
        LabelSelector selector = LabelSelector.expressions(new LabelRequirement("tier", "Near", List.of("a")));
        assertThat(selector.isValid()).isFalse();
        assertThat(selector.problems())
                .containsExactly("operator \"Near\" of key \"tier\" is not one of In, NotIn, Exists, DoesNotExist");
        assertThat(selector.matches(Map.of("tier", "a"))).isFalse();
    }

    @Test
    void operatorsWantTheirValuesOrNone() {
        assertThat(LabelSelector.expressions(LabelRequirement.in("tier")).problems())
                .containsExactly("operator In of key \"tier\" needs at least one value");
        assertThat(LabelSelector.expressions(new LabelRequirement("tier", "Exists", List.of("x")))
                        .problems())
                .containsExactly("operator Exists of key \"tier\" takes no values, found [x]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "a", "k8s.io/app", "my.domain.example/App_1.x", "A-1"})
    void goodKeys(String key) {
        assertThat(LabelSelector.label(key, "v").isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-app", "app-", "a/b/c", "/app", "K8S.io/app", "k8s..io/app", "a b", "k8s.io/"})
    void badKeys(String key) {
        assertThat(LabelSelector.label(key, "v").problems())
                .singleElement()
                .asString()
                .contains("label key");
    }

    @Test
    void valuesHaveASpellingToo() {
        assertThat(LabelSelector.label("app", "").isValid()).isTrue();
        assertThat(LabelSelector.label("app", "a".repeat(63)).isValid()).isTrue();
        assertThat(LabelSelector.label("app", "a".repeat(64)).isValid()).isFalse();
        assertThat(LabelSelector.label("app", "not ok").problems())
                .singleElement()
                .asString()
                .contains("value \"not ok\" of label key \"app\"");
    }
}
