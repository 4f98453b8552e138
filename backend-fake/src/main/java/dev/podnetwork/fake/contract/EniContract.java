package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The group <em>ENI</em>: create, attach, detach, delete, describe and tag interfaces. */
public abstract class EniContract extends CloudNetworkContract {

    /** For subclasses. */
    protected EniContract() {}

    @Test
    void aCreatedInterfaceIsAvailableWithAnAddressOfItsVSwitch() {
        EniDescription eni = created();

        assertEquals(EniStatus.AVAILABLE, eni.status());
        assertEquals(scene().vSwitch(), eni.vSwitch());
        assertEquals(scene().vpc(), eni.vpc());
        assertEquals(List.of(scene().securityGroup()), eni.securityGroups());
        assertEquals(1, eni.ipv4().size());
        assertNull(eni.attachment());
        assertEquals(eni.id(), becomes(eni.id(), EniStatus.AVAILABLE).id());
    }

    @Test
    void theSameTokenAndParametersGiveTheFirstInterfaceAgain() {
        CloudOp.CreateEni op = creation(scene().freshToken(), Map.of("k", "v"));
        EniDescription first = call(op, CloudReply.EniCreated.class).eni();
        EniDescription again = call(op, CloudReply.EniCreated.class).eni();

        assertEquals(first.id(), again.id());
        assertEquals(first.ipv4(), again.ipv4());
    }

    @Test
    void theSameTokenWithOtherParametersIsSpent() {
        String token = scene().freshToken();
        call(creation(token, Map.of("k", "v")), CloudReply.EniCreated.class);

        refused(creation(token, Map.of("k", "w")), Kind.TOKEN_SPENT);
    }

    @Test
    void twoTokensGiveTwoInterfacesWithTwoAddresses() {
        EniDescription one = created();
        EniDescription other = created();

        assertNotEquals(one.id(), other.id());
        assertNotEquals(one.primaryIpv4(), other.primaryIpv4());
        assertNotEquals(one.mac(), other.mac());
    }

    @Test
    void aCreateInAVSwitchThatDoesNotExistIsRefusedForTheVSwitch() {
        CloudOp op = new CloudOp.CreateEni(
                VSwitchId.of("vsw-nowhere"),
                List.of(scene().securityGroup()),
                0,
                true,
                null,
                TrafficMode.STANDARD,
                Map.of(),
                scene().freshToken());

        assertEquals(Scope.VSWITCH, refused(op, Kind.NOT_FOUND).scope());
    }

    @Test
    void anUnknownInterfaceIsNotInTheAnswer() {
        assertTrue(look(EniId.of("eni-nowhere")).isEmpty());
    }

    @Test
    void anInterfaceIsFoundByTagByVSwitchAndByVpc() {
        Map<String, String> tags = Map.of("podnetwork.dev/intent", scene().freshToken());
        EniId id = call(creation(scene().freshToken(), tags), CloudReply.EniCreated.class)
                .eni()
                .id();
        settle();

        assertEquals(List.of(id), ids(filter(null, null, tags)));
        assertTrue(ids(EniFilter.inVSwitch(scene().vSwitch())).contains(id));
        assertTrue(ids(EniFilter.inVpc(scene().vpc())).contains(id));
        assertFalse(ids(filter(EniType.TRUNK, null, Map.of())).contains(id));
        assertFalse(ids(filter(null, EniStatus.IN_USE, Map.of())).contains(id));
    }

    @Test
    void aSecondaryInterfaceIsAttachedAndDetached() {
        EniDescription eni = attached(scene().instance(), null);

        EniAttachment at = attachment(eni);
        assertEquals(EniType.SECONDARY, eni.type());
        assertEquals(scene().instance(), at.instance());
        assertNull(at.trunk());
        settle();
        assertTrue(ids(EniFilter.onInstance(scene().instance())).contains(eni.id()));
        call(new CloudOp.DetachEni(eni.id(), scene().instance(), null), CloudReply.Accepted.class);
        assertNull(becomes(eni.id(), EniStatus.AVAILABLE).attachment());
    }

    @Test
    void membersHangUnderTheTrunkWithAVlanEach() {
        EniDescription one = attached(scene().instance(), scene().trunk());
        EniDescription other = attached(scene().instance(), scene().trunk());

        assertEquals(EniType.MEMBER, one.type());
        assertEquals(scene().trunk(), attachment(one).trunk());
        assertTrue(attachment(one).deviceIndex() > 0);
        assertNotEquals(attachment(one).deviceIndex(), attachment(other).deviceIndex());
        call(new CloudOp.DetachEni(one.id(), scene().instance(), scene().trunk()), CloudReply.Accepted.class);
        assertNull(becomes(one.id(), EniStatus.AVAILABLE).attachment());
    }

