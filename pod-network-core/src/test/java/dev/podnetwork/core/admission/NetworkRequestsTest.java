package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.forLabel;
import static dev.podnetwork.core.match.Policies.ready;
import static dev.podnetwork.core.match.Policies.readyIn;
import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.admission.NetworkResolution.Denied;
import dev.podnetwork.core.admission.NetworkResolution.NotOurs;
import dev.podnetwork.core.admission.NetworkResolution.Resolved;
import dev.podnetwork.core.admission.NetworkResolution.Source;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.FixedNameRule;
import dev.podnetwork.core.match.NearMiss;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkRequestsTest {
    private static final PodRef REF = PodRef.of("default", "pod");
    private static final PodFacts POD = PodFacts.plain(REF, Map.of("app", "db"), List.of());
    private static final ClusterSettings CENTRAL =
            new ClusterSettings(true, true, true, false, FixedNameRule.STATEFUL_SETS);
    private static final EniConfig CONFIG = EniConfigReader.read(
                    Map.of("vswitches", Map.of("zone-1", List.of("vsw-1")), "security_group", "sg-1"))
            .config();

    private static RequestContext context(PodNetworking... policies) {
        return RequestContext.atAdmission(PodNetworkingMatcher.of(List.of(policies)), CONFIG, ClusterSettings.DEFAULT);
    }

    private static Resolved resolved(PodFacts pod, RequestContext context) {
        NetworkResolution resolution = NetworkRequests.resolve(pod, context);
        assertThat(resolution).isInstanceOf(Resolved.class);
        return (Resolved) resolution;
    }

    private static String denied(PodFacts pod, RequestContext context) {
        NetworkResolution resolution = NetworkRequests.resolve(pod, context);
        assertThat(resolution).isInstanceOf(Denied.class);
        return ((Denied) resolution).reason();
    }

    private static String notOurs(PodFacts pod, RequestContext context) {
        NetworkResolution resolution = NetworkRequests.resolve(pod, context);
        assertThat(resolution).isInstanceOf(NotOurs.class);
        return ((NotOurs) resolution).reason();
    }

    private static PodFacts requesting(PodFacts pod, Object... references) {
        return pod.withRequest(ParsedAnnotation.of(List.of(references)));
    }

    private static PodFacts carrying(PodFacts pod, List<NetworkEntry> entries) {
        return pod.withNetworks(ParsedAnnotation.of(NetworkEntries.write(entries)));
    }

    @Test
    void whatIsNotOursIsLeftAlone_A1_D1() {
        PodFacts host = new PodFacts(
                REF, Map.of(), Map.of(), ParsedAnnotation.ABSENT, ParsedAnnotation.ABSENT, List.of(), true, 1, false);
        PodFacts empty = new PodFacts(
                REF, Map.of(), Map.of(), ParsedAnnotation.ABSENT, ParsedAnnotation.ABSENT, List.of(), false, 0, false);
        PodFacts ended = new PodFacts(
                REF, Map.of(), Map.of(), ParsedAnnotation.ABSENT, ParsedAnnotation.ABSENT, List.of(), false, 1, true);
        assertThat(notOurs(host, context())).isEqualTo("host network");
        assertThat(notOurs(empty, context())).isEqualTo("pod do not have containers");
        assertThat(notOurs(ended, context())).isEqualTo("pod has ended");
        PodFacts ignored = PodFacts.plain(REF, Map.of(WireNames.IGNORE, "true"), List.of());
        assertThat(notOurs(ignored, context())).isEqualTo("pod is not managed by terway");
        assertThat(notOurs(POD, context())).isEqualTo("not match");
        assertThat(notOurs(POD, context(forLabel("p", "app", "db")).inNamespace(Map.of(WireNames.POD_ENI, "false"))))
                .isEqualTo("namespace is not managed by terway");
    }

    @Test
    void aMatchedPolicyGivesEth0() {
        PodNetworking policy = ready(
                "p",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .eniType(EniType.TRUNK)
                        .selectionPolicy(VSwitchSelectionPolicy.MOST)
                        .allocationType(AllocationType.fixedTtl("1h"))
                        .build());
        Resolved resolved = resolved(POD, context(policy, forLabel("q", "app", "db")));
        assertThat(resolved.source()).isEqualTo(Source.POLICY);
        assertThat(resolved.policies()).containsExactly("p", "q");
        assertThat(resolved.zones()).containsExactly(ZoneId.of("zone-1"));
        assertThat(resolved.entries()).singleElement().satisfies(e -> {
            assertThat(e.interfaceName()).isEqualTo("eth0");
            assertThat(e.eniType()).isEqualTo(EniType.TRUNK);
            assertThat(e.selection()).isEqualTo(VSwitchSelectionPolicy.MOST);
            assertThat(e.allocationType().releaseAfter()).isEqualTo("1h");
        });
    }

    @Test
    void twoRequestedPoliciesGiveTwoInterfacesInOrder_A5() {
        PodNetworking first = ready("default", spec().build());
        PodNetworking second = ready(
                "secondary",
                spec().vSwitches(List.of(VSwitchId.of("vsw-9")))
                        .allocationType(AllocationType.fixedTtl("6m"))
                        .build());
        PodFacts pod = requesting(
                POD,
                Map.of("interfaceName", "eth0", "network", "default"),
                Map.of(
                        "interfaceName",
                        "eth1",
                        "network",
                        "secondary",
                        "defaultRoute",
                        true,
                        "routes",
                        List.of(Map.of("dst", "10.0.0.0/8"))));
        Resolved resolved = resolved(pod, context(first, second));
        assertThat(resolved.source()).isEqualTo(Source.REQUEST);
        NetworkEntry eth0 = resolved.entries().get(0);
        NetworkEntry eth1 = resolved.entries().get(1);
        assertThat(eth0.interfaceName()).isEqualTo("eth0");
        assertThat(eth0.allocationType()).isEqualTo(AllocationType.ELASTIC);
        assertThat(eth0.extras().defaultRoute()).isFalse();
        assertThat(eth1.allocationType()).isEqualTo(AllocationType.fixedTtl("6m"));
        assertThat(eth1.vSwitches()).containsExactly(VSwitchId.of("vsw-9"));
        assertThat(eth1.extras().defaultRoute()).isTrue();
        assertThat(eth1.extras().extraRoutes()).containsExactly("10.0.0.0/8");
        assertThat(ResourceRequest.of(resolved.entries(), ClusterSettings.DEFAULT))
                .contains(new ResourceRequest("aliyun/member-eni", 2));
    }

    @Test
    void aRequestWithoutANameIsEth0_A10_andZonesAreSorted() {
        PodNetworking policy = new PodNetworking(
                "p",
                spec().build(),
                PodNetworkingStatus.ready(List.of(
                        new dev.podnetwork.api.selector.VSwitchZone(VSwitchId.of("vsw-b"), ZoneId.of("b")),
                        new dev.podnetwork.api.selector.VSwitchZone(VSwitchId.of("vsw-a"), ZoneId.of("a")))));
        Resolved resolved = resolved(requesting(POD, Map.of("network", "p")), context(policy));
        assertThat(resolved.entries()).extracting(NetworkEntry::interfaceName).containsExactly("eth0");
        assertThat(resolved.zones()).containsExactly(ZoneId.of("a"), ZoneId.of("b"));
    }

    @Test
    void requestsThatCannotBeMetAreDenied_A7_A8_A11() {
        PodNetworking plain = ready("plain", spec().build());
        PodNetworking own = ready("own", spec().eniType(EniType.ENI).build());
        PodNetworking failed =
                plain.withStatus(PodNetworkingStatus.failed(PodNetworkingStatus.UNCHECKED, List.of(), "vSwitch gone"));
        PodFacts both = requesting(POD, Map.of("network", "plain"), Map.of("network", "own", "interfaceName", "eth1"));
        assertThat(denied(both, context(plain, own)))
                .startsWith("unable parse annotation k8s.aliyun.com/pod-networks-request")
                .contains("different eni attach type");
        assertThat(denied(POD.withRequest(ParsedAnnotation.unreadable("no JSON at 1")), context(plain)))
                .contains("unable parse annotation")
                .contains("no JSON at 1");
        PodFacts one = requesting(POD, Map.of("network", "plain"));
        assertThat(denied(one, context(failed))).contains("pod networking plain is not ready: vSwitch gone");
        assertThat(denied(one, context())).contains("pod networking \"plain\" does not exist");
        assertThat(denied(one, context(forLabel("plain", "app", "x")))).contains("should not have selector");
        assertThat(denied(requesting(POD, "plain"), context(plain))).contains("[0] is plain: an object is needed");
        assertThat(denied(requesting(POD, Map.of("network", "plain"), Map.of("network", "plain")), context(plain)))
                .isEqualTo("duplicated interface eth0");
    }

    @Test
    void aRouteThatIsNoBlockAndARequestThatIsNoListAreDenied() {
        PodNetworking plain = ready("plain", spec().build());
        Map<String, Object> wrong = Map.of("network", "plain", "routes", List.of(Map.of("dst", "10.0.0.300/8")));
        assertThat(denied(requesting(POD, wrong), context(plain)))
                .startsWith("unable parse annotation k8s.aliyun.com/pod-networks-request")
                .contains("\"10.0.0.300/8\"");
        assertThat(denied(POD.withRequest(ParsedAnnotation.of(Map.of())), context(plain)))
                .endsWith("the annotation is {}: a list is needed");
    }

    @Test
    void whatTheAgentOfANodeRefusesIsNoted() {
        PodNetworking plain = ready("plain", spec().build());
        Map<String, Object> eth1 = Map.of("network", "plain", "interfaceName", "eth1", "defaultRoute", true);
        assertThat(resolved(requesting(POD, eth1), context(plain)).notes())
                .singleElement()
                .asString()
                .startsWith("no interface is named eth0");
        Map<String, Object> eth0 = Map.of("network", "plain", "defaultRoute", true);
        assertThat(resolved(requesting(POD, eth0, eth1), context(plain)).notes())
                .singleElement()
                .asString()
                .startsWith("2 interfaces are to have the default route");
    }

    @Test
    void twoPoliciesOfOneTypeShareTheirZones_A13() {
        PodNetworking one = ready("one", spec().eniType(EniType.ENI).build());
        PodNetworking two = ready("two", spec().eniType(EniType.ENI).build());
        PodFacts pod = requesting(POD, Map.of("network", "one"), Map.of("network", "two", "interfaceName", "eth1"));
        assertThat(resolved(pod, context(one, two)).zones()).containsExactly(ZoneId.of("zone-1"));
    }

    @Test
    void interfacesWithoutACommonZoneAreDeniedWithBothZoneSetsNamed_W11() {
        PodNetworking one = readyIn("one", spec().build(), "zone-1");
        PodNetworking two = readyIn("two", spec().build(), "zone-2");
        PodFacts pod = requesting(POD, Map.of("network", "one"), Map.of("network", "two", "interfaceName", "eth1"));
        assertThat(denied(pod, context(one, two))).contains("eth0 [zone-1]").contains("eth1 [zone-2]");
    }

    @Test
    void anEmptyRequestIsNone() {
        assertThat(notOurs(requesting(POD), context())).isEqualTo("not match");
        assertThat(notOurs(POD.withNetworks(ParsedAnnotation.of(Map.of("podNetworks", List.of()))), context()))
                .isEqualTo("not match");
    }

    @Test
    void centralIpamAndTheAnnotationTakeTheClustersDefault_A14() {
        RequestContext central = RequestContext.atAdmission(PodNetworkingMatcher.of(List.of()), CONFIG, CENTRAL);
        Resolved resolved = resolved(POD, central);
        assertThat(resolved.source()).isEqualTo(Source.CLUSTER_DEFAULT);
        assertThat(resolved.entries()).singleElement().satisfies(e -> {
            assertThat(e.vSwitches()).containsExactly(VSwitchId.of("vsw-1"));
            assertThat(e.securityGroups()).containsExactly(SecurityGroupId.of("sg-1"));
        });
        assertThat(resolved(POD.withAnnotation(WireNames.POD_ENI, "true"), context())
                        .entries())
                .isEqualTo(resolved.entries());
        assertThat(notOurs(POD.withAnnotation(WireNames.POD_ENI, "yes"), context()))
                .isEqualTo("not match");
        RequestContext without = RequestContext.atAdmission(PodNetworkingMatcher.of(List.of()), null, CENTRAL);
        assertThat(denied(POD, without))
                .contains("vSwitchOptions or securityGroupIDs is missing")
                .contains("no eni-config");
    }

    @Test
    void onlyEth0IsFilledFromTheClustersConfiguration() {
        NetworkEntry eth0 = NetworkEntry.ofClusterDefault();
        NetworkEntry eth1 = eth0.as("eth1", false, List.of());
        assertThat(resolved(carrying(POD, List.of(eth0)), context()).entries()).allMatch(NetworkEntry::isComplete);
        assertThat(denied(carrying(POD, List.of(eth0, eth1)), context()))
                .isEqualTo("vSwitchOptions or securityGroupIDs is missing for interface eth1");
    }

    @Test
    void everyEntryObeysTheRules() {
        NetworkEntry entry = NetworkEntry.ofClusterDefault();
        List<SecurityGroupId> eleven = IntStream.range(0, 11)
                .mapToObj(i -> SecurityGroupId.of("sg-" + i))
                .toList();
        assertThat(denied(carrying(POD, List.of(entry.filled(List.of(), eleven))), context()))
                .isEqualTo("security group can not more than 10");
        assertThat(denied(carrying(POD, List.of(entry.as("", false, List.of()))), context()))
                .isEqualTo("interface name should >0 and <6 ");
        assertThat(denied(carrying(POD, List.of(entry.as("eth000", false, List.of()))), context()))
                .isEqualTo("interface name should >0 and <6 ");
        assertThat(denied(carrying(POD, List.of(entry, entry)), context())).contains("duplicated interface");
    }

    @Test
    void aHandWrittenFixedEntryMustSayWhenItIsReleased() {
        ParsedAnnotation unclear = ParsedAnnotation.of(
                Map.of("podNetworks", List.of(Map.of("interface", "eth0", "allocationType", Map.of("type", "Fixed")))));
        assertThat(denied(POD.withNetworks(unclear), context())).contains("choose TTL with a releaseAfter, or Never");
        assertThat(resolved(POD.withNetworks(unclear), context().scheduledOn(NetworkMode.TRUNK))
                        .isFixed())
                .isTrue();
    }

    @Test
    void aNamespaceThatOptsOutLaterChangesNothingForPodsOnANode() {
        PodFacts pod = carrying(POD, List.of(NetworkEntry.ofClusterDefault()));
        RequestContext optedOut = context().inNamespace(Map.of(WireNames.POD_ENI, "false"));
        assertThat(notOurs(pod, optedOut)).isEqualTo("namespace is not managed by terway");
        assertThat(resolved(pod, optedOut.scheduledOn(NetworkMode.TRUNK)).entries())
                .hasSize(1);
    }

    @Test
    void aFixedEntryNeedsAFixedName() {
        PodNetworking fixed = ready(
                "fixed", spec().allocationType(AllocationType.fixedNever()).build());
        PodFacts unnamed = requesting(PodFacts.plain(REF, Map.of(), List.of("ReplicaSet")), Map.of("network", "fixed"));
        assertThat(denied(unnamed, context(fixed))).isEqualTo("fixed ip only support for fixed name pod");
    }

    @Test
    void aBadAnnotationIsDeniedWithWhatIsWrong() {
        assertThat(denied(POD.withNetworks(ParsedAnnotation.unreadable("no JSON")), context()))
                .isEqualTo("unable parse annotation field k8s.aliyun.com/pod-networks, no JSON");
        ParsedAnnotation wrongType =
                ParsedAnnotation.of(Map.of("podNetworks", List.of(Map.of("eniOptions", Map.of("eniType", "eni")))));
        assertThat(denied(POD.withNetworks(wrongType), context()))
                .contains("podNetworks[0].eniOptions.eniType is \"eni\": allowed is Default, Trunk, ENI");
    }

    @Test
    void aPolicyThatWasNeverReadyIsReportedWhenNothingElseMatches_W9() {
        PodNetworking never = PodNetworking.unchecked(
                "p", spec().podSelector(LabelSelector.label("app", "db")).build());
        NetworkResolution resolution = NetworkRequests.resolve(POD, context(never));
        assertThat(resolution)
                .isInstanceOfSatisfying(
                        NotOurs.class,
                        n -> assertThat(n.dropped())
                                .extracting(NearMiss::policy)
                                .containsExactly("p"));
    }

    @Test
    void aPolicyThatWasReadyKeepsItsLastGoodVSwitchesOrDenies_W9_W49() {
        PodNetworking good = forLabel("p", "app", "db");
        PodNetworking edited = new PodNetworking(
                "p",
                good.spec().toBuilder()
                        .vSwitches(List.of(VSwitchId.of("vsw-new")))
                        .build(),
                good.status());
        Resolved resolved = resolved(POD, context(edited));
        assertThat(resolved.entries().get(0).vSwitches()).containsExactly(VSwitchId.of("vsw-1"));
        assertThat(resolved.zones()).containsExactly(ZoneId.of("zone-1"));
        PodNetworking lost = good.withStatus(PodNetworkingStatus.failed(good.status(), List.of(), "vsw-1 not found"));
        assertThat(denied(POD, context(lost))).isEqualTo("podNetworking p has no vSwitch left: vsw-1 not found");
    }

    @Test
    void bothAnnotationsAreDeniedUnlessTheySayTheSame_A2_W10() {
        PodNetworking plain = ready("plain", spec().build());
        PodFacts asked = requesting(POD, Map.of("network", "plain"));
        Resolved first = resolved(asked, context(plain));
        PodFacts again = carrying(asked, first.entries());
        assertThat(resolved(again, context(plain))).isEqualTo(first);
        PodFacts other = carrying(asked, List.of(NetworkEntry.ofClusterDefault().as("eth1", false, List.of())));
        assertThat(denied(other, context(plain))).contains("exclusive");
        assertThat(denied(asked.withNetworks(ParsedAnnotation.unreadable("x")), context(plain)))
                .contains("exclusive");
        assertThat(denied(asked.withAnnotation(WireNames.POD_NETWORKING, "plain"), context(plain)))
                .contains("exclusive");
    }

    @Test
    void whatAdmissionWroteIsAcceptedAgain_W10() {
        RequestContext context = context(forLabel("p", "app", "db"));
        Resolved first = resolved(POD, context);
        PodFacts written = carrying(POD, first.entries())
                .withAnnotation(WireNames.POD_NETWORKING, "p")
                .withAnnotation(WireNames.POD_ENI, "true");
        assertThat(resolved(written, context)).isEqualTo(first);
        RequestContext moved = context(readyIn(
                "p",
                spec().vSwitches(List.of(VSwitchId.of("vsw-2")))
                        .podSelector(LabelSelector.label("app", "db"))
                        .build(),
                "z"));
        assertThat(denied(written, moved)).contains("exclusive");
        assertThat(resolved(written, moved.scheduledOn(NetworkMode.TRUNK)).entries())
                .isEqualTo(first.entries());
    }

    @Test
    void theContentsOfAnEntryReachTheAllocation_W14() {
        ParsedAnnotation written = ParsedAnnotation.of(Map.of(
                "podNetworks",
                List.of(Map.of(
                        "interface",
                        "eth0",
                        "vSwitchOptions",
                        List.of("vsw-1"),
                        "securityGroupIDs",
                        List.of("sg-1"),
                        "resourceGroupID",
                        "rg-1",
                        "networkInterfaceTrafficMode",
                        "HighPerformance",
                        "defaultRoute",
                        true,
                        "extraRoutes",
                        List.of(Map.of("dst", "10.0.0.0/8")),
                        "allocationType",
                        Map.of("type", "Fixed", "releaseStrategy", "TTL", "releaseAfter", "90m")))));
        NetworkEntry entry =
                resolved(POD.withNetworks(written), context()).entries().get(0);
        InterfaceRequest request = entry.toRequest(IpStack.DUAL);
        assertThat(request.spec().extras().defaultRoute()).isTrue();
        assertThat(request.spec().extras().resourceGroupId()).isEqualTo("rg-1");
        assertThat(request.spec().extras().trafficMode()).isEqualTo(TrafficMode.HIGH_PERFORMANCE);
        assertThat(request.spec().extras().extraRoutes()).containsExactly("10.0.0.0/8");
        assertThat(request.spec().release()).hasToString("Fixed(TTL 90m)");
        assertThat(request.spec().stack()).isEqualTo(IpStack.DUAL);
        assertThat(NetworkEntries.read(ParsedAnnotation.of(NetworkEntries.write(List.of(entry))))
                        .entries())
                .containsExactly(entry);
    }

    @Test
    void anOwnEniOnATrunkNodeIsRejected_W13() {
        PodNetworking own = ready(
                "own",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .eniType(EniType.ENI)
                        .build());
        PodFacts pod = carrying(POD, resolved(POD, context(own)).entries());
        assertThat(denied(pod, context(own).scheduledOn(NetworkMode.TRUNK)))
                .contains("trunk eni is not allowed for eniOnly pod");
        assertThat(resolved(pod, context(own).scheduledOn(NetworkMode.EXCLUSIVE))
                        .entries())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHARED", "TRUNK", "EXCLUSIVE"})
    void aScheduledPodIsNotMatchedAgain(String mode) {
        RequestContext scheduled = context(forLabel("p", "app", "db")).scheduledOn(NetworkMode.valueOf(mode));
        NetworkResolution resolution = NetworkRequests.resolve(POD, scheduled);
        if (mode.equals("EXCLUSIVE")) {
            assertThat(((Resolved) resolution).source()).isEqualTo(Source.CLUSTER_DEFAULT);
        } else {
            assertThat(resolution).isEqualTo(new NotOurs("not match", List.of()));
        }
    }

    @Test
    void aScheduledPodThatOnlyNamesAPolicyGetsIt_D5() {
        PodFacts legacy = POD.withAnnotation(WireNames.POD_NETWORKING, "p").withAnnotation(WireNames.POD_ENI, "true");
        RequestContext scheduled = context(forLabel("p", "app", "other")).scheduledOn(NetworkMode.TRUNK);
        assertThat(resolved(legacy, scheduled).policies()).containsExactly("p");
        assertThat(denied(legacy, context().scheduledOn(NetworkMode.TRUNK))).contains("does not exist");
        assertThat(notOurs(POD.withAnnotation(WireNames.POD_NETWORKING, "p"), context()))
                .isEqualTo("not match");
    }

    @Test
    void aVSwitchInNobodysBooksLeavesTheZonesOpen_W11() {
        NetworkEntry unknown = NetworkEntry.ofClusterDefault()
                .filled(List.of(VSwitchId.of("vsw-foreign")), List.of(SecurityGroupId.of("sg-1")));
        assertThat(resolved(carrying(POD, List.of(unknown)), context()).zones()).isNull();
        NetworkEntry listed = NetworkEntry.ofClusterDefault();
        assertThat(resolved(carrying(POD, List.of(listed)), context()).zones()).containsExactly(ZoneId.of("zone-1"));
    }
}
