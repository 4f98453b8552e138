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
import net.jqwik.api.Tuple;

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

    /** Enough policies for sets of every form: listed, as bits, and over the edges of words. */
    @Property(tries = 200)
    void theIndexOfManyPoliciesFindsWhatAScanOfAllFinds(
            @ForAll("manyPolicies") List<PodNetworking> policies, @ForAll("pods") PodLabels pod) {
        PodNetworkingMatcher matcher = PodNetworkingMatcher.of(policies);
        List<String> selecting = matcher.policies().stream()
                .filter(p -> selects(p, pod))
                .map(PodNetworking::name)
                .toList();
        List<String> scan = matcher.policies().stream()
                .filter(p -> applies(p, pod))
                .map(PodNetworking::name)
                .toList();
        PolicyMatch match = matcher.match(pod);
        assertThat(match.names()).isEqualTo(scan);
        assertThat(match.matching()).extracting(PodNetworking::name).isEqualTo(scan);
        assertThat(match.chosen().map(PodNetworking::name))
                .isEqualTo(scan.stream().findFirst());
        assertThat(match.isAmbiguous()).isEqualTo(scan.size() > 1);
        assertThat(match.dropped())
                .extracting(NearMiss::policy)
                .containsExactlyElementsOf(
                        selecting.stream().filter(name -> !scan.contains(name)).toList());
        assertThat(matcher.explain(pod)).hasSize(policies.size() - scan.size()).containsAll(match.dropped());
    }

    private static boolean applies(PodNetworking policy, PodLabels pod) {
        return selects(policy, pod)
                && policy.status().everReady()
                && (pod.fixedName() || !policy.spec().allocationType().isFixed());
    }

    private static boolean selects(PodNetworking policy, PodLabels pod) {
        PodNetworkingSpec spec = policy.spec();
        boolean podFits = spec.podSelector() == null
                || (spec.podSelector().isValid() && spec.podSelector().matches(pod.pod()));
        boolean namespaceFits = spec.namespaceSelector() == null
                || (spec.namespaceSelector().isValid()
                        && spec.namespaceSelector().matches(pod.namespace()));
        return spec.hasSelector() && podFits && namespaceFits;
    }

    @Provide
    Arbitrary<PodLabels> pods() {
        return Combinators.combine(labels(), labels(), Arbitraries.of(true, false))
                .as(PodLabels::new);
    }

    @Provide
    Arbitrary<List<PodNetworking>> policies() {
        return policy().list().ofMaxSize(8).uniqueElements(PodNetworking::name);
    }

    @Provide
    Arbitrary<List<PodNetworking>> manyPolicies() {
        return policy().list().ofMinSize(50).ofMaxSize(300).uniqueElements(PodNetworking::name);
    }

    private static Arbitrary<PodNetworking> policy() {
        Arbitrary<PodNetworkingSpec> specs = Combinators.combine(
                        selector().injectNull(0.2),
                        selector().injectNull(0.5),
                        Arbitraries.of(AllocationType.ELASTIC, AllocationType.fixedNever()))
                .as((pods, namespaces, type) -> Policies.spec()
                        .podSelector(pods)
                        .namespaceSelector(namespaces)
                        .allocationType(type)
                        .build());
        return Combinators.combine(Arbitraries.integers().between(0, 999_999), specs, Arbitraries.of(true, true, false))
                .as((n, spec, ready) -> ready ? Policies.ready("p" + n, spec) : PodNetworking.unchecked("p" + n, spec));
    }

    private static Arbitrary<LabelSelector> selector() {
        Arbitrary<LabelRequirement> requirement = Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("In", "In", "In", "NotIn", "NotIn", "NotIn", "Exists", "DoesNotExist", "Near"),
                        Arbitraries.of("x", "y", "z").list().ofMaxSize(2))
                .as((key, op, values) ->
                        new LabelRequirement(key, op, op.endsWith("n") || op.equals("Near") ? values : List.of()));
        Arbitrary<LabelRequirement> valid =
                requirement.filter(each -> each.problems().isEmpty());
        Arbitrary<List<LabelRequirement>> some = Arbitraries.frequencyOf(
                Tuple.of(6, valid.list().ofMaxSize(2)),
                Tuple.of(1, requirement.list().ofMaxSize(3)),
                Tuple.of(1, valid.list().ofMinSize(6).ofMaxSize(9)));
        return Combinators.combine(labels(), some).as(LabelSelector::new);
    }

    private static Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), Arbitraries.of("x", "y", "z"))
                .ofMaxSize(2);
    }
}
