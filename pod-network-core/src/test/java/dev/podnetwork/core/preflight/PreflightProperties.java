package dev.podnetwork.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.capacity.JoinThresholds;
import dev.podnetwork.core.preflight.PreflightVerdict.Outcome;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any facts. */
final class PreflightProperties {
    private static final Preflight PREFLIGHT = Preflight.of(JoinThresholds.STRICT);

    private static final Map<String, List<String>> TEXTS = Map.of(
            "a version such as 1.14.3", List.of("1.7", "1.8.0", "1.10", "1.14.3", "1.22", "1.34", "4.19", "5.10"),
            "true, false", List.of("true", "false"),
            "a whole number, 0 or more", List.of("0", "1", "2", "3", "6", "7", "11", "12", "1000"),
            "blocks such as 10.0.0.0/8, separated by commas", List.of("10.0.0.0/8", "172.21.0.0/20", "fd00::/64"),
            "a month or day such as 2020-06 or 2020-06-15", List.of("2019-12", "2020-06-01"),
            "a text", List.of("", "/var/addon/token-config"));

    @Provide
    Arbitrary<PreflightFacts> facts() {
        Arbitrary<Change> one = Arbitraries.of(Facts.all())
                .flatMap(fact -> Arbitraries.of(texts(fact)).map(text -> new Change(fact.name(), text)));
        return one.list().ofMaxSize(60).map(PreflightProperties::facts);
    }

    private static List<String> texts(Fact<?> fact) {
        List<String> known = TEXTS.get(fact.allowed());
        return known != null ? known : List.of(fact.allowed().split(", ", -1));
    }

    private static PreflightFacts facts(List<Change> changes) {
        return changed(PreflightFacts.NONE, changes);
    }

    private static PreflightFacts changed(PreflightFacts start, List<Change> changes) {
        PreflightFacts facts = start;
        for (Change change : changes) {
            facts = facts.withText(Facts.byName(change.fact()).orElseThrow(), change.value())
                    .orElseThrow();
        }
        return facts;
    }

    @Property(tries = 300)
    void everyNamedChangeTurnsItsRuleAround(@ForAll("facts") PreflightFacts facts) {
        List<PreflightVerdict> before = PREFLIGHT.check(facts);
        for (int i = 0; i < before.size(); i++) {
            PreflightVerdict verdict = before.get(i);
            for (List<Change> changes : verdict.flips()) {
                Outcome after = PREFLIGHT.check(changed(facts, changes)).get(i).outcome();
                // A rule that spoke is silent then, unless something else that could make it speak is not known.
                assertThat(after == Outcome.APPLIES)
                        .as("%s after %s", verdict, changes)
                        .isEqualTo(verdict.outcome() != Outcome.APPLIES);
            }
        }
    }

    @Property(tries = 300)
    void whatIsDecidedStaysSoWhenMoreIsKnown(
            @ForAll("facts") PreflightFacts some, @ForAll("facts") PreflightFacts more) {
        List<PreflightVerdict> before = PREFLIGHT.check(some);
        List<PreflightVerdict> after = PREFLIGHT.check(more.and(some));
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).outcome() != Outcome.OPEN) {
                assertThat(after.get(i).outcome()).isEqualTo(before.get(i).outcome());
            }
        }
    }
}
