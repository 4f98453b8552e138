package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.forLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * W10: admission refuses the annotations that it wrote itself. The assertion also runs against a variant that counts annotations, and
 * fails there.
 */
final class W10ReentryTest {
    private static final RequestContext CONTEXT = RequestContext.atAdmission(
            PodNetworkingMatcher.of(List.of(forLabel("p", "app", "db"))), null, ClusterSettings.DEFAULT);
    private static final PodFacts POD = PodFacts.plain(PodRef.of("default", "pod"), Map.of("app", "db"), List.of());
    private static final Map<String, Object> OBJECT = Map.of("spec", Map.of("containers", List.of(Map.of())));

    private interface Admits {
        AdmissionAnswer admit(PodFacts pod, Map<?, ?> object);
    }

    private static AdmissionAnswer ours(PodFacts pod, Map<?, ?> object) {
        return PodAdmission.decide(pod, object, CONTEXT, null);
    }

    private static AdmissionAnswer weak(PodFacts pod, Map<?, ?> object) {
        boolean two = pod.networks().isPresent() && pod.annotations().containsKey(WireNames.POD_NETWORKING);
        return two ? new AdmissionAnswer.Deny("must be mutually exclusive") : ours(pod, object);
    }

    private static void whatWasAdmittedIsAdmittedAgain(Admits system) {
        AdmissionAnswer first = system.admit(POD, OBJECT);
        assertThat(first).isInstanceOfSatisfying(AdmissionAnswer.Edit.class, edit -> {
            PodFacts exported = POD.withNetworks(ParsedAnnotation.of(
                            NetworkEntries.write(edit.resolved().entries())))
                    .withAnnotation(WireNames.POD_ENI, "true")
                    .withAnnotation(WireNames.POD_NETWORKING, "p");
            assertThat(system.admit(exported, PodEdit.apply(OBJECT, edit.edits())))
                    .isInstanceOfSatisfying(
                            AdmissionAnswer.Edit.class,
                            again -> assertThat(again.edits()).isEmpty());
        });
    }

    @Test
    void whatWasAdmittedIsAdmittedAgain_W10() {
        whatWasAdmittedIsAdmittedAgain(W10ReentryTest::ours);
        assertThatThrownBy(() -> whatWasAdmittedIsAdmittedAgain(W10ReentryTest::weak))
                .isInstanceOf(AssertionError.class);
    }
}
