package dev.podnetwork.fake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.wire.RawClient.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The eflo actions that the library itself never calls, and the filters of those it calls (spec: openapi-wire §9.2). */
@Timeout(120)
final class LingjunActionsTest {
    private final WireScene scene = new WireScene(FakeCloudConfig.lenient());

    @AfterEach
    void close() {
        scene.close();
    }

    private String ask(String action, String... more) throws IOException {
        Map<String, String> all = scene.client.parameters(action);
        all.put("Version", "2022-05-30");
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        Answer answer = scene.client.rpc("POST", all, true);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** One that has been made and is attached nowhere. */
    private String leni() throws IOException {
        String id = field(
                ask(
                        "CreateElasticNetworkInterface",
                        "ZoneId",
                        "zone-a",
                        "VSwitchId",
                        "vsw-a",
                        "VpcId",
                        "vpc-1",
                        "SecurityGroupId",
                        "sg-1",
                        "Description",
                        "first"),
                "ElasticNetworkInterfaceId");
        String body = "";
        while (!body.contains("\"Status\":\"Unattached\"")) {
            body = ask("GetElasticNetworkInterface", "ElasticNetworkInterfaceId", id);
        }
        return id;
    }

    private static String field(String body, String name) {
        int at = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return body.substring(at, body.indexOf('"', at));
    }

    @Test
    void anUpdateChangesGroupAndDescription() throws IOException {
        scene.cloud.addSecurityGroup(SecurityGroupId.of("sg-2"), VpcId.of("vpc-1"));
        String id = leni();
        assertThat(ask("GetElasticNetworkInterface", "ElasticNetworkInterfaceId", id))
                .contains("\"SecurityGroupId\":\"sg-1\"", "\"Description\":\"first\"");

        assertThat(ask(
                        "UpdateElasticNetworkInterface",
                        "ElasticNetworkInterfaceId",
                        id,
                        "SecurityGroupId",
                        "sg-2",
                        "Description",
                        "second"))
                .contains("\"Code\":0");
        assertThat(ask("GetElasticNetworkInterface", "ElasticNetworkInterfaceId", id))
                .contains("\"SecurityGroupId\":\"sg-2\"", "\"Description\":\"second\"");
        assertThat(ask("UpdateElasticNetworkInterface", "ElasticNetworkInterfaceId", id, "SecurityGroupId", "sg-none"))
                .contains("\"Code\":1003");
        assertThat(ask("UpdateElasticNetworkInterface", "ElasticNetworkInterfaceId", "leni-none"))
                .contains("\"Code\":1011");
    }

    @Test
    void anAddressIsFoundByHandleAndByAddress() throws IOException {
        String id = leni();
        String one = field(
                ask("AssignLeniPrivateIpAddress", "ElasticNetworkInterfaceId", id, "PrivateIpAddress", "10.0.0.50"),
                "IpName");
        String two = field(
                ask("AssignLeniPrivateIpAddress", "ElasticNetworkInterfaceId", id, "PrivateIpAddress", "10.0.0.51"),
                "IpName");

        assertThat(ask("GetLeniPrivateIpAddress", "ElasticNetworkInterfaceId", id, "IpName", one))
                .contains("\"PrivateIpAddress\":\"10.0.0.50\"");
        assertThat(ask("GetLeniPrivateIpAddress", "ElasticNetworkInterfaceId", id, "IpName", "lip-none"))
                .contains("\"Code\":1011");
        assertThat(ask("ListLeniPrivateIpAddresses", "ElasticNetworkInterfaceId", id))
                .contains("\"Total\":2");
        assertThat(ask("ListLeniPrivateIpAddresses", "ElasticNetworkInterfaceId", id, "IpName", two))
                .contains("\"Total\":1", "10.0.0.51");
        assertThat(ask("ListLeniPrivateIpAddresses", "ElasticNetworkInterfaceId", id, "PrivateIpAddress", "10.0.0.50"))
                .contains("\"Total\":1", "\"IpName\":\"" + one + "\"");
    }
}
