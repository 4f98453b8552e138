package dev.podnetwork.k8s.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandBackPlannerTest {
    private static final String OURS = Site.BOUND.replace(
            "annotations: {",
            "annotations: {podnetwork.dev/intent: '{\"instance\":\"i-1\",\"trunk\":\"eni-t\",\"interfaces\":[{\"intent\":1}]}', ");

    private static Map<?, ?> status(PlanLine line) {
        Step.Patch last = (Step.Patch) line.steps().get(line.steps().size() - 1);
        return (Map<?, ?>) last.patch().get("status");
    }

    @Test
    void aRecordLosesWhatIsOursAlone() {
        PlanLine line = Site.of(OURS).handedBack();

        assertThat(line.verdict()).isEqualTo(Verdict.FIELDS);
        assertThat(line.steps()).singleElement().satisfies(step -> {
            assertThat(((Step.Patch) step).status()).isFalse();
            assertThat(((Step.Patch) step).patch().toString()).contains("annotations={podnetwork.dev/intent=null}");
        });
    }

    @Test
    void aRecordThatWasNeverWrittenByUsIsAsTheyWantIt() {
        assertThat(Site.of(Site.BOUND).handedBack().verdict()).isEqualTo(Verdict.AS_IS);
        assertThat(Site.of(Site.KEPT).handedBack().verdict()).isEqualTo(Verdict.AS_IS);
    }

    @Test
    void anInterfaceThatIsYetToBeMadeHasNoWordThere() {
        String requested = OURS.replace("      id: eni-1\n", "").replaceAll("(?s)status:.*", "");
        PlanLine line = Site.of(requested).handedBack();

        assertThat(line.verdict()).isEqualTo(Verdict.REMOVE);
        assertThat(line.steps()).hasOnlyElementsOfType(Step.Remove.class).hasSize(1);
    }

    @Test
    void halfOfARecordIsFinishedByUsFirst() {
        String second =
                "  - {interface: eth1, eni: {vSwitchID: vsw-1, securityGroupIDs: [sg-1]}, allocationType: {type: Elastic}}\n";
        PlanLine line = Site.of(OURS.replace("status:\n", second + "status:\n")).handedBack();

        assertThat(line.verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(line.reason()).contains("only some of its interfaces exist");
    }

    @Test
    void onlyFixedRecordsComeBackToBindingThere() {
        String elastic = OURS.replace("{type: Fixed, releaseStrategy: TTL, releaseAfter: 1h}", "{type: Elastic}")
                .replace("phase: Bind", "phase: Binding");

        assertThat(status(Site.of(elastic).handedBack())).isEqualTo(Map.of("phase", ""));
        PlanLine fixed = Site.of(OURS.replace("phase: Bind", "phase: Binding")).handedBack();
        assertThat(fixed.steps()).hasSize(1);
        assertThat(((Step.Patch) fixed.steps().get(0)).status()).isFalse();
    }

    /** There a record that is detached from no instance stays in that phase for good (weakness W2). */
    @Test
    void aDetachWithoutAnInstanceIsEndedBeforeTheyGetIt() {
        Site site = Site.of(Site.KEPT.replace("phase: Unbind", "phase: Detaching"));

        assertThat(site.handedBack().verdict()).isEqualTo(Verdict.CONFLICT);
        assertThat(status(site.inCloud("eni-1", "", "", "c-1").handedBack())).isEqualTo(Map.of("phase", "Unbind"));
        assertThat(site.inCloud("eni-1", "i-1", "eni-t", "c-1").handedBack().verdict())
                .isEqualTo(Verdict.CONFLICT);
    }

    @Test
    void copiesThatAreOutOfDateGo() {
        Site site = Site.of(Site.BOUND);
        site.interfaces.add(
                Site.object("{metadata: {name: eni-1}, spec: {podENIRef: {namespace: shop, name: web-0}}}"));
        List<PlanLine> lines = HandBackPlanner.plan(site.facts()).lines();

        assertThat(lines.get(1).verdict()).isEqualTo(Verdict.REMOVE);
        assertThat(HandBackPlanner.plan(site.facts()).blocking()).isEmpty();
    }
}
