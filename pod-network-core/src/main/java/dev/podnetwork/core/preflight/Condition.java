package dev.podnetwork.core.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One part of a rule. Immutable.
 *
 * @param facts what it looks at
 * @param test whether it holds; empty when something is unknown that could decide it
 * @param toHold changes that together make it hold
 * @param toFail changes that together make it fail
 */
record Condition(
        List<Fact<?>> facts,
        Function<PreflightFacts, Optional<Boolean>> test,
        Function<PreflightFacts, List<Change>> toHold,
        Function<PreflightFacts, List<Change>> toFail) {

    static <T> Condition of(Fact<T> fact, Predicate<T> test, T holds, T fails) {
        return new Condition(
                List.of(fact),
                facts -> facts.get(fact).map(test::test),
                facts -> List.of(Change.to(fact, holds)),
                facts -> List.of(Change.to(fact, fails)));
    }

    static Condition yes(Fact<Boolean> fact) {
        return of(fact, value -> value, true, false);
    }

    static Condition no(Fact<Boolean> fact) {
        return of(fact, value -> !value, false, true);
    }

    static <T> Condition is(Fact<T> fact, T wanted, T other) {
        return of(fact, wanted::equals, wanted, other);
    }

    /** Below a version; {@code older} is an example. */
    static Condition below(Fact<Version> fact, String version, String older) {
        Version limit = Version.of(version);
        return of(fact, value -> value.compareTo(limit) < 0, Version.of(older), limit);
    }

    /** At a version or above it; {@code older} is an example of one below. */
    static Condition from(Fact<Version> fact, String version, String older) {
        Version limit = Version.of(version);
        return of(fact, value -> value.compareTo(limit) >= 0, limit, Version.of(older));
    }

    static Condition atMost(Fact<Integer> fact, int most) {
        return of(fact, value -> value <= most, most, most + 1);
    }

    /** Holds when one of them does; fails when all do. */
    static Condition anyOf(Condition... some) {
        List<Condition> parts = List.of(some);
        return new Condition(
                parts.stream().flatMap(c -> c.facts().stream()).toList(),
                facts -> either(parts, facts),
                facts -> parts.get(0).toHold().apply(facts),
                facts -> {
                    List<Change> all = new ArrayList<>();
                    parts.stream()
                            .filter(c -> c.test().apply(facts).orElse(true))
                            .forEach(c -> all.addAll(c.toFail().apply(facts)));
                    return all;
                });
    }

    private static Optional<Boolean> either(List<Condition> parts, PreflightFacts facts) {
        boolean unknown = false;
        for (Condition part : parts) {
            Optional<Boolean> answer = part.test().apply(facts);
            if (answer.isPresent() && answer.get()) {
                return answer;
            }
            unknown |= answer.isEmpty();
        }
        return unknown ? Optional.empty() : Optional.of(false);
    }
}
