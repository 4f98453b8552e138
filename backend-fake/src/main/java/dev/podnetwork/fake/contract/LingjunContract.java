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
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniAddress;
import dev.podnetwork.api.cloud.LeniDescription;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.cloud.LeniStatus;
import dev.podnetwork.api.cloud.LingjunNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The group <em>EFLO</em>: interfaces of Lingjun nodes and their addresses. The node of the scene takes 3 interfaces of 2
 * secondary addresses each, from the scene's vSwitch.
 */
public abstract class LingjunContract extends CloudNetworkContract {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int STEPS = 240;

    /** For subclasses. */
    protected LingjunContract() {}

    @Test
    void aCreateWithANodeIsAttachedByIt() {
        EniId id = created(scene().lingjunNode());

        LeniDescription leni = becomes(id, LeniStatus.AVAILABLE);
        assertEquals(scene().lingjunNode(), leni.node());
        assertEquals(scene().vSwitch(), leni.vSwitch());
        assertFalse(leni.ipv4().isEmpty());
        assertTrue(onNode().contains(id));
    }

    @Test
    void aCreateWithoutANodeIsAttachedAndDetachedAndDeleted() {
        EniId id = created(null);
        assertNull(becomes(id, LeniStatus.UNATTACHED).node());

        call(new LeniOp.AttachLeni(id, scene().lingjunNode()), CloudReply.Accepted.class);
        assertEquals(scene().lingjunNode(), becomes(id, LeniStatus.AVAILABLE).node());
        refused(new LeniOp.DeleteLeni(id, scene().freshToken()), Kind.CONFLICT);
        call(new LeniOp.DetachLeni(id, scene().lingjunNode()), CloudReply.Accepted.class);
        becomes(id, LeniStatus.UNATTACHED);
        assertEquals(
                Scope.ENI,
                refused(new LeniOp.DetachLeni(id, scene().lingjunNode()), Kind.NOT_FOUND)
                        .scope());
        call(new LeniOp.DeleteLeni(id, scene().freshToken()), CloudReply.Accepted.class);
        waitFor(() -> lenis(id).isEmpty(), id + " is still described");
        refused(new LeniOp.DeleteLeni(id, scene().freshToken()), Kind.NOT_FOUND);
    }

    @Test
    void theSameTokenGivesTheSameInterfaceAndServesNoOther() {
        LeniOp.CreateLeni op = leniCreation(null, Map.of("k", "v"));
        EniId first = call(op, CloudReply.LeniCreated.class).leni();

        assertEquals(first, call(op, CloudReply.LeniCreated.class).leni());
        assertNotEquals(first, created(null));
        refused(
                new LeniOp.CreateLeni(
                        op.zone(),
                        op.vSwitch(),
                        op.vpc(),
                        op.securityGroup(),
                        null,
                        Map.of("k", "w"),
                        op.clientToken()),
                Kind.TOKEN_SPENT);
        assertEquals(Map.of("k", "v"), becomes(first, LeniStatus.UNATTACHED).tags());
    }

    @Test
    void interfacesAreFoundByTheirTagsAndTheirVSwitch() {
        Map<String, String> tags = Map.of("owner", scene().freshToken());
        EniId tagged =
                call(leniCreation(null, tags), CloudReply.LeniCreated.class).leni();
        EniId other = created(null);
        becomes(tagged, LeniStatus.UNATTACHED);
        becomes(other, LeniStatus.UNATTACHED);

        assertEquals(List.of(tagged), ids(new LeniOp.DescribeLenis(null, null, null, tags, 1)));
        assertTrue(ids(new LeniOp.DescribeLenis(null, null, scene().vSwitch(), Map.of(), 1))
                .containsAll(List.of(tagged, other)));
        assertEquals(List.of(), ids(new LeniOp.DescribeLenis(null, null, VSwitchId.of("vsw-nowhere"), Map.of(), 1)));
    }

    @Test
    void anInterfaceTellsWhenItWasMade() {
        EniId id = created(null);
        becomes(id, LeniStatus.UNATTACHED);

        CloudReply.LeniPage page = call(new LeniOp.DescribeLenis(id, null, 1), CloudReply.LeniPage.class);
        Instant made = page.lenis().get(0).createdAt();
        assertNotNull(made);
        assertFalse(made.isAfter(page.cloudTime().plusSeconds(1)), made + " is later than " + page.cloudTime());
    }

    @Test
    void aCreateWithANodeNeedsNoVpc() {
        LeniOp.CreateLeni with = leniCreation(scene().lingjunNode(), Map.of());
        LeniOp without = new LeniOp.CreateLeni(
                with.zone(), with.vSwitch(), null, with.securityGroup(), with.node(), with.tags(), with.clientToken());
        EniId id = call(without, CloudReply.LeniCreated.class).leni();
        assertEquals(scene().vpc(), becomes(id, LeniStatus.AVAILABLE).vpc());
    }

    private List<EniId> ids(LeniOp.DescribeLenis op) {
        return call(op, CloudReply.LeniPage.class).lenis().stream()
                .map(LeniDescription::id)
                .toList();
    }

