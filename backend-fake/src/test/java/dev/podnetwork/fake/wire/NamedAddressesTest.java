package dev.podnetwork.fake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.wire.RawClient.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A create that names its addresses itself (spec: openapi-wire §7.2). */
final class NamedAddressesTest {
    private final WireScene scene = new WireScene(FakeCloudConfig.lenient());

    @AfterEach
    void close() {
        scene.close();
    }

    private Answer create(String... more) throws IOException {
        Map<String, String> all = scene.client.parameters("CreateNetworkInterface");
        all.put("VSwitchId", "vsw-a");
        all.put("SecurityGroupIds.1", "sg-1");
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return scene.client.rpc("POST", all, false);
    }

    @Test
    void everyNamedAddressIsTheInterfacesOwn() throws IOException {
        Answer made = create(
                "PrimaryIpAddress",
                "10.0.0.77",
                "PrivateIpAddress.1",
                "10.0.0.80",
                "PrivateIpAddress.2",
                "10.0.0.79",
                "Ipv6Address.1",
                "fd00:0:0:1::7");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body())
                .contains(
                        "\"PrivateIpAddress\":\"10.0.0.77\"",
                        "{\"PrivateIpAddress\":\"10.0.0.77\",\"Primary\":true}",
                        "{\"PrivateIpAddress\":\"10.0.0.80\",\"Primary\":false}",
                        "{\"PrivateIpAddress\":\"10.0.0.79\",\"Primary\":false}",
                        "\"Ipv6Address\":\"fd00:0:0:1::7\"");
    }

    @Test
    void prefixesAreNamedTooAndTheRestIsTheCloudsChoice() throws IOException {
        Answer made = create(
                "Ipv4Prefix.1", "10.0.0.128/28", "Ipv6Prefix.1", "fd00:0:0:1:5::/80", "PrimaryIpAddress", "10.0.0.9");
        assertThat(made.body())
                .contains("\"Ipv4Prefix\":\"10.0.0.128/28\"", "\"Ipv6Prefix\":\"fd00:0:0:1:5::/80\"")
                .contains("{\"PrivateIpAddress\":\"10.0.0.9\",\"Primary\":true}");

        Answer mixed = create("PrimaryIpAddress", "10.0.0.10", "SecondaryPrivateIpAddressCount", "2");
        assertThat(mixed.body().split("\"Primary\":")).hasSize(4);
        assertThat(mixed.body()).contains("{\"PrivateIpAddress\":\"10.0.0.10\",\"Primary\":true}");
        Answer primaryChosen = create("PrivateIpAddress.1", "10.0.0.200");
        assertThat(primaryChosen.body()).contains("{\"PrivateIpAddress\":\"10.0.0.200\",\"Primary\":false}");
    }

    @Test
    void whatCannotBeHadIsRefusedAndNothingIsTaken() throws IOException {
        assertThat(create("PrimaryIpAddress", "10.0.0.77").status()).isEqualTo(200);
        long before = scene.cloud.inspect().vSwitches().get(0).availableIpv4();

        assertThat(create("PrimaryIpAddress", "10.0.0.77").code()).isEqualTo("InvalidPrivateIpAddress.Duplicated");
        assertThat(create("PrivateIpAddress.1", "10.0.0.78", "PrivateIpAddress.2", "10.0.0.77")
                        .code())
                .isEqualTo("InvalidPrivateIpAddress.Duplicated");
        assertThat(create("PrimaryIpAddress", "10.0.1.5").code()).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(create("PrimaryIpAddress", "10.0.0.0").code()).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(create("PrivateIpAddress.1", "nonsense").code()).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(create("Ipv4Prefix.1", "10.0.0.64/28").code()).isEqualTo("InvalidPrivateIpAddress.Duplicated");
        assertThat(create("Ipv4Prefix.1", "10.0.0.65/28").code()).isEqualTo("InvalidVSwitchId.IpInvalid");
        assertThat(create("Ipv6Address.1", "fd00:0:0:2::7").code()).isEqualTo("InvalidIp.Address");
        assertThat(create("PrimaryIpAddress", "10.0.0.9", "PrivateIpAddress.1", "10.0.0.9")
                        .code())
                .isEqualTo("InvalidIp.IpRepeated");
        assertThat(create("PrivateIpAddress.1", "10.0.0.9", "SecondaryPrivateIpAddressCount", "1")
                        .code())
                .isEqualTo("InvalidParameter.Conflict");
        assertThat(create("PrivateIpAddress.1", "10.0.0.9", "Ipv4PrefixCount", "1")
                        .code())
                .isEqualTo("InvalidParameter.Conflict");
        assertThat(create("VSwitchId", "vsw-b", "Ipv6Address.1", "fd00:0:0:1::7")
                        .code())
                .isEqualTo("InvalidVSwitch.Ipv6NotTurnOn");

        assertThat(scene.cloud.inspect().vSwitches().get(0).availableIpv4()).isEqualTo(before);
    }

    @Test
    void theTokenRemembersTheNames() throws IOException {
        Answer first = create("ClientToken", "t", "PrimaryIpAddress", "10.0.0.77");
        Answer again = create("ClientToken", "t", "PrimaryIpAddress", "10.0.0.77");

        assertThat(again.body().replaceAll("\"RequestId\":\"[^\"]*\"", ""))
                .isEqualTo(first.body().replaceAll("\"RequestId\":\"[^\"]*\"", ""));
        assertThat(create("ClientToken", "t").code()).isEqualTo("IdempotentParameterMismatch");
        assertThat(create("ClientToken", "t", "PrimaryIpAddress", "10.0.0.78").code())
                .isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void aNameThatBreaksTheLastBlockLeavesNothingTaken() throws IOException {
        // Of the fourteen /28s of the /24 without a reserved address, only 10.0.0.224/28 stays.
        for (int block = 1; block <= 13; block++) {
            String primary = "10.0.0." + (2 + block);
            assertThat(create("Ipv4Prefix.1", "10.0.0." + 16 * block + "/28", "PrimaryIpAddress", primary)
                            .status())
                    .isEqualTo(200);
        }
        long before = scene.cloud.inspect().vSwitches().get(0).availableIpv4();

        assertThat(create("Ipv4PrefixCount", "1", "PrimaryIpAddress", "10.0.0.230")
                        .code())
                .isEqualTo("InvalidVSwitchId.IpNotEnough");
        assertThat(scene.cloud.inspect().vSwitches().get(0).availableIpv4()).isEqualTo(before);
        assertThat(create("Ipv4PrefixCount", "1", "PrimaryIpAddress", "10.0.0.241")
                        .body())
                .contains("10.0.0.224/28");
    }
}
