package dev.podnetwork.fake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.MetadataEni;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The group <em>metadata</em>: what the metadata service of {@link CloudScene#instance} shows, on which the port runs. */
public abstract class MetadataContract extends CloudNetworkContract {

    /** For subclasses. */
    protected MetadataContract() {}

    @Test
    void onePrimaryInterfaceAndWhatIsAttachedShowButNoMember() {
        EniDescription secondary = attached(scene().instance(), null);
        EniId member = attached(scene().instance(), scene().trunk()).id();
        settle();

        List<MetadataEni> shown = read();
        List<EniId> ids = shown.stream().map(MetadataEni::id).toList();
        assertEquals(1, shown.stream().filter(MetadataEni::primary).count());
        assertTrue(ids.contains(secondary.id()), () -> ids + " without " + secondary.id());
        assertTrue(!ids.contains(member), () -> ids + " with " + member);
        MetadataEni eni = shown.get(ids.indexOf(secondary.id()));
        assertEquals(secondary.mac(), eni.mac());
        assertEquals(secondary.ipv4(), eni.ipv4());
        assertEquals(scene().vSwitch(), eni.vSwitch());
    }

    @Test
    void assignedAddressesAndPrefixesShow() {
        EniId id = attached(scene().instance(), null).id();
        List<String> two = assigned(id, AddressRequest.count(2)).addresses();
        List<String> block = assigned(id, AddressRequest.prefixCount(1)).prefixes();
        settle();

        MetadataEni eni =
                read().stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
        assertEquals(two, eni.ipv4().subList(1, eni.ipv4().size()));
        assertEquals(block, eni.ipv4Prefixes());
        assertEquals(List.of(), eni.ipv6());
    }

    private List<MetadataEni> read() {
        return call(new CloudOp.ReadMetadata(scene().instance()), CloudReply.MetadataPage.class)
                .interfaces();
    }
}
