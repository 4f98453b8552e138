package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EipBinding;
import dev.podnetwork.api.cloud.EipDescription;
import dev.podnetwork.api.cloud.EipFilter;
import dev.podnetwork.api.cloud.EipOp;
import dev.podnetwork.api.cloud.EipSpec;
import dev.podnetwork.api.cloud.EipStatus;
import dev.podnetwork.api.cloud.EniDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The group <em>EIP</em>: allocate, bind, unbind, release, change, tag, and shared bandwidth packages. */
public abstract class EipContract extends CloudNetworkContract {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int STEPS = 240;

    /** For subclasses. */
    protected EipContract() {}

    @Test
    void anAllocatedEipIsAvailableAndAsItWasOrdered() {
        EipSpec spec = new EipSpec(20, false, "BGP", "web", "for web", null, null, List.of(), Map.of("k", "v"));
        CloudReply.EipAllocated made =
                call(new EipOp.AllocateEip(spec, scene().freshToken()), CloudReply.EipAllocated.class);
        settle();

        EipDescription eip = seen(made.eip());
        assertEquals(made.address(), eip.address());
        assertEquals(EipStatus.AVAILABLE, eip.status());
        assertNull(eip.binding());
        assertEquals(20, eip.bandwidthMbps());
        assertEquals(false, eip.payByTraffic());
        assertEquals("BGP", eip.isp());
        assertEquals("web", eip.name());
        assertEquals(Map.of("k", "v"), eip.tags());
        assertNull(eip.bandwidthPackageId());
    }

    @Test
    void theSameTokenGivesTheSameEipAndServesNoOther() {
        String token = scene().freshToken();
        EipOp op = new EipOp.AllocateEip(EipSpec.of(5, Map.of()), token);
        EipId first = call(op, CloudReply.EipAllocated.class).eip();

        assertEquals(first, call(op, CloudReply.EipAllocated.class).eip());
        assertNotEquals(first, allocated());
        refused(new EipOp.AllocateEip(EipSpec.of(6, Map.of()), token), Kind.TOKEN_SPENT);
    }

    @Test
    void anEipIsBoundAndUnboundAndReleased() {
        EniDescription eni = created();
        String ip = assigned(eni.id(), AddressRequest.count(1)).addresses().get(0);
        EipId eip = allocated();

        associate(eip, eni.id(), ip);
        EipBinding binding = becomes(eip, EipStatus.IN_USE).binding();
        assertNotNull(binding);
        assertEquals(EipBinding.NETWORK_INTERFACE, binding.instanceType());
        assertEquals(eni.id().value(), binding.instanceId());
        assertEquals(ip, binding.privateIp());
        refused(new EipOp.ReleaseEip(eip), Kind.CONFLICT);
        unassociate(eip, eni.id(), ip);
        assertNull(becomes(eip, EipStatus.AVAILABLE).binding());
        call(new EipOp.ReleaseEip(eip), CloudReply.Accepted.class);
        goes(eip);
        assertEquals(
                Scope.EIP, refused(new EipOp.ReleaseEip(eip), Kind.NOT_FOUND).scope());
    }

    @Test
    void anEipOnAPrimaryAddressNamesTheInterface() {
        EniDescription eni = created();
        EipId eip = allocated();

        associate(eip, eni.id(), eni.primaryIpv4());
        EipBinding binding = becomes(eip, EipStatus.IN_USE).binding();
        assertNotNull(binding);
        assertEquals(eni.id().value(), binding.instanceId());
    }

    @Test
    void anAddressHasOneEipAndAnEipOneAddress() {
        EniDescription eni = created();
        EniDescription other = created();
        EipId eip = allocated();
        associate(eip, eni.id(), eni.primaryIpv4());
        becomes(eip, EipStatus.IN_USE);

        refused(bind(allocated(), eni.id(), eni.primaryIpv4()), Kind.CONFLICT);
        refused(bind(eip, other.id(), other.primaryIpv4()), Kind.CONFLICT);
        assertEquals(List.of(eip), ids(EipFilter.onEni(eni.id())));
    }

    @Test
    void anEipIsNotUnboundFromWhereItIsNot() {
        EniDescription eni = created();
        EniDescription other = created();
        EipId eip = allocated();

        refused(unbind(eip, eni.id(), eni.primaryIpv4()), Kind.CONFLICT);
        associate(eip, eni.id(), eni.primaryIpv4());
        becomes(eip, EipStatus.IN_USE);
        refused(unbind(eip, other.id(), other.primaryIpv4()), Kind.INVALID_REQUEST);
        assertEquals(EipStatus.IN_USE, seen(eip).status());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        EipId nowhere = EipId.of("eip-nowhere");
        EniDescription eni = created();

        assertEquals(
                Scope.EIP,
                refused(bind(nowhere, eni.id(), eni.primaryIpv4()), Kind.NOT_FOUND)
                        .scope());
        assertEquals(
                Scope.ENI,
                refused(bind(allocated(), EniId.of("eni-nowhere"), "10.0.0.9"), Kind.NOT_FOUND)
                        .scope());
        refused(bind(allocated(), eni.id(), "10.9.9.9"), Kind.INVALID_REQUEST);
        assertEquals(List.of(), ids(EipFilter.byIds(List.of(nowhere))));
    }

