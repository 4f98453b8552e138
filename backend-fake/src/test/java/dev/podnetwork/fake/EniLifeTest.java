package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.NODE;
import static dev.podnetwork.fake.FakeScene.NODE_B;
import static dev.podnetwork.fake.FakeScene.VSW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EniLifeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeScene scene = FakeScene.quick();
    private final FakeCloud cloud = scene.cloud;

    @Test
    void anAttachIsSeenUnderWayAndThenInUse() {
        EniId id = scene.created();
        scene.accepted(attach(id));

        assertThat(scene.status(id)).isEqualTo(EniStatus.ATTACHING);
        scene.pass(SECOND);
        assertThat(scene.status(id)).isEqualTo(EniStatus.IN_USE);
    }

    @Test
    void aDetachIsSeenUnderWayAndThenAvailable() {
        EniId id = scene.attached(NODE, null);
        scene.accepted(detach(id));

        assertThat(scene.status(id)).isEqualTo(EniStatus.DETACHING);
        scene.pass(SECOND);
        assertThat(scene.status(id)).isEqualTo(EniStatus.AVAILABLE);
        assertThat(cloud.inspect().eni(id).orElseThrow().attachment()).isNull();
    }

    @Test
    void aDeletedInterfaceKeepsItsAddressUntilItIsGone() {
        EniId id = scene.created();
        scene.accepted(new CloudOp.DeleteEni(id));

        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(1);
        scene.pass(SECOND);
        assertThat(cloud.inspect().eni(id)).isEmpty();
        assertThat(cloud.inspect().use(VSW).used()).isZero();
    }

    @Test
    void statesThatDoNotPermitACallSaySo() {
        EniId id = scene.created();
        scene.accepted(attach(id));

        assertThat(scene.codeOf(attach(id))).isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(scene.codeOf(detach(id))).isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(scene.codeOf(new CloudOp.DeleteEni(id))).isEqualTo("InvalidOperation.InvalidEniState");
        scene.pass(SECOND);
        assertThat(scene.codeOf(new CloudOp.DeleteEni(id))).isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(scene.codeOf(new CloudOp.DetachEni(id, NODE_B, null))).isEqualTo("InvalidOperation.InvalidEniState");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        EniId id = scene.created();
        EniId nowhere = EniId.of("eni-nowhere");

        assertThat(scene.codeOf(attach(nowhere))).isEqualTo("InvalidEniId.NotFound");
        assertThat(scene.codeOf(detach(nowhere))).isEqualTo("InvalidEniId.NotFound");
        assertThat(scene.codeOf(new CloudOp.DeleteEni(nowhere))).isEqualTo("InvalidEniId.NotFound");
        assertThat(scene.codeOf(new CloudOp.AttachEni(id, InstanceId.of("i-0"), null, null)))
                .isEqualTo("InvalidEcsId.NotFound");
        assertThat(scene.codeOf(new CloudOp.DetachEni(id, InstanceId.of("i-0"), null)))
                .isEqualTo("InvalidEcsId.NotFound");
    }

    @Test
    void theOwnInterfacesOfAnInstanceStay() {
        EniId primary = scene.describe(new EniFilter(List.of(), NODE, EniType.PRIMARY, null, null, null, Map.of()))
                .get(0)
                .id();
        EniId member = scene.attached(NODE, scene.trunk());

        assertThat(scene.codeOf(detach(primary))).isEqualTo("InvalidOperation.DetachPrimaryEniNotAllowed");
        assertThat(scene.codeOf(detach(scene.trunk()))).isEqualTo("InvalidOperation.HasMemberEniAttached");
        assertThat(scene.codeOf(new CloudOp.DeleteEni(primary))).isEqualTo("InvalidOperation.InvalidEniState");
        scene.accepted(new CloudOp.DetachEni(member, NODE, scene.trunk()));
        scene.pass(SECOND);
        scene.accepted(detach(scene.trunk()));
    }

    @Test
    void aDirectSlotIsTakenFromTheStartOfTheAttachToTheEndOfTheDetach() {
        EniId first = scene.attached(NODE, null);
        EniId second = scene.created();
        scene.accepted(attach(second));
        EniId third = scene.created();

        assertThat(scene.codeOf(attach(third))).isEqualTo("EniPerInstanceLimitExceeded");
        scene.accepted(detach(first));
        assertThat(scene.codeOf(attach(third))).isEqualTo("EniPerInstanceLimitExceeded");
        scene.pass(SECOND);
        scene.accepted(attach(third));
    }

    @Test
    void theMembersAreTheTotalLessTheDirectOnesAndHaveAVlanEach() {
        List<EniId> members = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            members.add(scene.attached(NODE, scene.trunk()));
        }

        assertThat(scene.codeOf(new CloudOp.AttachEni(scene.created(), NODE, scene.trunk(), null)))
                .isEqualTo("EniPerInstanceLimitExceeded");
        assertThat(members).map(this::vlan).doesNotHaveDuplicates().allMatch(v -> v > 0);
        scene.accepted(new CloudOp.DetachEni(members.get(4), NODE, scene.trunk()));
        scene.pass(SECOND);
        assertThat(vlan(scene.attached(NODE, scene.trunk()))).isEqualTo(5);
    }

    @Test
    void aMemberNeedsTheTrunkOfItsInstance() {
        EniId trunkElsewhere = cloud.inspect().trunkOf(NODE_B).orElseThrow();
        EniId id = scene.created();

        assertThat(scene.codeOf(new CloudOp.AttachEni(id, NODE, trunkElsewhere, null)))
                .isEqualTo("InvalidOperation.InvalidEniType");
        EniId member = scene.attached(NODE, scene.trunk());
        assertThat(scene.codeOf(detach(member))).isEqualTo("InvalidParameter");
    }

    @Test
    void zoneVpcAndARunningInstanceAreAskedFor() {
        VpcId other = VpcId.of("vpc-2");
        cloud.addVSwitch(FakeVSwitch.of("vsw-other", "vpc-2", "zone-a", "10.9.0.0/24"))
                .addInstance(InstanceId.of("i-other"), "ecs.g7.xlarge", other, ZoneId.of("zone-a"));
        EniId id = scene.created();

        assertThat(scene.codeOf(new CloudOp.AttachEni(id, NODE_B, null, null)))
                .isEqualTo("InvalidOperation.AvailabilityZoneMismatch");
        assertThat(scene.codeOf(new CloudOp.AttachEni(id, InstanceId.of("i-other"), null, null)))
                .isEqualTo("InvalidOperation.VpcMismatch");
        cloud.setRunning(NODE, false);
        assertThat(scene.codeOf(attach(id))).isEqualTo("InvalidOperation.InvalidEcsState");
        cloud.setRunning(NODE, true);
        scene.accepted(attach(id));
    }

    @Test
    void aReleasedInstanceTakesItsInterfacesWithItAndLeavesTheOthers() {
        EniId goes = scene.attached(NODE, null);
        EniId stays = ((CloudReply.EniCreated) cloud.call(kept())).eni().id();
        scene.accepted(new CloudOp.AttachEni(stays, NODE, scene.trunk(), null));

        assertThat(cloud.releaseInstance(NODE)).isTrue();

        assertThat(cloud.inspect().eni(goes)).isEmpty();
        assertThat(scene.status(stays)).isEqualTo(EniStatus.AVAILABLE);
        scene.pass(SECOND);
        assertThat(scene.status(stays)).isEqualTo(EniStatus.AVAILABLE);
        CloudReply instances = cloud.call(new CloudOp.DescribeInstances(List.of(NODE)));
        assertThat(instances).isEqualTo(new CloudReply.InstancePage(List.of()));
        assertThat(cloud.releaseInstance(NODE)).isFalse();
        assertThat(cloud.inspect().eniCount()).isEqualTo(2);
    }

    @Test
    void whatHappensBehindOurBackIsSeen() {
        EniId torn = scene.attached(NODE, scene.trunk());
        EniId lost = scene.attached(NODE, scene.trunk());

        assertThat(cloud.tearOff(torn)).isTrue();
        assertThat(cloud.vanish(lost)).isTrue();

        assertThat(scene.status(torn)).isEqualTo(EniStatus.AVAILABLE);
        assertThat(cloud.inspect().eni(lost)).isEmpty();
        assertThat(cloud.tearOff(torn)).isFalse();
        assertThat(cloud.vanish(lost)).isFalse();
        assertThat(cloud.inspect().use(VSW).used()).isEqualTo(1);
    }

    @Test
    void aTrunkThatVanishesLeavesItsMembersAvailable() {
        EniId member = scene.attached(NODE, scene.trunk());

        assertThat(cloud.vanish(scene.trunk())).isTrue();

        assertThat(scene.status(member)).isEqualTo(EniStatus.AVAILABLE);
        assertThat(cloud.inspect().trunkOf(NODE)).isEmpty();
    }

    @Test
    void anInterfaceFromBeforeTheStoryHasItsPlaceAndItsAddress() {
        cloud.addEni(new FakeEni(
                EniId.of("eni-old"),
                VSW,
                List.of(SecurityGroupId.of("sg-1")),
                "10.0.0.77",
                List.of("fd00:0:0:1::77"),
                Map.of("creator", "someone"),
                false,
                NODE,
                true));

        EniDescription old =
                cloud.inspect().eniByAddress(FakeScene.VPC, "10.0.0.77").orElseThrow();
        assertThat(old.id()).isEqualTo(EniId.of("eni-old"));
        assertThat(old.type()).isEqualTo(EniType.MEMBER);
        assertThat(old.ipv6()).containsExactly("fd00:0:0:1::77");
        assertThat(cloud.inspect().eniByAddress(FakeScene.VPC, "fd00:0:0:1::77"))
                .contains(old);
        assertThatThrownBy(() -> cloud.addEni(new FakeEni(
                        EniId.of("eni-new"), VSW, List.of(), "10.0.0.77", List.of(), Map.of(), false, null, false)))
                .hasMessageContaining("10.0.0.77")
                .hasMessageContaining("not free");
    }

    @Test
    void aListenerHearsOfEveryChangeInOrder() {
        List<EniId> heard = new ArrayList<>();
        cloud.onEniChange(heard::add);

        EniId id = scene.attached(NODE, null);

        assertThat(heard).containsExactly(id, id, id);
    }

    private int vlan(EniId id) {
        return cloud.inspect().eni(id).orElseThrow().attachment().deviceIndex();
    }

    private CloudOp.CreateEni kept() {
        CloudOp.CreateEni op = scene.creation();
        return new CloudOp.CreateEni(
                op.vSwitch(), op.securityGroups(), 0, false, null, op.trafficMode(), Map.of(), op.clientToken());
    }

    private static CloudOp attach(EniId id) {
        return new CloudOp.AttachEni(id, NODE, null, null);
    }

    private static CloudOp detach(EniId id) {
        return new CloudOp.DetachEni(id, NODE, null);
    }
}
