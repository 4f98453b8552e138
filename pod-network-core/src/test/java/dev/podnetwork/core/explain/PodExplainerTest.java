package dev.podnetwork.core.explain;

import static dev.podnetwork.core.match.Policies.forLabel;
import static dev.podnetwork.core.match.Policies.ready;
import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.match.PodLabels;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodExplainerTest {
    private static final PodRef POD = PodRef.of("default", "db-2");

    private static Waiter waiter(String name, String vSwitch, int second) {
        return new Waiter(
                PodRef.of("default", name),
                new ScarceResource(ScarceResource.Kind.VSWITCH_ADDRESS, vSwitch),
                Duration.ofSeconds(second));
    }

    @Test
    void everyPolicyHasAVerdict() {
        PodNetworkingMatcher policies = PodNetworkingMatcher.of(List.of(
                forLabel("b", "app", "db"),
                forLabel("a", "app", "db"),
                forLabel("other", "app", "web"),
                ready("plane", spec().build()),
                PodNetworking.unchecked("fresh", forLabel("x", "app", "db").spec()),
                ready(
                        "fixed",
                        spec().podSelector(LabelSelector.label("app", "db"))
                                .allocationType(AllocationType.fixedTtl("1h"))
                                .build()),
                ready(
                        "far",
                        spec().podSelector(LabelSelector.label("app", "db"))
                                .namespaceSelector(LabelSelector.label("team", "x"))
                                .build()),
                ready(
                        "broken",
                        spec().podSelector(LabelSelector.expressions(new LabelRequirement("app", "Near", List.of())))
                                .build())));
        PodLabels pod = new PodLabels(Map.of("app", "db"), Map.of(), false);
        List<PolicyVerdict> verdicts = PolicyVerdict.of(
                policies,
                pod,
                new NetworkResolution.Resolved(
                        List.of(), NetworkResolution.Source.POLICY, List.of("a", "b"), List.of(), null));

        assertThat(verdicts)
                .extracting(PolicyVerdict::policy, PolicyVerdict::cause)
                .containsExactly(
                        tuple("a", "USED"),
                        tuple("b", "HIGHER_NAME"),
                        tuple("broken", "INVALID_SELECTOR"),
                        tuple("far", "NAMESPACE_LABELS"),
                        tuple("fixed", "NOT_FIXED_NAME"),
                        tuple("fresh", "NEVER_READY"),
                        tuple("other", "POD_LABELS"),
                        tuple("plane", "NO_SELECTOR"));
    }

    @Test
    void aPolicyThatIsNotAskedSaysWhatCameBeforeIt() {
        PodNetworkingMatcher policies = PodNetworkingMatcher.of(List.of(forLabel("a", "app", "db")));
        PodLabels pod = new PodLabels(Map.of("app", "db"), Map.of(), true);
        assertThat(PolicyVerdict.of(policies, pod, new NetworkResolution.NotOurs("host network", List.of())))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).endsWith("none is asked: host network"));
        assertThat(PolicyVerdict.of(policies, pod, new NetworkResolution.Denied("no")))
                .extracting(PolicyVerdict::cause)
                .containsExactly("DENIED");
        assertThat(PolicyVerdict.of(
                        policies,
                        pod,
                        new NetworkResolution.Resolved(
                                List.of(), NetworkResolution.Source.ANNOTATION, List.of(), List.of(), null)))
                .extracting(PolicyVerdict::cause)
                .containsExactly("OTHER_SOURCE");
    }

    @Test
    void aWaitNamesWhatWhomAndWhen() {
        Waiter me = waiter("db-2", "vsw-1", 5);
        List<PodRef> ahead = Waiter.ahead(
                me, List.of(waiter("db-1", "vsw-1", 5), waiter("db-0", "vsw-1", 3), waiter("x", "vsw-2", 1), me));
        PodExplanation answer = PodExplainer.of(POD)
                .allocation(Explanation.waiting(
                        ScarceResource.Kind.VSWITCH_ADDRESS, "vsw-1", "no ip left", Duration.ofSeconds(30)))
                .circumstances(new Circumstances("l1", 7, 2, ahead))
                .explain();

        assertThat(answer.blockedBy()).isEqualTo(Blocker.VSWITCH);
        assertThat(answer.toText()).isEqualTo("""
                        default/db-2: WAITING: no ip left
                          held up by: a free address in vSwitch vsw-1
                          ahead of it: 2: default/db-0, default/db-1
                          earliest change: in 30s
                          note: degradation l1 is on, 2 cloud call(s) are held back
                          note: 7 cloud call(s) wait for the rate limit""");
        assertThat(answer.toTree())
                .containsEntry("blockedBy", "VSWITCH")
                .containsEntry("earliest", "30s")
                .containsEntry("resource", Map.of("kind", "VSWITCH_ADDRESS", "id", "vsw-1"));
    }

    @Test
    void whatCameFirstDecides() {
        Explanation waiting = Explanation.waiting(ScarceResource.Kind.NODE_SLOT, "node-1", "full", null);
        assertThat(PodExplainer.of(POD)
                        .admission(new NetworkResolution.Denied("no"))
                        .allocation(waiting)
                        .explain()
                        .blockedBy())
                .isEqualTo(Blocker.RULE);
        PodExplanation unscheduled = PodExplainer.of(POD)
                .unscheduled("no node has a free aliyun/eni", "aliyun/eni")
                .allocation(Explanation.of(Explanation.State.NOTHING, ""))
                .explain();
        assertThat(unscheduled.blockedBy()).isEqualTo(Blocker.PLACEMENT);
        assertThat(unscheduled.earliest()).isNull();
        assertThat(unscheduled.toText()).contains("earliest change: when something outside changes");
        assertThat(PodExplainer.of(POD).allocation(waiting).explain().blockedBy())
                .isEqualTo(Blocker.SLOT);
    }

    @Test
    void aPodOfNobodyAndABoundOneHaveNothingInTheirWay() {
        PodExplanation notOurs = PodExplainer.of(POD)
                .admission(new NetworkResolution.NotOurs("not match", List.of()))
                .explain();
        PodExplanation bound = PodExplainer.of(POD)
                .allocation(Explanation.of(Explanation.State.BOUND, "bound"))
                .explain();

        assertThat(notOurs.toText()).isEqualTo("default/db-2: NOTHING: it needs no network of ours: not match");
        assertThat(bound.toText()).isEqualTo("default/db-2: BOUND: bound");
        assertThat(bound.toTree()).doesNotContainKeys("blockedBy", "earliest", "resource");
    }
}
