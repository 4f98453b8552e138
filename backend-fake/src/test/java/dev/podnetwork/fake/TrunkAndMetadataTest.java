package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.NODE;
import static dev.podnetwork.fake.FakeScene.SG;
import static dev.podnetwork.fake.FakeScene.VSW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.MetadataEni;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrunkAndMetadataTest {
    private static final InstanceId BARE = InstanceId.of("i-bare");
    private static final Latency ZERO = Latency.ZERO;
    private final FakeScene scene = FakeScene.quick();
    private final FakeCloud cloud = scene.cloud;

    @Test
    void aTrunkIsMadeAttachedAndThenCarriesMembers() {
        cloud.addInstanceWithoutTrunk(BARE, "ecs.g7.xlarge", VSW);
        EniId trunk = trunk();
        EniId member = scene.created();
        assertThat(describe(trunk)).isEqualTo(EniType.TRUNK);

        scene.accepted(new CloudOp.AttachEni(trunk, BARE, null, null));
        assertThat(scene.codeOf(new CloudOp.AttachEni(member, BARE, trunk, null)))
                .as("a trunk on its way carries nothing")
                .isEqualTo("InvalidOperation.InvalidEniState");
        scene.pass(Duration.ofSeconds(1));
        scene.accepted(new CloudOp.AttachEni(member, BARE, trunk, null));
        scene.pass(Duration.ofSeconds(1));

        assertThat(cloud.inspect().trunkOf(BARE)).contains(trunk);
        assertThat(describe(member)).isEqualTo(EniType.MEMBER);
        assertThat(scene.codeOf(new CloudOp.DetachEni(trunk, BARE, null)))
                .isEqualTo("InvalidOperation.HasMemberEniAttached");
    }

    @Test
    void anInstanceHasOneTrunkAndSomeTypesHaveNone() {
        cloud.addInstanceWithoutTrunk(InstanceId.of("i-small"), "ecs.g6.large", VSW);
        EniId trunk = trunk();

        assertThat(scene.codeOf(new CloudOp.AttachEni(trunk, NODE, null, null)))
                .isEqualTo("EniPerInstanceLimitExceeded");
        assertThat(scene.codeOf(new CloudOp.AttachEni(trunk, NODE, scene.trunk(), null)))
                .isEqualTo("InvalidOperation.InvalidEniType");
        assertThat(scene.codeOf(new CloudOp.AttachEni(trunk, InstanceId.of("i-small"), null, null)))
                .isEqualTo("InvalidOperation.InvalidEniType");
        scene.accepted(new CloudOp.DetachEni(scene.trunk(), NODE, null));
        scene.pass(Duration.ofSeconds(1));
        scene.accepted(new CloudOp.AttachEni(trunk, NODE, null, null));
    }

    @Test
    void anInterfaceIsOfOneOfTwoTypes() {
        CloudOp op = create(EniType.MEMBER, AddressCounts.PRIMARY_ONLY);

        assertThat(scene.codeOf(op)).isEqualTo("InvalidParameter");
    }

    @Test
    void metadataShowsWhatIsInUseAndNoMember() {
        EniId secondary = scene.attached(NODE, null);
        scene.attached(NODE, scene.trunk());
        scene.created();
        CloudReply.AddressesAssigned more = (CloudReply.AddressesAssigned) cloud.call(
                new AddressOp.AssignPrivateIpAddresses(secondary, AddressRequest.count(2), scene.freshToken()));
        cloud.call(
                new AddressOp.AssignPrivateIpAddresses(secondary, AddressRequest.prefixCount(1), scene.freshToken()));

        List<MetadataEni> shown = metadata();

        assertThat(shown).extracting(MetadataEni::primary).containsExactly(true, false, false);
        MetadataEni last = shown.get(2);
        assertThat(last.id()).isEqualTo(secondary);
        assertThat(last.ipv4()).hasSize(3).containsAll(more.addresses());
        assertThat(last.ipv4Prefixes()).hasSize(1);
        assertThat(last.vSwitch()).isEqualTo(VSW);
        assertThat(last.vSwitchCidr()).isEqualTo("10.0.0.0/24");
        assertThat(last.gateway()).isEqualTo("10.0.0.253");
        assertThat(scene.codeOf(new CloudOp.ReadMetadata(InstanceId.of("i-none"))))
                .isEqualTo("InvalidEcsId.NotFound");
    }

    @Test
    void metadataLagsByAsMuchAsItIsToldTo() {
        Latency lag = Latency.millis(3_000, 3_000);
        FakeScene slow = new FakeScene(FakeCloudConfig.lenient()
                .withLatencies(new FakeLatencies(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, lag)));
        slow.pass(Duration.ofSeconds(5));
        EniId eni = slow.created();
        slow.accepted(new CloudOp.AttachEni(eni, NODE, null, null));
        slow.pass(Duration.ofSeconds(4));
        slow.cloud.call(new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(1), "t"));

        slow.pass(Duration.ofSeconds(2));
        assertThat(last(slow).ipv4()).hasSize(1);
        assertThat(slow.describe(EniFilter.byIds(List.of(eni))).get(0).ipv4()).hasSize(2);
        slow.pass(Duration.ofSeconds(2));
        assertThat(last(slow).ipv4()).hasSize(2);
    }

    @Test
    void aStaleOrEmptyMetadataAnswerCanBeScripted() {
        scene.plan.on("metadata").nth(1).inject(new Fault.StaleDescribe(Duration.ofMinutes(1)));
        scene.plan.on("metadata").nth(2).inject(new Fault.EmptyDescribe());
        CloudOp ask = new CloudOp.ReadMetadata(NODE);
        scene.await(scene.network().call(new CloudOp.DescribeInstances(List.of(NODE))));
        scene.pass(Duration.ofMinutes(2));
        EniId eni = scene.attached(NODE, null);

        assertThat(ids(scene.await(scene.network().call(ask)))).hasSize(2).doesNotContain(eni);
        assertThat(ids(scene.await(scene.network().call(ask)))).isEmpty();
        assertThat(ids(scene.await(scene.network().call(ask)))).contains(eni);
        assertThat(scene.plan.applied()).containsEntry("stale-describe", 1L).containsEntry("empty-describe", 1L);
    }

    private static List<EniId> ids(CloudReply reply) {
        return ((CloudReply.MetadataPage) reply)
                .interfaces().stream().map(MetadataEni::id).toList();
    }

    private static MetadataEni last(FakeScene scene) {
        List<MetadataEni> all =
                ((CloudReply.MetadataPage) scene.cloud.call(new CloudOp.ReadMetadata(NODE))).interfaces();
        return all.get(all.size() - 1);
    }

    private List<MetadataEni> metadata() {
        return ((CloudReply.MetadataPage) cloud.call(new CloudOp.ReadMetadata(NODE))).interfaces();
    }

    private EniType describe(EniId id) {
        return cloud.inspect().eni(id).orElseThrow().type();
    }

    private EniId trunk() {
        CloudReply reply = cloud.call(create(EniType.TRUNK, AddressCounts.PRIMARY_ONLY));
        EniId id = ((CloudReply.EniCreated) reply).eni().id();
        assertThat(scene.status(id)).isEqualTo(EniStatus.AVAILABLE);
        return id;
    }

    private CloudOp create(EniType type, AddressCounts counts) {
        return new CloudOp.CreateEni(
                VSW, List.of(SG), counts, type, true, null, TrafficMode.STANDARD, Map.of(), scene.freshToken());
    }
}
