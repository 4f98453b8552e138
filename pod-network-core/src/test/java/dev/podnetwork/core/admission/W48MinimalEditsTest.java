package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.forLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * W48: the answer is the difference of two whole pods, so it grows with the pod and touches what has nothing to do with networks. The
 * assertion also runs against a variant that serialises the pod anew, and fails there.
 */
final class W48MinimalEditsTest {
    private static final PodFacts POD = PodFacts.plain(PodRef.of("default", "pod"), Map.of("app", "db"), List.of());
    private static final RequestContext CONTEXT = RequestContext.atAdmission(
            PodNetworkingMatcher.of(List.of(forLabel("p", "app", "db"))), null, ClusterSettings.DEFAULT);

    private static List<PodEdit> ours(Map<String, Object> pod) {
        return ((AdmissionAnswer.Edit) PodAdmission.decide(POD, pod, CONTEXT, null)).edits();
    }

    /** A client type writes its defaults and empty fields too. */
    private static List<PodEdit> weak(Map<String, Object> pod) {
        Map<String, @Nullable Object> after = PodEdit.apply(pod, ours(pod));
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        ((Map<?, ?>) pod.get("spec")).forEach((key, value) -> spec.put(String.valueOf(key), value));
        spec.put("overhead", Map.of());
        after.put("spec", spec);
        return after.entrySet().stream()
                .map(e -> new PodEdit(PodEdit.Op.REPLACE, "/" + e.getKey(), String.valueOf(e.getValue())))
                .toList();
    }

    private static Map<String, Object> podWith(int containers) {
        List<Map<String, Object>> all = IntStream.range(0, containers)
                .mapToObj(i -> Map.<String, Object>of("name", "c" + i, "image", "registry.invalid/app:1"))
                .toList();
        return Map.of("metadata", Map.of("name", "pod"), "spec", Map.of("containers", all));
    }

    private static void editsAreFewAndAboutNetworks(Function<Map<String, Object>, List<PodEdit>> system) {
        List<PodEdit> small = system.apply(podWith(1));
        List<PodEdit> large = system.apply(podWith(100));
        assertThat(large).allMatch(e -> PodAdmissionProperties.isAboutNetworks(e.path()));
        assertThat(large).as("does not grow with the pod").isEqualTo(small);
    }

    @Test
    void editsAreFewAndAboutNetworks_W48() {
        editsAreFewAndAboutNetworks(W48MinimalEditsTest::ours);
        assertThatThrownBy(() -> editsAreFewAndAboutNetworks(W48MinimalEditsTest::weak))
                .isInstanceOf(AssertionError.class);
    }
}