    @Test
    void anAttachedInterfaceIsNotAttachedAgainNorDeleted() {
        EniId id = attached(scene().instance(), null).id();

        refused(new CloudOp.AttachEni(id, scene().instance(), null, null), Kind.CONFLICT);
        refused(new CloudOp.DeleteEni(id), Kind.CONFLICT);
        assertEquals(EniStatus.IN_USE, becomes(id, EniStatus.IN_USE).status());
    }

    @Test
    void anAvailableInterfaceIsNotDetached() {
        refused(new CloudOp.DetachEni(created().id(), scene().instance(), null), Kind.CONFLICT);
    }

    @Test
    void anInterfaceIsNotAttachedInAnotherZone() {
        EniId id = created().id();

        refused(new CloudOp.AttachEni(id, scene().instanceElsewhere(), null, null), Kind.INVALID_REQUEST);
    }

    @Test
    void aDeletedInterfaceGoesAndIsNotFoundAfterwards() {
        EniId id = created().id();

        call(new CloudOp.DeleteEni(id), CloudReply.Accepted.class);
        goes(id);
        assertEquals(
                Scope.ENI, refused(new CloudOp.DeleteEni(id), Kind.NOT_FOUND).scope());
        assertEquals(
                Scope.ENI,
                refused(new CloudOp.AttachEni(id, scene().instance(), null, null), Kind.NOT_FOUND)
                        .scope());
        assertEquals(
                Scope.ENI,
                refused(new CloudOp.DetachEni(id, scene().instance(), null), Kind.NOT_FOUND)
                        .scope());
    }

    @Test
    void anInstanceThatDoesNotExistIsNotFoundForTheInstance() {
        CloudOp op = new CloudOp.AttachEni(created().id(), InstanceId.of("i-nowhere"), null, null);

        assertEquals(Scope.INSTANCE, refused(op, Kind.NOT_FOUND).scope());
    }

    @Test
    void pagesAreFullAndTogetherHoldEachInterfaceOnce() {
        List<EniId> made = new ArrayList<>();
        Map<String, String> tags = Map.of("run", scene().freshToken());
        for (int i = 0; i < 23; i++) {
            made.add(call(creation(scene().freshToken(), tags), CloudReply.EniCreated.class)
                    .eni()
                    .id());
        }
        settle();

        List<Integer> sizes = new ArrayList<>();
        List<EniId> seen = new ArrayList<>();
        String token = null;
        do {
            CloudOp op = new CloudOp.DescribeEnis(filter(null, null, tags), token, 10);
            CloudReply.EniPage page = call(op, CloudReply.EniPage.class);
            page.enis().forEach(eni -> seen.add(eni.id()));
            sizes.add(page.enis().size());
            token = page.nextToken();
        } while (token != null);

        assertEquals(List.of(10, 10, 3), sizes);
        assertEquals(new LinkedHashSet<>(made), new LinkedHashSet<>(seen));
        assertEquals(made.size(), seen.size());
    }

    @Test
    void tagsAreAddedAndOverwrittenAndListed() {
        EniId id = call(creation(scene().freshToken(), Map.of("a", "1", "b", "2")), CloudReply.EniCreated.class)
                .eni()
                .id();

        call(new CloudOp.TagEnis(List.of(id), Map.of("b", "3", "c", "4")), CloudReply.Accepted.class);
        settle();

        CloudOp list = new CloudOp.ListTags(List.of(id), Map.of("c", "4"), null);
        Map<EniId, Map<String, String>> tags =
                call(list, CloudReply.TagPage.class).tags();
        assertEquals(Map.of(id, Map.of("a", "1", "b", "3", "c", "4")), tags);
    }

    private List<EniId> ids(EniFilter filter) {
        List<EniId> ids = new ArrayList<>();
        String token = null;
        do {
            CloudOp op = new CloudOp.DescribeEnis(filter, token, CloudOp.DescribeEnis.MAX_PAGE);
            CloudReply.EniPage page = call(op, CloudReply.EniPage.class);
            page.enis().forEach(eni -> ids.add(eni.id()));
            token = page.nextToken();
        } while (token != null);
        return ids;
    }

    private EniFilter filter(@Nullable EniType type, @Nullable EniStatus status, Map<String, String> tags) {
        return new EniFilter(List.of(), null, type, status, scene().vpc(), null, tags);
    }

    private static EniAttachment attachment(EniDescription eni) {
        EniAttachment at = eni.attachment();
        assertNotNull(at, () -> eni.id() + " is not attached");
        return at;
    }
}
