package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.aliyun.call.CloudApi;
import dev.podnetwork.aliyun.call.Feature;
import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipFilter;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The policy is derived from the operations: all of them are in it, and each of them is needed. */
final class RamPolicyTest {

    @Test
    void everyOperationOfThePortIsACall() {
        List<Class<?>> operations = leaves(CloudOp.class);
        // Read from the metadata service, which asks for no permission.
        operations.remove(CloudOp.ReadMetadata.class);
        List<Class<?>> known = new ArrayList<>();
        for (CloudApi api : CloudApi.values()) {
            known.add(api.op());
        }

        assertThat(known).containsExactlyInAnyOrderElementsOf(operations);
        assertThat(samples())
                .allSatisfy(op -> assertThat(CloudApi.of(op).action()).isEqualTo(op.api()));
        assertThat(samples()).hasSameSizeAs(operations);
    }

    @TestFactory
    Stream<DynamicTest> oneActionLessAndItsCallIsForbidden() {
        List<String> all = RamPolicy.actions(EnumSet.allOf(Feature.class));
        return samples().stream()
                .map(op -> DynamicTest.dynamicTest(op.api(), () -> {
                    List<String> less = new ArrayList<>(all);
                    assertThat(less.remove(CloudApi.of(op).permission())).isTrue();
                    try (WireCloud wire = new WireCloud(less, Duration.ofSeconds(5))) {
                        assertThat(kind(wire.call(op))).isEqualTo(Kind.FORBIDDEN);
                    }
                    try (WireCloud wire = new WireCloud(all, Duration.ofSeconds(5))) {
                        assertThat(kind(wire.call(op))).isNotEqualTo(Kind.FORBIDDEN);
                    }
                }));
    }

    /** Under the policy of one feature alone, its calls and no others are let through; one action less stops its call. */
    @TestFactory
    Stream<DynamicTest> eachFeatureGetsWhatItsCallsNeedAndNoMore() {
        List<CloudOp> samples = samples();
        return Stream.of(Feature.values())
                .map(feature -> DynamicTest.dynamicTest(feature.name(), () -> {
                    List<String> policy = RamPolicy.actions(EnumSet.of(feature));
                    assertThat(policy).isNotEmpty().doesNotHaveDuplicates();
                    try (WireCloud wire = new WireCloud(policy, Duration.ofSeconds(30))) {
                        assertThat(permitted(wire, samples)).containsExactlyInAnyOrderElementsOf(policy);
                        for (String action : policy) {
                            List<String> less = new ArrayList<>(policy);
                            less.remove(action);
                            wire.server.putKey(FakeAccessKey.of("ak", "sk").allowing(less));
                            assertThat(permitted(wire, samples)).containsExactlyInAnyOrderElementsOf(less);
                        }
                    }
                }));
    }

    /** The actions of those calls that are not forbidden. */
    private static List<String> permitted(WireCloud wire, List<CloudOp> samples) {
        return samples.stream()
                .filter(op -> kind(wire.call(op)) != Kind.FORBIDDEN)
                .map(op -> CloudApi.of(op).permission())
                .toList();
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            if (each.isSealed()) {
                all.addAll(leaves(each));
            } else {
                all.add(each);
            }
        }
        return all;
    }

    private static Kind kind(CloudReply reply) {
        return reply instanceof CloudReply.Failed failed ? failed.fault().kind() : Kind.NOT_FOUND;
    }

    private static List<CloudOp> samples() {
        EniId eni = EniId.of("eni-x");
        InstanceId instance = InstanceId.of("i-a");
        EipId eip = EipId.of("eip-x");
        try (WireCloud wire = new WireCloud()) {
            return List.of(
                    wire.creation(),
                    new CloudOp.AttachEni(eni, instance, null, null),
                    new CloudOp.DetachEni(eni, instance, null),
                    new CloudOp.DeleteEni(eni),
                    new CloudOp.DescribeEnis(EniFilter.byIds(List.of(eni)), null, 10),
                    new CloudOp.DescribeVSwitches(null, wire.vpc(), 1),
                    new CloudOp.DescribeSecurityGroups(List.of(wire.securityGroup())),
                    new CloudOp.DescribeInstances(List.of(instance)),
                    new CloudOp.DescribeInstanceTypes(List.of(), null),
                    new CloudOp.TagEnis(List.of(eni), Map.of("k", "v")),
                    new CloudOp.ListTags(List.of(eni), Map.of(), null),
                    new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(1), "t"),
                    new AddressOp.UnassignPrivateIpAddresses(eni, AddressRequest.addresses(List.of("10.0.0.9"))),
                    new AddressOp.AssignIpv6Addresses(eni, AddressRequest.count(1), "t"),
                    new AddressOp.UnassignIpv6Addresses(eni, AddressRequest.addresses(List.of("fd00::9"))),
                    new CloudOp.ModifyEni(eni, List.of(wire.securityGroup())),
                    new EipOp.AllocateEip(EipSpec.of(5, Map.of()), "t"),
                    new EipOp.AssociateEip(eip, eni, "10.0.0.9", "t"),
                    new EipOp.UnassociateEip(eip, eni, "10.0.0.9", "t"),
                    new EipOp.ReleaseEip(eip),
                    new EipOp.DescribeEips(EipFilter.byIds(List.of(eip)), 1),
                    new EipOp.ModifyEip(eip, 10, null, null),
                    new EipOp.AddToBandwidthPackage("cbwp-1", eip, "t"),
                    new EipOp.RemoveFromBandwidthPackage("cbwp-1", eip, "t"),
                    new EipOp.TagEips(List.of(eip), Map.of("k", "v")),
                    new LeniOp.CreateLeni(
                            ZoneId.of("zone-a"), wire.vSwitch(), wire.vpc(), wire.securityGroup(), null, Map.of(), "t"),
                    new LeniOp.AttachLeni(eni, instance),
                    new LeniOp.DetachLeni(eni, instance),
                    new LeniOp.DeleteLeni(eni, "t"),
                    new LeniOp.DescribeLenis(eni, null, 1),
                    new LeniOp.AssignLeniAddress(eni, null, "t"),
                    new LeniOp.UnassignLeniAddress(eni, "lip-1", "t"),
                    new LeniOp.DescribeLeniAddresses(eni, 1),
                    new LeniOp.DescribeLingjunNode(instance),
                    new LeniOp.DescribeTypeOfNode(instance),
                    new LeniOp.DescribeNodeType("a-type"));
        }
    }
}
