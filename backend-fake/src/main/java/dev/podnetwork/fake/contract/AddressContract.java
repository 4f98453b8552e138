package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The group <em>addresses</em>: assign and unassign addresses of both families. The scene's vSwitch has IPv6. */
public abstract class AddressContract extends CloudNetworkContract {

    /** For subclasses. */
    protected AddressContract() {}

    @Test
    void assignedAddressesAreNewAndDescribedAfterThePrimaryOne() {
        EniDescription eni = created();
        CloudReply.AddressesAssigned first = assigned(eni.id(), AddressRequest.count(2));
        CloudReply.AddressesAssigned second = assigned(eni.id(), AddressRequest.count(1));
        settle();

        List<String> all = new ArrayList<>(List.of(eni.primaryIpv4()));
        all.addAll(first.addresses());
        all.addAll(second.addresses());
        assertEquals(eni.id(), first.eni());
        assertEquals(2, first.addresses().size());
        assertEquals(1, second.addresses().size());
        assertEquals(List.of(), first.prefixes());
        assertEquals(4, new LinkedHashSet<>(all).size());
        assertEquals(all, now(eni.id()).ipv4());
    }

    @Test
    void noAddressIsGivenTwice() {
        EniDescription one = created();
        EniDescription other = created();
        List<String> all = new ArrayList<>(List.of(one.primaryIpv4(), other.primaryIpv4()));
        for (int i = 0; i < 3; i++) {
            all.addAll(assigned(one.id(), AddressRequest.count(2)).addresses());
            all.addAll(assigned(other.id(), AddressRequest.count(1)).addresses());
        }

        assertEquals(11, new LinkedHashSet<>(all).size());
    }

    @Test
    void theSameTokenGivesTheSameAddressesAgain() {
        EniId eni = created().id();
        AddressOp op = new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(2), scene().freshToken());

        CloudReply.AddressesAssigned first = call(op, CloudReply.AddressesAssigned.class);
        assertEquals(first, call(op, CloudReply.AddressesAssigned.class));
        settle();
        assertEquals(3, now(eni).ipv4().size());
    }

    @Test
    void theSameTokenWithOtherParametersIsSpent() {
        EniId eni = created().id();
        String token = scene().freshToken();
        call(
                new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(1), token),
                CloudReply.AddressesAssigned.class);

        refused(new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(2), token), Kind.TOKEN_SPENT);
    }

    @Test
    void unassignedAddressesAreFreeForAnother() {
        EniId eni = created().id();
        EniId other = created().id();
        List<String> two = assigned(eni, AddressRequest.count(2)).addresses();

        refused(assign(other, AddressRequest.addresses(two)), Kind.INVALID_REQUEST);
        call(unassign(eni, AddressRequest.addresses(two)), CloudReply.Accepted.class);
        settle();
        assertEquals(1, now(eni).ipv4().size());
        assertEquals(two, assigned(other, AddressRequest.addresses(two)).addresses());
        settle();
        assertTrue(now(other).ipv4().containsAll(two));
    }

    @Test
    void whatIsNotAssignedIsNotFoundForTheInterface() {
        EniDescription eni = created();
        List<String> one = assigned(eni.id(), AddressRequest.count(1)).addresses();
        call(unassign(eni.id(), AddressRequest.addresses(one)), CloudReply.Accepted.class);

        assertEquals(
                Scope.ENI,
                refused(unassign(eni.id(), AddressRequest.addresses(one)), Kind.NOT_FOUND)
                        .scope());
        refused(unassign(eni.id(), AddressRequest.addresses(List.of(eni.primaryIpv4()))), Kind.NOT_FOUND);
        settle();
        assertEquals(List.of(eni.primaryIpv4()), now(eni.id()).ipv4());
    }

    @Test
    void anInterfaceThatDoesNotExistIsNotFound() {
        EniId nowhere = EniId.of("eni-nowhere");

        assertEquals(
                Scope.ENI,
                refused(assign(nowhere, AddressRequest.count(1)), Kind.NOT_FOUND)
                        .scope());
        assertEquals(
                Scope.ENI,
                refused(unassign(nowhere, AddressRequest.addresses(List.of("10.0.0.9"))), Kind.NOT_FOUND)
                        .scope());
    }

    @Test
    void anAttachedInterfaceTakesNoMoreThanItsTypeDoes() {
        EniDescription eni = attached(scene().instance(), null);
        int limit = limits(scene().instance()).ipv4PerEni();

        refused(assign(eni.id(), AddressRequest.count(limit)), Kind.QUOTA_EXCEEDED);
        assertEquals(
                limit - 1,
                assigned(eni.id(), AddressRequest.count(limit - 1)).addresses().size());
        assertEquals(
                Scope.INSTANCE,
                refused(assign(eni.id(), AddressRequest.count(1)), Kind.QUOTA_EXCEEDED)
                        .scope());
    }

    @Test
    void aCreateBringsTheAddressesItAsksFor() {
        EniDescription eni = call(creation(new AddressCounts(4, 2, 0, 0)), CloudReply.EniCreated.class)
                .eni();
        settle();

        assertEquals(5, new LinkedHashSet<>(eni.ipv4()).size());
        assertEquals(2, new LinkedHashSet<>(eni.ipv6()).size());
        assertEquals(eni.ipv4(), now(eni.id()).ipv4());
        assertEquals(eni.ipv6(), now(eni.id()).ipv6());
    }

    @Test
    void ipv6AddressesAreAssignedAndUnassigned() {
        EniId eni = created().id();
        AddressOp op = new AddressOp.AssignIpv6Addresses(eni, AddressRequest.count(2), scene().freshToken());
        List<String> two = call(op, CloudReply.AddressesAssigned.class).addresses();
        assertEquals(two, call(op, CloudReply.AddressesAssigned.class).addresses());
        settle();

        assertEquals(2, new LinkedHashSet<>(two).size());
        assertEquals(two, now(eni).ipv6());
        assertEquals(1, now(eni).ipv4().size());
        AddressRequest.Named first = AddressRequest.addresses(two.subList(0, 1));
        call(new AddressOp.UnassignIpv6Addresses(eni, first), CloudReply.Accepted.class);
        settle();
        assertEquals(two.subList(1, 2), now(eni).ipv6());
        refused(new AddressOp.UnassignIpv6Addresses(eni, first), Kind.NOT_FOUND);
    }

    @Test
    void nothingToAssignIsAWrongRequest() {
        EniId eni = created().id();

        refused(assign(eni, AddressRequest.count(0)), Kind.INVALID_REQUEST);
        refused(assign(eni, AddressRequest.addresses(List.of("not-an-address"))), Kind.INVALID_REQUEST);
    }

    @Test
    void theAddressesOfADeletedInterfaceAreFree() {
        EniId eni = created().id();
        List<String> two = assigned(eni, AddressRequest.count(2)).addresses();

        call(new CloudOp.DeleteEni(eni), CloudReply.Accepted.class);
        goes(eni);
        EniId other = created().id();
        assertNotEquals(eni, other);
        assertEquals(two, assigned(other, AddressRequest.addresses(two)).addresses());
        assertFalse(now(other).ipv4().isEmpty());
    }
}
