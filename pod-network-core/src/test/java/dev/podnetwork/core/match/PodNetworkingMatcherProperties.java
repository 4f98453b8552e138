package dev.podnetwork.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PodNetworkingMatcherProperties {
    @Property
    void theAnswerDoesNotDependOnTheOrderOfThePolicies(
            @ForAll("policies") List<PodNetworking> policies, @ForAll("pods") PodLabels pod, @ForAll Random random) {
        List<PodNetworking> shuffled = new ArrayList<>(policies);
        Collections.shuffle(shuffled, random);
        PodNetworkingMatcher one = PodNetworkingMatcher.of(policies);
        PodNetworkingMatcher other = PodNetworkingMatcher.of(shuffled);
        assertThat(other.match(pod)).isEqualTo(one.match(pod));
        assertThat(other.explain(pod)).isEqualTo(one.explain(pod));
    }

    @Property
    void theIndexFindsWhatAScanOfAllFinds(
            @ForAll("policies") List<PodNetworking> policies, @ForAll("pods") PodLabels pod) {
        PodNetworkingMatcher matcher = PodNetworkingMatcher.of(policies);
        List<String> scan = policies.stream()
                .filter(p -> applies(p, pod))
                .map(PodNetworking::name)
                .sorted()
                .toList();
        assertThat(matcher.match(pod).names()).isEqualTo(scan);
        assertThat(matcher.explain(pod)).hasSize(policies.size() - scan.size());
    }

    private static boolean applies(PodNetworking policy, PodLabels pod) {
        PodNetworkingSpec spec = policy.spec();
        boolean podFits = spec.podSelector() == null
                || (spec.podSelector().isValid() && spec.podSelector().matches(pod.pod()));
        boolean namespaceFits = spec.namespaceSelector() == null
                || (spec.namespaceSelector().isValid()
                        && spec.namespaceSelector().matches(pod.namespace()));
        return spec.hasSelector()
                && podFits
                && namespaceFits
                && policy.status().everReady()
                && (pod.fixedName() || !spec.allocationType().isFixed());
    }

    @Provide
    Arbitrary<PodLabels> pods() {
        return Combinators.combine(labels(), labels(), Arbitraries.of(true, false))
                .as(PodLabels::new);
    }

    @Provide
    Arbitrary<List<PodNetworking>> policies() {
        Arbitrary<PodNetworkingSpec> specs = Combinators.combine(
                        selector().injectNull(0.2),
                        selector().injectNull(0.5),
                        Arbitraries.of(AllocationType.ELASTIC, AllocationType.fixedNever()))
                .as((pods, namespaces, type) -> Policies.spec()
                        .podSelector(pods)
                        .namespaceSelector(namespaces)
                        .allocationType(type)
                        .build());
        Arbitrary<PodNetworking> policy = Combinators.combine(
                        Arbitraries.integers().between(0, 99), specs, Arbitraries.of(true, true, false))
                .as((n, spec, ready) -> ready ? Policies.ready("p" + n, spec) : PodNetworking.unchecked("p" + n, spec));
        return policy.list().ofMaxSize(8).uniqueElements(PodNetworking::name);
    }

    private static Arbitrary<LabelSelector> selector() {
        Arbitrary<LabelRequirement> requirement = Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("In", "NotIn", "Exists", "DoesNotExist", "Near"),
                        Arbitraries.of("x", "y").list().ofMaxSize(2))
                .as((key, op, values) ->
                        new LabelRequirement(key, op, op.endsWith("n") || op.equals("Near") ? values : List.of()));
        return Combinators.combine(labels(), requirement.list().ofMaxSize(2)).as(LabelSelector::new);
    }

    private static Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("a", "b"), Arbitraries.of("x", "y"))
                .ofMaxSize(2);
    }
}
