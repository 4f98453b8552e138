package dev.podnetwork.core.admission;

import static dev.podnetwork.core.match.Policies.forLabel;
import static dev.podnetwork.core.match.Policies.ready;
import static dev.podnetwork.core.match.Policies.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.EniConfigReader;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.FixedNameRule;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PodAdmissionTest {
    private static final PodRef REF = PodRef.of("default", "db-0");
    private static final PodFacts POD = PodFacts.plain(REF, Map.of("app", "db"), List.of("StatefulSet"));
    private static final EniConfig CONFIG = EniConfigReader.read(
                    Map.of("vswitches", Map.of("zone-1", List.of("vsw-1")), "security_group", "sg-1"))
            .config();
    private static final String NODE_TERMS =
            "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";

    private static RequestContext context(ClusterSettings settings, PodNetworking... policies) {
        return RequestContext.atAdmission(PodNetworkingMatcher.of(List.of(policies)), CONFIG, settings);
    }

    private static Map<String, Object> object(Map<String, Object> spec) {
        return Map.of("metadata", Map.of("name", "db-0"), "spec", spec);
    }

    private static Map<String, Object> plainObject() {
        return object(Map.of("containers", List.of(Map.of("name", "main"))));
    }

    private static AdmissionAnswer.Edit edited(Map<?, ?> object, RequestContext context, @Nullable ZoneId previous) {
        AdmissionAnswer answer = PodAdmission.decide(POD, object, context, previous);
        assertThat(answer).isInstanceOf(AdmissionAnswer.Edit.class);
        return (AdmissionAnswer.Edit) answer;
    }

    private static List<String> paths(AdmissionAnswer.Edit edit) {
        return edit.edits().stream().map(PodEdit::path).toList();
    }

    @Test
    void aMatchedPodGetsAnnotationsResourceAndZone_A17() {
        AdmissionAnswer.Edit edit =
                edited(plainObject(), context(ClusterSettings.DEFAULT, forLabel("p", "app", "db")), null);

        assertThat(paths(edit))
                .containsExactly(
                        "/metadata/annotations",
                        "/metadata/annotations/k8s.aliyun.com~1pod-eni",
                        "/metadata/annotations/k8s.aliyun.com~1pod-networking",
                        "/spec/containers/0/resources",
                        "/spec/containers/0/resources/limits",
                        "/spec/affinity");
        Map<String, @Nullable Object> after = PodEdit.apply(plainObject(), edit.edits());
        assertThat(after.toString())
                .contains("aliyun/member-eni=1")
                .contains("key=topology.kubernetes.io/zone, operator=In, values=[zone-1]")
                .contains("k8s.aliyun.com/pod-networking=p");
    }

    @Test
    void zonesAreAppendedToEveryTermAndOthersStay_A19() {
        Map<String, Object> other = Map.of("key", "disk", "operator", "Exists");
        Map<String, Object> object = object(Map.of(
                "containers",
                List.of(Map.of()),
                "affinity",
                Map.of(
                        "nodeAffinity",
                        Map.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                Map.of(
                                        "nodeSelectorTerms",
                                        List.of(
                                                Map.of("matchExpressions", List.of(other)),
                                                Map.of("matchFields", List.of())))))));
        PodNetworking fixed = ready(
                "p",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .allocationType(AllocationType.fixedTtl("1h"))
                        .build());
        AdmissionAnswer.Edit edit = edited(object, context(ClusterSettings.DEFAULT, fixed), ZoneId.of("zone-1"));

        assertThat(paths(edit))
                .containsSubsequence(
                        NODE_TERMS + "/0/matchExpressions/-",
                        NODE_TERMS + "/0/matchExpressions/-",
                        NODE_TERMS + "/1/matchExpressions");
        assertThat(PodEdit.apply(object, edit.edits()).toString()).contains("key=disk");
    }

    @Test
    void nothingIsEditedWhenEverythingIsThere() {
        RequestContext context = context(ClusterSettings.DEFAULT, forLabel("p", "app", "db"));
        AdmissionAnswer.Edit first = edited(plainObject(), context, null);
        Map<String, @Nullable Object> after = PodEdit.apply(plainObject(), first.edits());
        PodFacts written = POD.withNetworks(ParsedAnnotation.of(
                        NetworkEntries.write(first.resolved().entries())))
                .withAnnotation(WireNames.POD_ENI, "true")
                .withAnnotation(WireNames.POD_NETWORKING, "p");

        assertThat(PodAdmission.decide(written, after, context, null))
                .isInstanceOfSatisfying(
                        AdmissionAnswer.Edit.class,
                        again -> assertThat(again.edits()).isEmpty());
    }

    @Test
    void anotherCountIsReplacedAndADaemonSetPodHasNoZone_A16() {
        Map<String, Object> object = object(Map.of(
                "containers",
                List.of(Map.of(
                        "resources",
                        Map.of(
                                "limits",
                                Map.of("aliyun/member-eni", 5),
                                "requests",
                                Map.of("aliyun/member-eni", 1))))));
        PodFacts daemon = PodFacts.plain(REF, Map.of("app", "db"), List.of("DaemonSet"));
        AdmissionAnswer answer =
                PodAdmission.decide(daemon, object, context(ClusterSettings.DEFAULT, forLabel("p", "app", "db")), null);

        assertThat(answer).isInstanceOfSatisfying(AdmissionAnswer.Edit.class, edit -> {
            assertThat(edit.edits())
                    .contains(new PodEdit(
                            PodEdit.Op.REPLACE, "/spec/containers/0/resources/limits/aliyun~1member-eni", "1"));
            assertThat(paths(edit)).noneMatch(p -> p.contains("affinity") || p.contains("requests"));
        });
    }

    @Test
    void aPodOfNobodyIsLetThroughAndADeniedOneIsNot() {
        assertThat(PodAdmission.decide(POD, plainObject(), context(ClusterSettings.DEFAULT), null))
                .isEqualTo(new AdmissionAnswer.Allow("not match", List.of()));
        PodFacts bad = POD.withRequest(ParsedAnnotation.unreadable("it is not JSON"));
        assertThat(PodAdmission.decide(bad, plainObject(), context(ClusterSettings.DEFAULT), null))
                .isInstanceOf(AdmissionAnswer.Deny.class);
    }

    @Test
    void onVirtualNodesTheFirstGroupCountsAndFixedAppliesToAll() {
        PodNetworking fixed = ready(
                "p",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .securityGroups(List.of(SecurityGroupId.of("sg-b"), SecurityGroupId.of("sg-a")))
                        .eniType(EniType.ENI)
                        .allocationType(AllocationType.fixedTtl("1h"))
                        .build());
        PodFacts ofDeployment = PodFacts.plain(REF, Map.of("app", "db"), List.of("ReplicaSet"));
        AdmissionAnswer answer =
                PodAdmission.decide(ofDeployment, plainObject(), context(ClusterSettings.SERVERLESS, fixed), null);

        assertThat(answer).isInstanceOfSatisfying(AdmissionAnswer.Edit.class, edit -> {
            NetworkEntry entry = edit.resolved().entries().get(0);
            assertThat(entry.securityGroups()).containsExactly(SecurityGroupId.of("sg-b"));
            assertThat(entry.allocationType()).isEqualTo(AllocationType.ELASTIC);
            assertThat(entry.eniType()).isEqualTo(EniType.DEFAULT);
            assertThat(edit.resource()).isNull();
            assertThat(edit.notes())
                    .hasSize(3)
                    .anyMatch(n -> n.contains("only the first security group, sg-b"))
                    .anyMatch(n -> n.contains("keeps no address"))
                    .anyMatch(n -> n.contains("eniType ENI is taken as Default"));
            assertThat(PodEdit.apply(plainObject(), edit.edits()).get("metadata"))
                    .hasToString(
                            "{name=db-0, annotations={k8s.aliyun.com/pod-eni=true, k8s.aliyun.com/pod-networking=p}}");
            assertThat(VirtualNodeNeed.of(edit.zones(), List.of(ZoneId.of("zone-2"))))
                    .contains(new VirtualNodeNeed(List.of(ZoneId.of("zone-1"))));
            assertThat(VirtualNodeNeed.of(edit.zones(), List.of(ZoneId.of("zone-2"), ZoneId.of("zone-1"))))
                    .isEmpty();
        });
    }

    @Test
    void aPodWithoutZonesNeedsSomeVirtualNode() {
        assertThat(VirtualNodeNeed.of(ZoneConstraint.NONE, List.of())).contains(new VirtualNodeNeed(List.of()));
        assertThat(VirtualNodeNeed.of(ZoneConstraint.NONE, List.of(ZoneId.of("a"))))
                .isEmpty();
    }

    @Test
    void theResourceFollowsTrunkAndEniType_A4_A20_A22() {
        PodNetworking own = ready(
                "p",
                spec().podSelector(LabelSelector.label("app", "db"))
                        .eniType(EniType.ENI)
                        .build());
        ClusterSettings off = new ClusterSettings(false, true, true, false, FixedNameRule.STATEFUL_SETS);

        assertThat(edited(plainObject(), context(ClusterSettings.DEFAULT, own), null)
                        .resource())
                .isEqualTo(new ResourceRequest("aliyun/eni", 1));
        assertThat(edited(plainObject(), context(off), null).resource())
                .isEqualTo(new ResourceRequest("aliyun/eni", 1));
        assertThat(ResourceRequest.of(List.of(), ClusterSettings.DEFAULT)).isEmpty();
    }

    @Test
    void theWrittenJsonIsEscaped() {
        assertThat(JsonText.of(Map.of("a\"\n", List.of("\u00e4", true, 1))))
                .isEqualTo("{\"a\\\"\\u000a\":[\"\\u00e4\",true,1]}");
    }
}
