package dev.podnetwork.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.core.admission.NetworkResolution.NotOurs;
import dev.podnetwork.core.admission.NetworkResolution.Resolved;
import dev.podnetwork.core.admission.NetworkResolution.Source;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.core.match.Policies;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NetworkRequestsProperties {
    /** W10: what admission writes on a pod it accepts again, with the same answer, whatever the policies are. */
    @Property
    void admissionCanBeReentered(@ForAll("policies") List<PodNetworking> policies, @ForAll("pods") PodFacts pod) {
        RequestContext context = RequestContext.atAdmission(
                PodNetworkingMatcher.of(policies),
                EniConfigReader.read(Map.of("vswitches", Map.of("zone-1", List.of("vsw-1")), "security_group", "sg-1"))
                        .config(),
                ClusterSettings.DEFAULT);
        NetworkResolution first = NetworkRequests.resolve(pod, context);
        if (first instanceof Resolved resolved) {
            PodFacts written = written(pod, resolved);
            NetworkResolution again = NetworkRequests.resolve(written, context);
            assertThat(again).isInstanceOf(Resolved.class);
            assertThat(((Resolved) again).entries()).isEqualTo(resolved.entries());
            assertThat(((Resolved) again).zones()).isEqualTo(resolved.zones());
            assertThat(resolved.entries()).allMatch(NetworkEntry::isComplete);
        } else if (first instanceof NotOurs) {
            assertThat(NetworkRequests.resolve(pod, context)).isEqualTo(first);
        }
    }

    private static PodFacts written(PodFacts pod, Resolved resolved) {
        PodFacts with = pod.withNetworks(ParsedAnnotation.of(NetworkEntries.write(resolved.entries())))
                .withAnnotation(WireNames.POD_ENI, "true");
        return resolved.source() == Source.POLICY
                ? with.withAnnotation(
                        WireNames.POD_NETWORKING, resolved.policies().get(0))
                : with;
    }

    @Provide
    Arbitrary<PodFacts> pods() {
        Arbitrary<ParsedAnnotation> request = Arbitraries.of("p0", "p1", "p2", "p9")
                .list()
                .ofMaxSize(2)
                .map(names -> names.isEmpty() ? ParsedAnnotation.ABSENT : request(names));
        return Combinators.combine(Arbitraries.of("x", "y"), Arbitraries.of("StatefulSet", "ReplicaSet"), request)
                .as((label, owner, asked) -> PodFacts.plain(
                                PodRef.of("default", "pod-0"), Map.of("a", label), List.of(owner))
                        .withRequest(asked));
    }

    private static ParsedAnnotation request(List<String> names) {
        Map<String, String> first = Map.of("network", names.get(0));
        return ParsedAnnotation.of(
                names.size() == 1
                        ? List.of(first)
                        : List.of(first, Map.of("network", names.get(1), "interfaceName", "eth1")));
    }

    @Provide
    Arbitrary<List<PodNetworking>> policies() {
        Arbitrary<PodNetworkingSpec> specs = Combinators.combine(
                        Arbitraries.of("x", "y")
                                .map(v -> LabelSelector.label("a", v))
                                .injectNull(0.5),
                        Arbitraries.of(EniType.class),
                        Arbitraries.of(AllocationType.ELASTIC, AllocationType.fixedTtl("10m")),
                        Arbitraries.of("vsw-1", "vsw-2"))
                .as((selector, type, allocation, vSwitch) -> Policies.spec()
                        .podSelector(selector)
                        .eniType(type)
                        .allocationType(allocation)
                        .vSwitches(List.of(VSwitchId.of(vSwitch)))
                        .build());
        return Combinators.combine(Arbitraries.of("p0", "p1", "p2"), specs, Arbitraries.of(true, true, false))
                .as((name, spec, ready) -> ready
                        ? Policies.readyIn(
                                name, spec, spec.vSwitches().get(0).value().replace("vsw", "zone"))
                        : PodNetworking.unchecked(name, spec))
                .list()
                .ofMaxSize(3)
                .uniqueElements(PodNetworking::name);
    }
}
