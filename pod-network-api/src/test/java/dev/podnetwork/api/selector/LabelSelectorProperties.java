package dev.podnetwork.api.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.selector.LabelRequirement.Operator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LabelSelectorProperties {
    @Property
    void matchingEqualsTheNaiveReference(
            @ForAll("selectors") LabelSelector selector, @ForAll("labels") Map<String, String> labels) {
        assertThat(selector.matches(labels)).isEqualTo(reference(selector, labels));
        assertThat(selector.unmet(labels).isEmpty()).isEqualTo(selector.matches(labels));
        assertThat(selector.isValid()).isTrue();
    }

    /** Truth by enumeration: the value a pod has for a key, or none, against what each operator says of it. */
    private static boolean reference(LabelSelector selector, Map<String, String> labels) {
        boolean all = selector.matchLabels().entrySet().stream().allMatch(labels.entrySet()::contains);
        return all
                && selector.matchExpressions().stream().allMatch(e -> {
                    List<String> has = labels.entrySet().stream()
                            .filter(l -> l.getKey().equals(e.key()))
                            .map(Map.Entry::getValue)
                            .toList();
                    boolean common = has.stream().anyMatch(e.values()::contains);
                    Operator operator = e.parsedOperator().orElseThrow();
                    return operator == Operator.IN
                            ? common
                            : operator == Operator.NOT_IN ? !common : (operator == Operator.EXISTS) == !has.isEmpty();
                });
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(key(), value()).ofMaxSize(3);
    }

    @Provide
    Arbitrary<LabelSelector> selectors() {
        Arbitrary<LabelRequirement> withValues = Combinators.combine(
                        key(),
                        Arbitraries.of("In", "NotIn"),
                        value().list().ofMinSize(1).ofMaxSize(3))
                .as(LabelRequirement::new);
        Arbitrary<LabelRequirement> without = Combinators.combine(key(), Arbitraries.of("Exists", "DoesNotExist"))
                .as((k, op) -> new LabelRequirement(k, op, List.of()));
        return Combinators.combine(
                        labels(), Arbitraries.oneOf(withValues, without).list().ofMaxSize(3))
                .as(LabelSelector::new);
    }

    private static Arbitrary<String> key() {
        return Arbitraries.of("a", "b", "c");
    }

    private static Arbitrary<String> value() {
        return Arbitraries.of("", "x", "y");
    }
}