    @Test
    void addressesAreAssignedOneByOneAndUnassignedByHandle() {
        EniId id = created(scene().lingjunNode());
        becomes(id, LeniStatus.AVAILABLE);
        LeniOp op = new LeniOp.AssignLeniAddress(id, null, scene().freshToken());

        String name = call(op, CloudReply.LeniAddressAssigned.class).name();
        assertEquals(name, call(op, CloudReply.LeniAddressAssigned.class).name());
        waitFor(() -> addresses(id).stream().anyMatch(LeniAddress::usable), "no address of " + id + " is usable");
        LeniAddress address = addresses(id).get(0);
        assertEquals(name, address.name());
        assertFalse(address.ipv4().isEmpty());
        call(new LeniOp.UnassignLeniAddress(id, name, scene().freshToken()), CloudReply.Accepted.class);
        waitFor(() -> addresses(id).isEmpty(), "the address of " + id + " does not go");
        refused(new LeniOp.UnassignLeniAddress(id, name, scene().freshToken()), Kind.NOT_FOUND);
    }

    @Test
    void aNodeTakesNoMoreThanItOffers() {
        EniId id = created(scene().lingjunNode());
        created(scene().lingjunNode());
        created(scene().lingjunNode());
        becomes(id, LeniStatus.AVAILABLE);

        assertEquals(
                Scope.INSTANCE,
                refused(leniCreation(scene().lingjunNode(), Map.of()), Kind.QUOTA_EXCEEDED)
                        .scope());
        assign(id);
        assign(id);
        refused(new LeniOp.AssignLeniAddress(id, null, scene().freshToken()), Kind.QUOTA_EXCEEDED);
    }

    @Test
    void whatANodeOffersIsRead() {
        LingjunNode node = call(new LeniOp.DescribeLingjunNode(scene().lingjunNode()), CloudReply.LingjunNodeInfo.class)
                .node();
        String type = call(new LeniOp.DescribeTypeOfNode(node.id()), CloudReply.LingjunTypeOfNode.class)
                .type();

        assertEquals(3, node.leniQuota());
        assertEquals(2, node.addressesPerLeni());
        assertEquals(List.of(scene().vSwitch()), node.vSwitches());
        assertTrue(call(new LeniOp.DescribeNodeType(type), CloudReply.LingjunTypeLimits.class)
                        .limits()
                        .eniQuantity()
                > 0);
        refused(new LeniOp.DescribeLingjunNode(InstanceId.of("e01-nowhere")), Kind.NOT_FOUND);
    }

    @Test
    void anInterfaceThatDoesNotExistIsNotFound() {
        EniId nowhere = EniId.of("leni-nowhere");

        assertEquals(List.of(), lenis(nowhere));
        refused(new LeniOp.AttachLeni(nowhere, scene().lingjunNode()), Kind.NOT_FOUND);
        refused(new LeniOp.AssignLeniAddress(nowhere, null, scene().freshToken()), Kind.NOT_FOUND);
    }

    private LeniOp.CreateLeni leniCreation(@Nullable InstanceId node, Map<String, String> tags) {
        return new LeniOp.CreateLeni(
                zone(), scene().vSwitch(), scene().vpc(), scene().securityGroup(), node, tags, scene().freshToken());
    }

    private ZoneId zone() {
        return call(new CloudOp.DescribeVSwitches(scene().vSwitch(), scene().vpc(), 1), CloudReply.VSwitchPage.class)
                .vSwitches()
                .get(0)
                .zone();
    }

    private EniId created(@Nullable InstanceId node) {
        return call(leniCreation(node, Map.of()), CloudReply.LeniCreated.class).leni();
    }

    private void assign(EniId id) {
        call(new LeniOp.AssignLeniAddress(id, null, scene().freshToken()), CloudReply.LeniAddressAssigned.class);
    }

    private List<LeniDescription> lenis(EniId id) {
        return call(new LeniOp.DescribeLenis(id, null, 1), CloudReply.LeniPage.class)
                .lenis();
    }

    private List<EniId> onNode() {
        return call(new LeniOp.DescribeLenis(null, scene().lingjunNode(), 1), CloudReply.LeniPage.class)
                .lenis()
                .stream()
                .map(LeniDescription::id)
                .toList();
    }

    private List<LeniAddress> addresses(EniId id) {
        return call(new LeniOp.DescribeLeniAddresses(id, 1), CloudReply.LeniAddressPage.class)
                .addresses();
    }

    private LeniDescription becomes(EniId id, LeniStatus status) {
        waitFor(
                () -> lenis(id).stream().anyMatch(leni -> leni.status() == status),
                id + " does not become " + status.wire());
        return lenis(id).get(0);
    }

    private void waitFor(BooleanSupplier wanted, String otherwise) {
        boolean now = wanted.getAsBoolean();
        for (int i = 0; i < STEPS && !now; i++) {
            scene().pass(STEP);
            now = wanted.getAsBoolean();
        }
        assertTrue(now, otherwise);
    }
}
