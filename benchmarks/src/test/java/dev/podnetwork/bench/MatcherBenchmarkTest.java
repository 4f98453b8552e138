package dev.podnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Library and rival answer the same question with the same answer. */
final class MatcherBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"positive", "shared", "negative"})
    void bothFindTheOnePolicyThatApplies(String selectors) {
        MatcherBenchmark benchmark = prepared(selectors);
        assertThat(benchmark.indexedWithNames()).isEqualTo(List.of("policy-07777"));
        assertThat(benchmark.indexed()).isEqualTo(Optional.ofNullable(benchmark.compileAndScan()));
    }

    @Test
    void bothFindTheLowestOfThoseThatApply() {
        MatcherBenchmark benchmark = prepared("indifferent");
        assertThat((List<?>) benchmark.indexedWithNames()).hasSize(9_999);
        assertThat(benchmark.indexed()).isEqualTo(Optional.ofNullable(benchmark.compileAndScan()));
    }

    private static MatcherBenchmark prepared(String selectors) {
        MatcherBenchmark benchmark = new MatcherBenchmark();
        benchmark.selectors = selectors;
        benchmark.setUp();
        return benchmark;
    }
}
