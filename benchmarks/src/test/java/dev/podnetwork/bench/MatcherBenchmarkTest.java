package dev.podnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.match.PolicyMatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Library and rival answer the same question with the same answer. */
final class MatcherBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"positive", "negative"})
    void bothFindTheOnePolicyThatApplies(String selectors) {
        MatcherBenchmark benchmark = new MatcherBenchmark();
        benchmark.selectors = selectors;
        benchmark.setUp();
        PolicyMatch ours = (PolicyMatch) benchmark.indexed();
        assertThat(ours.matching()).extracting(PodNetworking::name).containsExactly("policy-07777");
        assertThat(benchmark.compileAndScan()).isEqualTo(ours.matching().get(0));
    }
}
