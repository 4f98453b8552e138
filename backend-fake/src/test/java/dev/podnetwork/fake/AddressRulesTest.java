package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.NODE;
import static dev.podnetwork.fake.FakeScene.SG;
import static dev.podnetwork.fake.FakeScene.VPC;
import static dev.podnetwork.fake.FakeScene.VSW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressRulesTest {
    private final FakeScene scene = FakeScene.quick();
    private final FakeCloud cloud = scene.cloud;

    @Test
    void anAssignAddsAddressesThatTheNextDescribeShows() {
        EniId eni = scene.created();

        CloudReply.AddressesAssigned added = assigned(eni, AddressRequest.count(3));

        assertThat(added.addresses()).hasSize(3).doesNotHaveDuplicates().doesNotContain(primary(eni));
        assertThat(added.prefixes()).isEmpty();
        assertThat(seen(eni).ipv4()).hasSize(4).startsWith(primary(eni)).containsAll(added.addresses());
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(4);
        assertThat(cloud.inspect().eniByAddress(VPC, added.addresses().get(2)).map(EniDescription::id))
                .contains(eni);
    }

    @Test
    void namedAddressesAreTheOnesOrNoneIs() {
        EniId eni = scene.created();
        EniId other = scene.created();

        assertThat(assigned(eni, AddressRequest.addresses(List.of("10.0.0.50", "10.0.0.40")))
                        .addresses())
                .containsExactly("10.0.0.50", "10.0.0.40");
        assertThat(code(other, AddressRequest.addresses(List.of("10.0.0.60", "10.0.0.50"))))
                .isEqualTo("InvalidIp.IpAssigned");
        assertThat(code(other, AddressRequest.addresses(List.of("10.0.0.60", "10.0.0.60"))))
                .isEqualTo("InvalidIp.IpRepeated");
        assertThat(code(other, AddressRequest.addresses(List.of("10.0.0.60", "10.0.9.1"))))
                .isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(code(other, AddressRequest.addresses(List.of("10.0.0.254"))))
                .isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(code(other, AddressRequest.addresses(List.of("ten")))).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(code(other, AddressRequest.addresses(List.of()))).isEqualTo("MissingParameter");
        assertThat(seen(other).ipv4()).hasSize(1);
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(4);
    }

    @Test
    void aTokenGivesTheSameAddressesAgainAndServesNoOtherCall() {
        EniId eni = scene.created();
        CloudOp op = new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(2), "t-1");

        CloudReply first = cloud.call(op);

        assertThat(cloud.call(op)).isEqualTo(first);
        assertThat(seen(eni).ipv4()).hasSize(3);
        CloudFault spent = scene.refused(new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(1), "t-1"));
        assertThat(spent.kind()).isEqualTo(CloudFault.Kind.TOKEN_SPENT);
        assertThat(scene.codeOf(scene.creation("t-1", Map.of()))).isEqualTo("IdempotentParameterMismatch");
        CloudOp.CreateEni create = scene.creation();
        cloud.call(create);
        assertThat(scene.codeOf(
                        new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(1), create.clientToken())))
                .isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void aRefusedAssignLeavesItsTokenUnused() {
        EniId eni = scene.attached(NODE, null);
        CloudOp tooMany = new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(15), "t-1");

        assertThat(scene.codeOf(tooMany)).isEqualTo("InvalidOperation.Ipv4CountExceeded");
        scene.accepted(new CloudOp.DetachEni(eni, NODE, null));
        scene.pass(Duration.ofSeconds(1));

        assertThat(cloud.call(tooMany)).isInstanceOf(CloudReply.AddressesAssigned.class);
    }

    @Test
    void theTypeLimitsAnAttachedInterfaceAndTheApiAnUnattachedOne() {
        EniId eni = scene.attached(NODE, null);
        assigned(eni, AddressRequest.count(14));

        CloudFault full = scene.refused(assign(eni, AddressRequest.count(1)));
        assertThat(full.code()).isEqualTo("InvalidOperation.Ipv4CountExceeded");
        assertThat(full.kind()).isEqualTo(CloudFault.Kind.QUOTA_EXCEEDED);
        assertThat(full.scope()).isEqualTo(CloudFault.Scope.INSTANCE);
        EniId loose = scene.created();
        assertThat(code(loose, AddressRequest.count(50))).isEqualTo("InvalidParameter");
        assigned(loose, AddressRequest.count(49));
        assertThat(code(loose, AddressRequest.count(1))).isEqualTo("MaxEniPrivateIpsCountExceeded");
        assertThat(scene.codeOf(new CloudOp.AttachEni(loose, NODE, null, null)))
                .isEqualTo("InvalidOperation.Ipv4CountExceeded");
    }

    @Test
    void aVSwitchGivesAllThatIsAskedOrNothing() {
        EniId eni = scene.created();
        List<EniId> others = new ArrayList<>();
        while (cloud.inspect().use(VSW).free() > 3) {
            others.add(scene.created());
        }

        CloudFault fault = scene.refused(assign(eni, AddressRequest.count(4)));

        assertThat(fault.kind()).isEqualTo(CloudFault.Kind.ADDRESS_EXHAUSTED);
        assertThat(fault.scope()).isEqualTo(CloudFault.Scope.VSWITCH);
        assertThat(cloud.inspect().use(VSW).free()).isEqualTo(3);
        assertThat(assigned(eni, AddressRequest.count(3)).addresses()).hasSize(3);
        assertThat(others).isNotEmpty();
    }

    @Test
    void aPrefixIsAnAlignedFreeBlockAndTakesOneSlot() {
        EniId eni = scene.attached(NODE, null);

        CloudReply.AddressesAssigned added = assigned(eni, AddressRequest.prefixCount(2));

        assertThat(added.prefixes()).containsExactly("10.0.0.16/28", "10.0.0.32/28");
        assertThat(added.addresses()).isEmpty();
        assertThat(seen(eni).ipv4Prefixes()).isEqualTo(added.prefixes());
        assertThat(seen(eni).ipv4()).hasSize(1);
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(33);
        assertThat(cloud.inspect().eniByAddress(VPC, "10.0.0.47").map(EniDescription::id))
                .contains(eni);
        assigned(eni, AddressRequest.prefixCount(10));
        assertThat(code(eni, AddressRequest.prefixCount(3))).isEqualTo("InvalidOperation.Ipv4CountExceeded");
        assertThat(code(eni, AddressRequest.prefixCount(11))).isEqualTo("InvalidParameter");
    }

    @Test
    void aFragmentedVSwitchHasNoPrefixHoweverMuchIsFree() {
        EniId eni = scene.created();
        for (int block = 16; block < 240; block += 16) {
            assigned(eni, AddressRequest.addresses(List.of("10.0.0." + (block + 8))));
        }

        assertThat(cloud.inspect().use(VSW).free()).isGreaterThan(200);
        assertThat(code(eni, AddressRequest.prefixCount(1))).isEqualTo("InvalidVSwitchId.IpNotEnough");
        take(eni, AddressRequest.addresses(List.of("10.0.0.56")));
        assertThat(assigned(eni, AddressRequest.prefixCount(1)).prefixes()).containsExactly("10.0.0.48/28");
        assertThat(code(eni, AddressRequest.prefixes(List.of("10.0.0.0/28")))).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(code(eni, AddressRequest.prefixes(List.of("10.0.0.8/28")))).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(code(eni, AddressRequest.prefixes(List.of("10.0.0.64/28")))).isEqualTo("InvalidIp.IpAssigned");
    }

    @Test
    void anUnassignFreesAtOnceAndKnowsOnlyWhatIsThere() {
        EniId eni = scene.created();
        List<String> two = assigned(eni, AddressRequest.count(2)).addresses();

        CloudFault primary = scene.refused(unassign(eni, AddressRequest.addresses(List.of(two.get(0), primary(eni)))));
        assertThat(primary.code()).isEqualTo("InvalidIp.IpUnassigned");
        assertThat(primary.kind()).isEqualTo(CloudFault.Kind.NOT_FOUND);
        assertThat(seen(eni).ipv4()).containsAll(two);
        take(eni, AddressRequest.addresses(two));
        assertThat(seen(eni).ipv4()).containsExactly(primary(eni));
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(1);
        assertThat(scene.codeOf(unassign(eni, AddressRequest.addresses(two)))).isEqualTo("InvalidIp.IpUnassigned");
        assertThat(scene.codeOf(unassign(EniId.of("eni-none"), AddressRequest.addresses(two))))
                .isEqualTo("InvalidEniId.NotFound");
    }

    @Test
    void ipv6AddressesAndPrefixesKeepToTheirOwnBooks() {
        EniId eni = scene.attached(NODE, null);

        CloudReply.AddressesAssigned three = v6(eni, AddressRequest.count(3));
        CloudReply.AddressesAssigned block = v6(eni, AddressRequest.prefixCount(2));

        assertThat(three.addresses()).hasSize(3).allMatch(a -> a.startsWith("fd00:0:0:1::"));
        assertThat(block.prefixes()).containsExactly("fd00:0:0:1:1::/80", "fd00:0:0:1:2::/80");
        assertThat(seen(eni).ipv6()).isEqualTo(three.addresses());
        assertThat(seen(eni).ipv6Prefixes()).isEqualTo(block.prefixes());
        assertThat(v6Code(eni, AddressRequest.addresses(List.of("fd00:0:0:1:1::5"))))
                .isEqualTo("InvalidIp.IpAssigned");
        assertThat(v6Code(eni, AddressRequest.addresses(List.of("fd00:0:0:2::5"))))
                .isEqualTo("InvalidIp.Address");
        assertThat(v6Code(eni, AddressRequest.count(11))).isEqualTo("InvalidParameter");
        v6(eni, AddressRequest.count(10));
        assertThat(v6Code(eni, AddressRequest.count(1))).isEqualTo("InvalidOperation.Ipv6CountExceeded");
        scene.accepted(new AddressOp.UnassignIpv6Addresses(eni, AddressRequest.prefixes(block.prefixes())));
        assertThat(seen(eni).ipv6Prefixes()).isEmpty();
    }

    @Test
    void withoutIpv6ThereIsNone() {
        CloudOp.CreateEni create = new CloudOp.CreateEni(
                VSwitchId.of("vsw-b"), List.of(SG), 0, true, null, TrafficMode.STANDARD, Map.of(), scene.freshToken());
        EniId eni = ((CloudReply.EniCreated) cloud.call(create)).eni().id();

        assertThat(v6Code(eni, AddressRequest.count(1))).isEqualTo("InvalidVSwitch.Ipv6NotTurnOn");
    }

    @Test
    void anInterfaceInTransitionTakesAndGivesNothing() {
        EniId eni = scene.created();
        scene.accepted(new CloudOp.AttachEni(eni, NODE, null, null));

        assertThat(code(eni, AddressRequest.count(1))).isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(scene.codeOf(unassign(eni, AddressRequest.addresses(List.of("10.0.0.9")))))
                .isEqualTo("InvalidOperation.InvalidEniState");
    }

    @Test
    void aGroupCountsEveryAddressOfItsInterfaces() {
        SecurityGroupId small = SecurityGroupId.of("sg-small");
        cloud.addSecurityGroup(small, VPC, 18);
        EniId eni = ((CloudReply.EniCreated) cloud.call(create(List.of(small), new AddressCounts(1, 0, 0, 0))))
                .eni()
                .id();

        assertThat(code(eni, AddressRequest.count(17))).isEqualTo("SecurityGroupInstanceLimitExceed");
        assigned(eni, AddressRequest.prefixCount(1));
        assertThat(code(eni, AddressRequest.count(1))).isEqualTo("SecurityGroupInstanceLimitExceed");
        scene.accepted(new CloudOp.DeleteEni(eni));
        scene.pass(Duration.ofSeconds(1));
        assertThat(cloud.inspect().use(VSW).used()).isZero();
        assertThat(cloud.call(create(List.of(small), new AddressCounts(17, 0, 0, 0))))
                .isInstanceOf(CloudReply.EniCreated.class);
    }

    @Test
    void aCreateBringsWhatItWasAskedFor() {
        EniDescription many = made(AddressCounts.addresses(9, 2));
        EniDescription blocks = made(AddressCounts.prefixes(3, 1));

        assertThat(many.ipv4()).hasSize(10).doesNotHaveDuplicates();
        assertThat(many.ipv6()).hasSize(2);
        assertThat(blocks.ipv4()).hasSize(1);
        assertThat(blocks.ipv4Prefixes()).hasSize(3);
        assertThat(blocks.ipv6Prefixes()).hasSize(1);
        assertThat(scene.codeOf(create(List.of(SG), new AddressCounts(50, 0, 0, 0))))
                .isEqualTo("InvalidParameter");
        assertThat(scene.codeOf(create(List.of(SG), new AddressCounts(1, 0, 1, 0))))
                .isEqualTo("InvalidParameter.Conflict");
        assertThat(scene.codeOf(create(List.of(SG), new AddressCounts(0, 1, 0, 1))))
                .isEqualTo("InvalidParameter.Conflict");
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(10 + 1 + 48);
        made(AddressCounts.prefixes(10, 0));
        assertThat(scene.codeOf(create(List.of(SG), AddressCounts.prefixes(2, 0))))
                .isEqualTo("InvalidVSwitchId.IpNotEnough");
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(10 + 1 + 48 + 161);
    }

    @Test
    void createsThatCannotBeBuiltAreWrongRequests_K4() {
        List<CloudOp> wrong = List.of(
                create(List.of(), AddressCounts.PRIMARY_ONLY),
                create(List.of(SG), new AddressCounts(1, 0, 1, 0)),
                create(List.of(SG), new AddressCounts(0, 1, 0, 1)),
                create(List.of(SG), new AddressCounts(-1, 0, 0, 0)));

        assertThat(wrong)
                .allSatisfy(op -> assertThat(scene.refused(op).kind()).isEqualTo(CloudFault.Kind.INVALID_REQUEST));
        assertThat(cloud.inspect().use(VSW).used()).isZero();
    }

    /** Addresses and prefixes cannot even be named in one request. */
    @Test
    void assignsThatCannotBeBuiltAreWrongRequests_K5() {
        EniId eni = scene.created();
        List<AddressRequest> wrong = List.of(
                AddressRequest.count(0),
                AddressRequest.count(-1),
                AddressRequest.prefixCount(0),
                AddressRequest.addresses(List.of()),
                AddressRequest.prefixes(List.of()));

        assertThat(wrong).allSatisfy(what -> {
            assertThat(scene.refused(assign(eni, what)).kind()).isEqualTo(CloudFault.Kind.INVALID_REQUEST);
            CloudOp v6 = new AddressOp.AssignIpv6Addresses(eni, what, scene.freshToken());
            assertThat(scene.refused(v6).kind()).isEqualTo(CloudFault.Kind.INVALID_REQUEST);
        });
        assertThat(seen(eni).ipv4()).hasSize(1);
    }

    @Test
    void aReplayedCreateDescribesTheInterfaceAsItWasMade() {
        CloudOp.CreateEni op = create(List.of(SG), AddressCounts.addresses(2, 0));
        EniDescription made = ((CloudReply.EniCreated) cloud.call(op)).eni();
        assigned(made.id(), AddressRequest.count(4));

        assertThat(((CloudReply.EniCreated) cloud.call(op)).eni()).isEqualTo(made);
        assertThat(scene.codeOf(new CloudOp.CreateEni(
                        VSW,
                        List.of(SG),
                        AddressCounts.addresses(3, 0),
                        EniType.SECONDARY,
                        true,
                        null,
                        TrafficMode.STANDARD,
                        Map.of(),
                        op.clientToken())))
                .isEqualTo("IdempotentParameterMismatch");
    }

    private EniDescription made(AddressCounts counts) {
        return ((CloudReply.EniCreated) cloud.call(create(List.of(SG), counts))).eni();
    }

    private CloudOp.CreateEni create(List<SecurityGroupId> groups, AddressCounts counts) {
        return new CloudOp.CreateEni(
                VSW, groups, counts, EniType.SECONDARY, true, null, TrafficMode.STANDARD, Map.of(), scene.freshToken());
    }

    private CloudOp assign(EniId eni, AddressRequest what) {
        return new AddressOp.AssignPrivateIpAddresses(eni, what, scene.freshToken());
    }

    private CloudReply.AddressesAssigned assigned(EniId eni, AddressRequest what) {
        return (CloudReply.AddressesAssigned) cloud.call(assign(eni, what));
    }

    private String code(EniId eni, AddressRequest what) {
        return scene.codeOf(assign(eni, what));
    }

    private CloudReply.AddressesAssigned v6(EniId eni, AddressRequest what) {
        return (CloudReply.AddressesAssigned)
                cloud.call(new AddressOp.AssignIpv6Addresses(eni, what, scene.freshToken()));
    }

    private String v6Code(EniId eni, AddressRequest what) {
        return scene.codeOf(new AddressOp.AssignIpv6Addresses(eni, what, scene.freshToken()));
    }

    private static CloudOp unassign(EniId eni, AddressRequest.Named what) {
        return new AddressOp.UnassignPrivateIpAddresses(eni, what);
    }

    private void take(EniId eni, AddressRequest.Named what) {
        scene.accepted(unassign(eni, what));
    }

    private String primary(EniId eni) {
        return seen(eni).primaryIpv4();
    }

    private EniDescription seen(EniId eni) {
        return cloud.inspect().eni(eni).orElseThrow();
    }
}
