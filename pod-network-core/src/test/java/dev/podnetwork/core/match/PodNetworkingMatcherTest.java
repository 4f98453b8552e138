package dev.podnetwork.core.match;

import static dev.podnetwork.core.match.Policies.forLabel;
import static dev.podnetwork.core.match.Policies.ready;
import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.core.match.NearMiss.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodNetworkingMatcherTest {
    private static final PodLabels DB = new PodLabels(Map.of("app", "db"), Map.of("team", "storage"), true);
    private static final PodLabels DB_UNNAMED = new PodLabels(DB.pod(), DB.namespace(), false);
    private static final LabelSelector INVALID =
            LabelSelector.expressions(new LabelRequirement("app", "Near", List.of("db")));

    private static PolicyMatch match(PodLabels labels, PodNetworking... policies) {
        return PodNetworkingMatcher.of(List.of(policies)).match(labels);
    }

    @Test
    void ofSeveralTheLowestNameWinsAndAllAreNamed_W8() {
        PolicyMatch match =
                match(DB, forLabel("b", "app", "db"), forLabel("c", "app", "web"), forLabel("a", "app", "db"));
        assertThat(match.chosen()).get().extracting(PodNetworking::name).isEqualTo("a");
        assertThat(match.names()).containsExactly("a", "b");
        assertThat(match.isAmbiguous()).isTrue();
    }

    @Test
    void anInvalidSelectorAffectsOnlyItself_W8() {
        PodNetworking bad = ready("a", spec().podSelector(INVALID).build());
        PodNetworkingMatcher matcher = PodNetworkingMatcher.of(List.of(bad, forLabel("b", "app", "db")));
        assertThat(matcher.match(DB).names()).containsExactly("b");
        assertThat(matcher.invalidSelectors()).containsOnlyKeys("a");
        assertThat(matcher.explain(DB)).singleElement().satisfies(miss -> {
            assertThat(miss.cause()).isEqualTo(Cause.INVALID_SELECTOR);
            assertThat(miss.text()).contains("podSelector: operator \"Near\"");
        });
    }

    @Test
    void anInvalidSelectorBesideAGoodOneStillSelectsNothing_W8() {
        PodNetworking half = ready(
                "a",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .namespaceSelector(INVALID)
                        .build());
        assertThat(match(DB, half).matching()).isEmpty();
    }

    @Test
    void neitherSelectorNeverMatchesAnEmptyOneAlwaysDoes() {
        PodNetworking none = ready("none", spec().build());
        PodNetworking all =
                ready("z-all", spec().podSelector(LabelSelector.everything()).build());
        assertThat(match(DB, none).matching()).isEmpty();
        assertThat(match(new PodLabels(Map.of(), Map.of(), false), none, all).names())
                .containsExactly("z-all");
        assertThat(PodNetworkingMatcher.of(List.of(none)).explain(DB))
                .extracting(NearMiss::cause)
                .containsExactly(Cause.NO_SELECTOR);
    }

    @Test
    void aNamespaceSelectorAloneMatchesTheNamespace_A28() {
        PodNetworking byTeam = ready(
                "team",
                spec().namespaceSelector(LabelSelector.label("team", "storage")).build());
        assertThat(match(DB, byTeam).names()).containsExactly("team");
        PodLabels elsewhere = new PodLabels(DB.pod(), Map.of("team", "web"), true);
        assertThat(match(elsewhere, byTeam).matching()).isEmpty();
        assertThat(PodNetworkingMatcher.of(List.of(byTeam)).explain(elsewhere))
                .containsExactly(
                        new NearMiss("team", Cause.NAMESPACE_LABELS, "the namespace does not satisfy team=storage"));
    }

    @Test
    void bothSelectorsMustMatch() {
        PodNetworking both = ready(
                "both",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .namespaceSelector(LabelSelector.label("team", "storage"))
                        .build());
        assertThat(match(DB, both).names()).containsExactly("both");
        assertThat(match(new PodLabels(DB.pod(), Map.of(), true), both).matching())
                .isEmpty();
        assertThat(match(new PodLabels(Map.of(), DB.namespace(), true), both).matching())
                .isEmpty();
    }

    @Test
    void aPolicyThatWasNeverReadyIsDroppedAndNamed_W9() {
        PodNetworking never = PodNetworking.unchecked(
                "a", spec().podSelector(LabelSelector.label("app", "db")).build());
        PodNetworking failed = never.withStatus(
                PodNetworkingStatus.failed(PodNetworkingStatus.UNCHECKED, List.of(), "vsw-1 not found"));
        assertThat(match(DB, never, forLabel("b", "app", "db")).names()).containsExactly("b");
        assertThat(match(DB, failed).dropped())
                .containsExactly(
                        new NearMiss("a", Cause.NEVER_READY, "selects the pod but is not Ready yet: vsw-1 not found"));
    }

    @Test
    void aPolicyThatWasReadyAndFailedStillMatches_W9() {
        PodNetworking good = forLabel("a", "app", "db");
        PodNetworking failed = good.withStatus(
                PodNetworkingStatus.failed(good.status(), good.status().vSwitches(), "vsw-2 not found"));
        assertThat(match(DB, failed).names()).containsExactly("a");
    }

    @Test
    void fixedIsDroppedForPodsWithoutFixedNamesBeforeTheLowestNameWins() {
        PodNetworking fixed = ready(
                "a",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .allocationType(AllocationType.fixedNever())
                        .build());
        PodNetworking elastic = forLabel("b", "app", "db");
        assertThat(match(DB, fixed, elastic).names()).containsExactly("a", "b");
        PolicyMatch unnamed = match(DB_UNNAMED, fixed, elastic);
        assertThat(unnamed.names()).containsExactly("b");
        assertThat(unnamed.dropped()).extracting(NearMiss::cause).containsExactly(Cause.NOT_FIXED_NAME);
    }

    @Test
    void theIndexFindsInAndExistsToo() {
        PodNetworking in = ready(
                "in",
                spec().podSelector(LabelSelector.expressions(LabelRequirement.in("app", "db", "db", "web")))
                        .build());
        PodNetworking exists = ready(
                "exists",
                spec().podSelector(LabelSelector.expressions(LabelRequirement.exists("app")))
                        .build());
        PodNetworking notIn = ready(
                "not-in",
                spec().podSelector(LabelSelector.expressions(LabelRequirement.notIn("app", "web")))
                        .build());
        assertThat(match(DB, in, exists, notIn).names()).containsExactly("exists", "in", "not-in");
        PodLabels web = new PodLabels(Map.of("app", "web"), Map.of(), true);
        assertThat(match(web, in, exists, notIn).names()).containsExactly("exists", "in");
        PodLabels bare = new PodLabels(Map.of(), Map.of(), true);
        assertThat(match(bare, in, exists, notIn).names()).containsExactly("not-in");
    }

    @Test
    void oneMatchAmongTenThousandPoliciesLooksAtTheFewItMust_W8() {
        List<PodNetworking> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            LabelSelector selector = new LabelSelector(Map.of("common", "yes", "app", "app-" + i), List.of());
            many.add(ready("p-" + i, spec().podSelector(selector).build()));
        }
        LabelIndex index = LabelIndex.of(many, position -> true);
        PodLabels labels = new PodLabels(Map.of("common", "yes", "app", "app-77"), Map.of(), true);
        assertThat(PositionSet.positions(index.candidates(labels))).containsExactly(77);
        assertThat(PodNetworkingMatcher.of(many).match(labels).names()).containsExactly("p-77");
    }

    @Test
    void negativeRequirementsAreLookedUpToo_W8() {
        List<PodNetworking> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            LabelSelector selector =
                    LabelSelector.expressions(LabelRequirement.notIn("app", "app-" + i, i == 5 ? "x" : "web"));
            many.add(ready(
                    String.format("p-%03d", i), spec().podSelector(selector).build()));
        }
        LabelIndex index = LabelIndex.of(many, position -> true);
        PodLabels web = new PodLabels(Map.of("app", "web"), Map.of(), true);
        assertThat(PositionSet.positions(index.candidates(web))).containsExactly(5);
        PodLabels other = new PodLabels(Map.of("app", "app-7"), Map.of(), true);
        assertThat(PodNetworkingMatcher.of(many).match(other).names())
                .hasSize(999)
                .doesNotContain("p-007");
    }

    @Test
    void twoPoliciesOfOneNameAreRefused() {
        assertThatThrownBy(() -> match(DB, forLabel("a", "app", "db"), forLabel("a", "app", "web")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two policies are named a");
    }
}
