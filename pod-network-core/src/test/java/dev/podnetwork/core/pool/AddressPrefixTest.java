package dev.podnetwork.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.pool.LeaseAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses that are derived from a prefix. */
class AddressPrefixTest {
    private static final EniId ENI = EniId.of("eni-a");

    @Test
    void allSixteenOfAPrefixAreUsable() {
        AddressPrefix prefix = AddressPrefix.ipv4("10.0.255.240/28");
        assertThat(prefix.size()).isEqualTo(16);
        assertThat(prefix.address(ENI, 0).ipv4()).isEqualTo("10.0.255.240");
        assertThat(prefix.address(ENI, 15).ipv4()).isEqualTo("10.0.255.255");
        assertThat(prefix.offsetOf("10.0.255.250")).isEqualTo(10);
        assertThat(prefix.offsetOf("10.0.255.239")).isEqualTo(-1);
        assertThat(prefix.offsetOf("10.1.0.0")).isEqualTo(-1);
        assertThat(prefix.offsetOf("2001:db8::1")).isEqualTo(-1);
    }

    @Test
    void aPrefixOfIpv6IsDerivedToItsEnd() {
        AddressPrefix prefix = AddressPrefix.ipv6("2001:DB8:0:1:2::/80");
        assertThat(prefix.size()).isEqualTo(65_536);
        assertThat(prefix.address(ENI, 0).ipv6()).isEqualTo("2001:db8:0:1:2::");
        assertThat(prefix.address(ENI, 65_535).ipv6()).isEqualTo("2001:db8:0:1:2::ffff");
        assertThat(prefix.offsetOf("2001:db8:0:1:2:0:0:ff")).isEqualTo(255);
        assertThat(prefix.offsetOf("2001:db8:0:1:2:0:1:ff")).isEqualTo(-1);
    }

    @Test
    void aPairStandsAtOneOffset() {
        AddressPrefix prefix = AddressPrefix.pair("10.0.0.0/28", "2001:db8::/80");
        assertThat(prefix.size()).isEqualTo(16);
        assertThat(prefix.address(ENI, 3)).isEqualTo(new LeaseAddress(ENI, "10.0.0.3", "2001:db8::3"));
        assertThat(prefix.offsetOf("2001:db8::3")).isEqualTo(3);
        assertThat(prefix.offsetOf("2001:db8::10")).isEqualTo(-1);
    }

    @Test
    void theTextOfIpv6IsCanonical() {
        assertThat(AddressPrefix.ipv6Text(List.of(0, 0, 0, 0, 0, 0, 0, 0))).isEqualTo("::");
        assertThat(AddressPrefix.ipv6Text(List.of(1, 0, 0, 2, 0, 0, 0, 3))).isEqualTo("1:0:0:2::3");
        assertThat(AddressPrefix.ipv6Text(List.of(1, 0, 2, 3, 4, 5, 6, 7))).isEqualTo("1:0:2:3:4:5:6:7");
        assertThat(AddressPrefix.ipv6Text(List.of(0, 0, 2, 3, 0, 0, 6, 7))).isEqualTo("::2:3:0:0:6:7");
    }

    @Test
    void anotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressPrefix.ipv4("10.0.0.0/24"))
                .withMessageContaining("/28");
        assertThatIllegalArgumentException().isThrownBy(() -> AddressPrefix.ipv4("10.0.0.8/28"));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressPrefix.ipv6("2001:db8::1/80"));
    }
}
