package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.core.match.Policies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Admission applied twice is admission applied once, and it touches nothing that is not about networks. */
final class PodAdmissionProperties {
    @Property(tries = 500)
    void twiceIsOnce(
            @ForAll("policies") List<PodNetworking> policies,
            @ForAll("pods") Map<String, Object> pod,
            @ForAll("settings") ClusterSettings settings,
            @ForAll("zones") String previous) {
        RequestContext context = RequestContext.atAdmission(
                PodNetworkingMatcher.of(policies),
                EniConfigReader.read(Map.of("vswitches", Map.of("zone-1", List.of("vsw-1")), "security_group", "sg-1"))
                        .config(),
                settings);
        ZoneId zone = previous.isEmpty() ? null : ZoneId.of(previous);
        AdmissionAnswer first = PodAdmission.decide(facts(pod, List.of()), pod, context, zone);
        if (!(first instanceof AdmissionAnswer.Edit edit)) {
            return;
        }
        assertThat(edit.edits()).allMatch(e -> isAboutNetworks(e.path()));
        Map<String, @Nullable Object> after = PodEdit.apply(pod, edit.edits());
        AdmissionAnswer again = PodAdmission.decide(facts(after, edit.resolved().entries()), after, context, zone);
        assertThat(again)
                .isInstanceOfSatisfying(
                        AdmissionAnswer.Edit.class, e -> assertThat(e.edits()).isEmpty());
    }

    static boolean isAboutNetworks(String path) {
        return path.startsWith("/metadata/annotations")
                || path.startsWith("/spec/containers/0/resources")
                || path.startsWith("/spec/affinity");
    }

    /** What a webhook would parse from the object; the entries are what {@code pod-networks} was written from. */
    private static PodFacts facts(Map<String, ?> pod, List<NetworkEntry> written) {
        Map<?, ?> metadata = (Map<?, ?>) pod.get("metadata");
        Object annotations = metadata == null ? null : metadata.get("annotations");
        PodFacts facts = PodFacts.plain(
                PodRef.of("default", "pod-0"),
                Map.of("a", String.valueOf(pod.get("label"))),
                List.of(String.valueOf(pod.get("owner"))));
        if (annotations instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                if (each.getKey().equals(WireNames.POD_NETWORKS)) {
                    facts = facts.withNetworks(ParsedAnnotation.of(NetworkEntries.write(written)));
                } else {
                    facts = facts.withAnnotation(String.valueOf(each.getKey()), String.valueOf(each.getValue()));
                }
            }
        }
        return facts;
    }

    @Provide
    Arbitrary<Map<String, Object>> pods() {
        Arbitrary<Map<String, String>> annotations = Arbitraries.of(
                Map.of(),
                Map.of(WireNames.POD_ENI, "true"),
                Map.of("note", "x"),
                Map.of(WireNames.POD_NETWORKING, "p0"));
        Arbitrary<Map<String, Object>> resources = Arbitraries.of(
                Map.of(),
                Map.of("limits", Map.of("cpu", "1")),
                Map.of("limits", Map.of("aliyun/member-eni", 1), "requests", Map.of("aliyun/eni", "3")));
        Arbitrary<Map<String, Object>> affinity = Arbitraries.of(
                Map.of(),
                Map.of("podAffinity", Map.of()),
                Map.of("nodeAffinity", Map.of("requiredDuringSchedulingIgnoredDuringExecution", Map.of())),
                Map.of(
                        "nodeAffinity",
                        Map.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                Map.of(
                                        "nodeSelectorTerms",
                                        List.of(Map.of(), Map.of("matchExpressions", List.of()))))));
        return Combinators.combine(
                        Arbitraries.of("x", "y"),
                        Arbitraries.of("StatefulSet", "ReplicaSet", "DaemonSet"),
                        annotations,
                        resources,
                        affinity)
                .as(PodAdmissionProperties::pod);
    }

    private static Map<String, Object> pod(
            String label,
            String owner,
            Map<String, String> annotations,
            Map<String, Object> resources,
            Map<String, Object> affinity) {
        Map<String, Object> pod = new LinkedHashMap<>();
        pod.put("label", label);
        pod.put("owner", owner);
        pod.put("metadata", annotations.isEmpty() ? Map.of("name", "pod-0") : Map.of("annotations", annotations));
        Map<String, Object> container = resources.isEmpty() ? Map.of("name", "c") : Map.of("resources", resources);
        pod.put(
                "spec",
                affinity.isEmpty()
                        ? Map.of("containers", List.of(container, Map.of("name", "sidecar")))
                        : Map.of("containers", List.of(container), "affinity", affinity));
        return pod;
    }

    @Provide
    Arbitrary<List<PodNetworking>> policies() {
        Arbitrary<PodNetworking> one = Combinators.combine(
                        Arbitraries.of("p0", "p1", "p2"),
                        Arbitraries.of("x", "y"),
                        Arbitraries.of(EniType.values()),
                        Arbitraries.of(AllocationType.ELASTIC, AllocationType.fixedTtl("1h")),
                        Arbitraries.of("zone-1", "zone-2"))
                .as((name, label, type, allocation, zone) -> Policies.readyIn(
                        name,
                        Policies.spec()
                                .podSelector(LabelSelector.label("a", label))
                                .eniType(type)
                                .allocationType(allocation)
                                .build(),
                        zone));
        return one.list().ofMaxSize(3).map(PodAdmissionProperties::distinct);
    }

    private static List<PodNetworking> distinct(List<PodNetworking> policies) {
        Map<String, PodNetworking> byName = new LinkedHashMap<>();
        policies.forEach(p -> byName.put(p.name(), p));
        return List.copyOf(byName.values());
    }

    @Provide
    Arbitrary<ClusterSettings> settings() {
        ClusterSettings central = new ClusterSettings(true, true, true, false, ClusterSettings.DEFAULT.fixedNames());
        ClusterSettings plain = new ClusterSettings(false, true, false, false, ClusterSettings.DEFAULT.fixedNames());
        return Arbitraries.of(ClusterSettings.DEFAULT, ClusterSettings.SERVERLESS, central, plain);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("", "zone-1", "zone-3");
    }
}
