package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressCounts;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudFault.Scope;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The group <em>prefixes</em>: /28 and /80 blocks of an interface. The scene's vSwitch has IPv6 and four free /28 blocks. */
public abstract class PrefixContract extends CloudNetworkContract {

    /** For subclasses. */
    protected PrefixContract() {}

    @Test
    void aPrefixIsAnAlignedBlockBesideTheAddresses() {
        EniDescription eni = created();
        CloudReply.AddressesAssigned two = assigned(eni.id(), AddressRequest.prefixCount(2));
        settle();

        assertEquals(List.of(), two.addresses());
        assertEquals(2, new LinkedHashSet<>(two.prefixes()).size());
        two.prefixes().forEach(PrefixContract::assertAligned);
        assertEquals(two.prefixes(), now(eni.id()).ipv4Prefixes());
        assertEquals(eni.ipv4(), now(eni.id()).ipv4());
    }

    @Test
    void noAddressOfAPrefixIsGivenToAnother() {
        EniId eni = created().id();
        String prefix = assigned(eni, AddressRequest.prefixCount(1)).prefixes().get(0);
        EniId other = created().id();

        List<String> many = assigned(other, AddressRequest.count(25)).addresses();
        assertTrue(
                many.stream().noneMatch(address -> network(address).equals(network(base(prefix)))),
                () -> many + " and " + prefix);
        refused(assign(other, AddressRequest.addresses(List.of(base(prefix)))), Kind.INVALID_REQUEST);
        refused(assign(other, AddressRequest.prefixes(List.of(prefix))), Kind.INVALID_REQUEST);
    }

    @Test
    void anUnassignedPrefixIsFreeForAnother() {
        EniId eni = created().id();
        EniId other = created().id();
        AddressRequest.Named one = AddressRequest.prefixes(
                assigned(eni, AddressRequest.prefixCount(1)).prefixes());

        call(unassign(eni, one), CloudReply.Accepted.class);
        assertEquals(Scope.ENI, refused(unassign(eni, one), Kind.NOT_FOUND).scope());
        settle();
        assertEquals(List.of(), now(eni).ipv4Prefixes());
        assertEquals(one, AddressRequest.prefixes(assigned(other, one).prefixes()));
    }

    @Test
    void theSameTokenGivesTheSamePrefixesAgain() {
        EniId eni = created().id();
        String token = scene().freshToken();
        AddressOp op = new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.prefixCount(1), token);

        assertEquals(call(op, CloudReply.AddressesAssigned.class), call(op, CloudReply.AddressesAssigned.class));
        settle();
        assertEquals(1, now(eni).ipv4Prefixes().size());
        refused(new AddressOp.AssignPrivateIpAddresses(eni, AddressRequest.count(1), token), Kind.TOKEN_SPENT);
    }

    @Test
    void aPrefixTakesOneSlotOfTheType() {
        EniDescription eni = attached(scene().instance(), null);
        int limit = limits(scene().instance()).ipv4PerEni();

        assigned(eni.id(), AddressRequest.prefixCount(2));
        assigned(eni.id(), AddressRequest.count(limit - 3));
        refused(assign(eni.id(), AddressRequest.prefixCount(1)), Kind.QUOTA_EXCEEDED);
        refused(assign(eni.id(), AddressRequest.count(1)), Kind.QUOTA_EXCEEDED);
    }

    @Test
    void aCreateBringsThePrefixesItAsksFor() {
        EniDescription eni = call(creation(AddressCounts.prefixes(2, 1)), CloudReply.EniCreated.class)
                .eni();
        settle();

        assertEquals(1, eni.ipv4().size());
        assertEquals(2, eni.ipv4Prefixes().size());
        assertEquals(1, eni.ipv6Prefixes().size());
        assertEquals(eni.ipv4Prefixes(), now(eni.id()).ipv4Prefixes());
        assertEquals(eni.ipv6Prefixes(), now(eni.id()).ipv6Prefixes());
        refused(creation(new AddressCounts(1, 0, 1, 0)), Kind.INVALID_REQUEST);
    }

    @Test
    void oneCallTakesTenPrefixesAtMost() {
        refused(assign(created().id(), AddressRequest.prefixCount(11)), Kind.INVALID_REQUEST);
    }

    @Test
    void ipv6PrefixesAreAssignedAndUnassigned() {
        EniId eni = created().id();
        AddressOp op = new AddressOp.AssignIpv6Addresses(eni, AddressRequest.prefixCount(2), scene().freshToken());
        List<String> two = call(op, CloudReply.AddressesAssigned.class).prefixes();
        settle();

        assertEquals(2, new LinkedHashSet<>(two).size());
        two.forEach(prefix -> assertTrue(prefix.endsWith("/80"), prefix));
        assertEquals(two, now(eni).ipv6Prefixes());
        call(new AddressOp.UnassignIpv6Addresses(eni, AddressRequest.prefixes(two)), CloudReply.Accepted.class);
        settle();
        assertEquals(List.of(), now(eni).ipv6Prefixes());
    }

    /** What pairs are made of: any number of IPv4 prefixes beside one IPv6 prefix, each family for itself. */
    @Test
    void prefixesOfBothFamiliesComeAndGoApart() {
        EniId eni = call(creation(AddressCounts.prefixes(1, 1)), CloudReply.EniCreated.class)
                .eni()
                .id();
        settle();
        List<String> six = now(eni).ipv6Prefixes();
        List<String> more = assigned(eni, AddressRequest.prefixCount(1)).prefixes();
        settle();
        assertEquals(2, now(eni).ipv4Prefixes().size());
        assertEquals(six, now(eni).ipv6Prefixes());
        call(new AddressOp.UnassignPrivateIpAddresses(eni, AddressRequest.prefixes(more)), CloudReply.Accepted.class);
        settle();
        assertEquals(1, now(eni).ipv4Prefixes().size());
        assertEquals(six, now(eni).ipv6Prefixes());
        call(new AddressOp.UnassignIpv6Addresses(eni, AddressRequest.prefixes(six)), CloudReply.Accepted.class);
        settle();
        assertEquals(1, now(eni).ipv4Prefixes().size());
        assertEquals(List.of(), now(eni).ipv6Prefixes());
    }

    private static void assertAligned(String prefix) {
        assertTrue(prefix.endsWith("/28"), prefix);
        assertEquals(0, last(base(prefix)) % 16, prefix);
    }

    private static String base(String prefix) {
        return prefix.substring(0, prefix.indexOf('/'));
    }

    private static int last(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    }

    /** The /28 of an address. */
    private static String network(String address) {
        return address.substring(0, address.lastIndexOf('.') + 1) + (last(address) & 0xf0);
    }
}
