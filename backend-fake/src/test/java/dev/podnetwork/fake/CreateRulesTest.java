package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.SG;
import static dev.podnetwork.fake.FakeScene.VPC;
import static dev.podnetwork.fake.FakeScene.VSW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CreateRulesTest {
    private final FakeScene scene = FakeScene.quick();
    private final FakeCloud cloud = scene.cloud;

    @Test
    void theFirstAndTheLastThreeAddressesOfABlockAreReserved() {
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 252; i++) {
            given.add(create(scene.creation()).primaryIpv4());
        }

        CloudFault fault = scene.refused(scene.creation());
        assertThat(fault.code()).isEqualTo("InvalidVSwitchId.IpNotEnough");
        assertThat(fault.kind()).isEqualTo(CloudFault.Kind.ADDRESS_EXHAUSTED);
        assertThat(fault.scope()).isEqualTo(CloudFault.Scope.VSWITCH);
        assertThat(given).doesNotHaveDuplicates().contains("10.0.0.1", "10.0.0.252");
        assertThat(given).doesNotContain("10.0.0.0", "10.0.0.253", "10.0.0.254", "10.0.0.255");
        assertThat(cloud.inspect().use(VSW).free()).isZero();
    }

    @Test
    void aRefusedCreateTakesNothing() {
        CloudOp.CreateEni op = with(List.of(SG), 3, VSwitchId.of("vsw-b"), scene.freshToken());

        assertThat(scene.codeOf(op)).isEqualTo("InvalidVSwitch.Ipv6NotTurnOn");
        assertThat(cloud.inspect().use(VSwitchId.of("vsw-b")).used()).isZero();
    }

    @Test
    void ipv6AddressesComeFromTheBlockOfTheVSwitch() {
        EniDescription eni = create(with(List.of(SG), 2, VSW, scene.freshToken()));

        assertThat(eni.ipv6()).hasSize(2).doesNotHaveDuplicates().allMatch(a -> a.startsWith("fd00:0:0:1:"));
        assertThat(cloud.inspect()
                        .eniByAddress(VPC, eni.ipv6().get(1))
                        .orElseThrow()
                        .id())
                .isEqualTo(eni.id());
        assertThat(scene.codeOf(with(List.of(SG), 11, VSW, scene.freshToken()))).isEqualTo("InvalidParameter");
    }

    @Test
    void aFreedAddressComesRoundAgainOnlyAfterTheRestOfTheBlock() {
        EniDescription first = create(scene.creation());
        scene.accepted(new CloudOp.DeleteEni(first.id()));
        scene.pass(Duration.ofSeconds(1));

        assertThat(create(scene.creation()).primaryIpv4()).isNotEqualTo(first.primaryIpv4());
    }

    @Test
    void aSecurityGroupCoversSoManyAddressesAndIsOfTheVpc() {
        SecurityGroupId small = SecurityGroupId.of("sg-small");
        SecurityGroupId foreign = SecurityGroupId.of("sg-foreign");
        cloud.addSecurityGroup(small, VPC, 1).addSecurityGroup(foreign, VpcId.of("vpc-2"));
        EniDescription eni = create(with(List.of(SG, small), 0, VSW, scene.freshToken()));

        CloudFault full = scene.refused(with(List.of(small), 0, VSW, scene.freshToken()));
        assertThat(full.code()).isEqualTo("SecurityGroupInstanceLimitExceed");
        assertThat(full.scope()).isEqualTo(CloudFault.Scope.SECURITY_GROUP);
        assertThat(scene.codeOf(with(List.of(foreign), 0, VSW, scene.freshToken())))
                .isEqualTo("InvalidSecurityGroupId.NotVpc");
        assertThat(scene.codeOf(with(List.of(SecurityGroupId.of("sg-0")), 0, VSW, scene.freshToken())))
                .isEqualTo("InvalidSecurityGroupId.NotFound");
        scene.accepted(new CloudOp.DeleteEni(eni.id()));
        scene.pass(Duration.ofSeconds(1));
        create(with(List.of(small), 0, VSW, scene.freshToken()));
    }

    @Test
    void oneToTenSecurityGroupsAreGiven() {
        List<SecurityGroupId> eleven = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            eleven.add(SecurityGroupId.of("sg-n" + i));
            cloud.addSecurityGroup(eleven.get(i), VPC);
        }

        assertThat(scene.codeOf(with(eleven, 0, VSW, scene.freshToken()))).isEqualTo("JoinedGroupLimitExceed");
        assertThat(scene.codeOf(with(List.of(), 0, VSW, scene.freshToken()))).isEqualTo("MissingParameter");
        assertThat(create(with(eleven.subList(0, 10), 0, VSW, scene.freshToken()))
                        .securityGroups())
                .hasSize(10);
    }

    @Test
    void tagsAreAtMostTwentyAndWellFormed() {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 21; i++) {
            many.put("k" + i, "v");
        }

        assertThat(scene.codeOf(scene.creation(scene.freshToken(), many))).isEqualTo("QuotaExceed.Tags");
        for (String key : List.of("", "acs:x", "aliyun.x", "http://x", "k".repeat(129))) {
            assertThat(scene.codeOf(scene.creation(scene.freshToken(), Map.of(key, "v"))))
                    .isEqualTo("InvalidTagKey.Malformed");
        }
        assertThat(scene.codeOf(scene.creation(scene.freshToken(), Map.of("k", "v".repeat(129)))))
                .isEqualTo("InvalidTagValue.Malformed");
    }

    @Test
    void theQuotaCountsEveryInterfaceButThePrimaryOnes() {
        cloud.setEniQuota(3);
        create(scene.creation());

        CloudFault fault = scene.refused(scene.creation());
        assertThat(fault.code()).isEqualTo("MaxEniCountExceeded");
        assertThat(fault.scope()).isEqualTo(CloudFault.Scope.ACCOUNT);
    }

    @Test
    void aTokenIsAskedForAndIsShortAscii() {
        assertThat(scene.codeOf(scene.creation("", Map.of()))).isEqualTo("MissingParameter");
        assertThat(scene.codeOf(scene.creation("x".repeat(65), Map.of()))).isEqualTo("InvalidParameter");
        assertThat(scene.codeOf(scene.creation("tökén", Map.of()))).isEqualTo("InvalidParameter");
        create(scene.creation("x".repeat(64), Map.of()));
    }

    @Test
    void aTokenIsRememberedForTenMinutesEvenWhenItsInterfaceIsGone() {
        CloudOp.CreateEni op = scene.creation("t", Map.of("a", "b"));
        EniDescription first = create(op);
        scene.accepted(new CloudOp.DeleteEni(first.id()));
        scene.pass(Duration.ofMinutes(10));

        assertThat(create(op)).isEqualTo(first);
        scene.pass(Duration.ofMillis(1));
        assertThat(create(op).id()).isNotEqualTo(first.id());
    }

    @Test
    void aTokenWithOtherParametersIsSpentAndARefusedCallLeavesItUnused() {
        cloud.setEniQuota(2);
        assertThat(scene.codeOf(scene.creation("t", Map.of()))).isEqualTo("MaxEniCountExceeded");
        cloud.setEniQuota(100);
        create(scene.creation("t", Map.of()));

        CloudFault fault = scene.refused(with(List.of(SG), 1, VSW, "t"));
        assertThat(fault.code()).isEqualTo("IdempotentParameterMismatch");
        assertThat(fault.kind()).isEqualTo(CloudFault.Kind.TOKEN_SPENT);
    }

    @Test
    void aTokenWhoseFirstCallIsUnderWayIsAConflict() {
        Latency second = Latency.millis(1_000, 1_000);
        Latency zero = Latency.ZERO;
        FakeScene slow = new FakeScene(FakeCloudConfig.lenient()
                .withLatencies(new FakeLatencies(zero, zero, zero, second, zero, zero, zero, zero)));
        CloudOp.CreateEni op = slow.creation("t", Map.of());
        FakeCloud.Served first = slow.cloud.serve(op, Disturbance.NONE);

        assertThat(first.processingNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(slow.codeOf(op)).isEqualTo("Operation.Conflict");
        slow.pass(Duration.ofSeconds(1));
        assertThat(slow.cloud.call(op)).isInstanceOf(CloudReply.EniCreated.class);
        assertThat(slow.cloud.inspect().use(VSW).used()).isEqualTo(1);
    }

    @Test
    void twoMutationsOfOneInterfaceAtOnceAreAConflict() {
        Latency second = Latency.millis(1_000, 1_000);
        Latency zero = Latency.ZERO;
        FakeScene slow = new FakeScene(FakeCloudConfig.lenient()
                .withLatencies(new FakeLatencies(zero, zero, second, zero, zero, zero, zero, zero)));
        CloudOp tag = new CloudOp.TagEnis(List.of(slow.created()), Map.of("a", "b"));
        FakeCloud.Served unused = slow.cloud.serve(tag, Disturbance.NONE);

        CloudFault fault = slow.refused(tag);
        assertThat(fault.code()).isEqualTo("Operation.Conflict");
        assertThat(fault.kind()).isEqualTo(CloudFault.Kind.CONFLICT);
    }

    private EniDescription create(CloudOp.CreateEni op) {
        CloudReply reply = cloud.call(op);
        assertThat(reply).isInstanceOf(CloudReply.EniCreated.class);
        return ((CloudReply.EniCreated) reply).eni();
    }

    private static CloudOp.CreateEni with(
            List<SecurityGroupId> groups, int ipv6Count, VSwitchId vSwitch, String token) {
        return new CloudOp.CreateEni(vSwitch, groups, ipv6Count, true, null, TrafficMode.STANDARD, Map.of(), token);
    }
}