    @Test
    void anEipIsFoundByTagByStatusAndByAddress() {
        String value = scene().freshToken();
        EipSpec spec = EipSpec.of(5, Map.of("mark", value));
        CloudReply.EipAllocated made =
                call(new EipOp.AllocateEip(spec, scene().freshToken()), CloudReply.EipAllocated.class);
        EipId other = allocated();
        settle();

        assertEquals(List.of(made.eip()), ids(EipFilter.tagged("mark", value)));
        assertEquals(List.of(made.eip()), ids(new EipFilter(List.of(), List.of(made.address()), null, null, Map.of())));
        List<EipId> free = ids(new EipFilter(List.of(), List.of(), null, EipStatus.AVAILABLE, Map.of()));
        assertTrue(free.containsAll(List.of(made.eip(), other)));
    }

    @Test
    void anEipIsChangedAndTagged() {
        EipId eip = allocated();

        call(new EipOp.ModifyEip(eip, 50, "renamed", null), CloudReply.Accepted.class);
        call(new EipOp.TagEips(List.of(eip), Map.of("a", "b")), CloudReply.Accepted.class);
        settle();
        assertEquals(50, seen(eip).bandwidthMbps());
        assertEquals("renamed", seen(eip).name());
        assertEquals(Map.of("a", "b"), seen(eip).tags());
        refused(new EipOp.ModifyEip(eip, 5_000, null, null), Kind.INVALID_REQUEST);
    }

    @Test
    void anEipEntersAndLeavesABandwidthPackage() {
        EipId eip = allocated();
        String cbwp = scene().bandwidthPackage();

        call(new EipOp.AddToBandwidthPackage(cbwp, eip, scene().freshToken()), CloudReply.Accepted.class);
        waitFor(
                eip,
                seen -> seen.filter(e -> cbwp.equals(e.bandwidthPackageId())).isPresent());
        refused(new EipOp.ReleaseEip(eip), Kind.CONFLICT);
        call(new EipOp.RemoveFromBandwidthPackage(cbwp, eip, scene().freshToken()), CloudReply.Accepted.class);
        waitFor(eip, seen -> seen.filter(e -> e.bandwidthPackageId() == null).isPresent());
        refused(new EipOp.RemoveFromBandwidthPackage(cbwp, eip, scene().freshToken()), Kind.NOT_FOUND);
        refused(new EipOp.AddToBandwidthPackage("cbwp-nowhere", eip, scene().freshToken()), Kind.NOT_FOUND);
        call(new EipOp.ReleaseEip(eip), CloudReply.Accepted.class);
    }

    private EipId allocated() {
        return call(new EipOp.AllocateEip(EipSpec.of(5, Map.of()), scene().freshToken()), CloudReply.EipAllocated.class)
                .eip();
    }

    private EipOp bind(EipId eip, EniId eni, String ip) {
        return new EipOp.AssociateEip(eip, eni, ip, scene().freshToken());
    }

    private EipOp unbind(EipId eip, EniId eni, String ip) {
        return new EipOp.UnassociateEip(eip, eni, ip, scene().freshToken());
    }

    private void associate(EipId eip, EniId eni, String ip) {
        call(bind(eip, eni, ip), CloudReply.Accepted.class);
    }

    private void unassociate(EipId eip, EniId eni, String ip) {
        call(unbind(eip, eni, ip), CloudReply.Accepted.class);
    }

    private List<EipId> ids(EipFilter filter) {
        return call(new EipOp.DescribeEips(filter, 1), CloudReply.EipPage.class).eips().stream()
                .map(EipDescription::id)
                .toList();
    }

    private Optional<EipDescription> look(EipId id) {
        return call(new EipOp.DescribeEips(EipFilter.byIds(List.of(id)), 1), CloudReply.EipPage.class).eips().stream()
                .findFirst();
    }

    private EipDescription seen(EipId id) {
        return look(id).orElseThrow(() -> new AssertionError(id + " is not described"));
    }

    private EipDescription becomes(EipId id, EipStatus status) {
        waitFor(id, seen -> seen.filter(e -> e.status() == status).isPresent());
        return seen(id);
    }

    private void goes(EipId id) {
        waitFor(id, Optional::isEmpty);
    }

    private void waitFor(EipId id, Predicate<Optional<EipDescription>> wanted) {
        Optional<EipDescription> seen = look(id);
        for (int i = 0; i < STEPS && !wanted.test(seen); i++) {
            scene().pass(STEP);
            seen = look(id);
        }
        Optional<EipDescription> last = seen;
        assertTrue(wanted.test(last), () -> id + " was last seen as " + last);
    }
}
