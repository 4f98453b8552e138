package dev.podnetwork.fake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeLimits;
import dev.podnetwork.fake.wire.RawClient.Answer;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each check and each answer of the server, by requests written byte by byte. */
final class FakeOpenApiServerTest {
    private final WireScene scene = new WireScene(FakeCloudConfig.lenient());
    private final RawClient client = scene.client;

    @AfterEach
    void close() {
        scene.close();
    }

    private Answer create(Map<String, String> more) throws IOException {
        Map<String, String> all = client.parameters("CreateNetworkInterface");
        all.put("VSwitchId", "vsw-a");
        all.put("SecurityGroupIds.1", "sg-1");
        all.putAll(more);
        return client.rpc("POST", all, false);
    }

    private String createdId() throws IOException {
        String body = create(Map.of()).body();
        int at = body.indexOf("\"NetworkInterfaceId\":\"") + 22;
        return body.substring(at, body.indexOf('"', at));
    }

    @Test
    void bothDialectsAndBothMethodsAreServedOnOnePort() throws IOException {
        assertThat(client.rpc("POST", client.parameters("DescribeVSwitches"), false)
                        .status())
                .isEqualTo(200);
        assertThat(client.rpc("POST", client.parameters("DescribeVSwitches"), true)
                        .status())
                .isEqualTo(200);
        assertThat(client.rpc("GET", client.parameters("DescribeVSwitches"), false)
                        .status())
                .isEqualTo(200);
        Answer acs3 = client.acs3("DescribeVSwitches", Map.of("RegionId", "cn-hangzhou", "VpcId", "vpc-1"), Map.of());

        assertThat(acs3.status()).isEqualTo(200);
        assertThat(acs3.headers()).containsEntry("Content-Type", "application/json;charset=utf-8");
        String id = acs3.headers().get("x-acs-request-id");
        assertThat(id).matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(acs3.body())
                .startsWith("{\"RequestId\":\"" + id + "\"")
                .contains("\"VSwitches\":{\"VSwitch\":[{\"VSwitchId\":\"vsw-a\"")
                .contains("\"AvailableIpAddressCount\":");
    }

    @Test
    void aPortIsFreeAgainOnceItsServerIsClosed() throws IOException {
        int port = 0;
        for (int i = 0; i < 300; i++) {
            try (FakeOpenApiServer again = FakeOpenApiServer.of(scene.cloud)
                            .key(FakeAccessKey.of("ak", "sk"))
                            .port(port)
                            .start();
                    Socket caller = new Socket(InetAddress.getLoopbackAddress(), again.port())) {
                port = again.port();
                assertThat(caller.isConnected()).isTrue();
            }
        }
    }

    @Test
    void anInterfaceLivesItsLifeOverTheWire() throws IOException {
        Answer created = create(Map.of(
                "Tag.1.Key",
                "k",
                "Tag.1.Value",
                "v v+*~/",
                "Description",
                "interface create by terway",
                "Ipv6AddressCount",
                "1"));
        assertThat(created.body())
                .contains(
                        "\"Status\":\"Available\"",
                        "\"Type\":\"Secondary\"",
                        "{\"TagKey\":\"k\",\"TagValue\":\"v v+*~/\"}")
                .contains(
                        "\"Description\":\"interface create by terway\"",
                        "\"Primary\":true",
                        "\"Ipv6Address\":\"fd00:");
        int at = created.body().indexOf("\"NetworkInterfaceId\":\"") + 22;
        String id = created.body().substring(at, created.body().indexOf('"', at));

        Map<String, String> attach = client.parameters("AttachNetworkInterface");
        attach.put("NetworkInterfaceId", id);
        attach.put("InstanceId", "i-a");
        assertThat(client.rpc("POST", attach, false).body()).matches("\\{\"RequestId\":\"[0-9A-F-]+\"}");
        Map<String, String> describe = client.parameters("DescribeNetworkInterfaces");
        describe.put("NetworkInterfaceId.1", id);
        assertThat(eventually(describe, "\"Status\":\"InUse\"")).contains("\"Attachment\":{\"InstanceId\":\"i-a\"");

        Map<String, String> delete = client.parameters("DeleteNetworkInterface");
        delete.put("NetworkInterfaceId", id);
        Answer refused = client.rpc("POST", delete, false);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidOperation.InvalidEniState");
        assertThat(refused.body()).contains("\"HostId\":\"x\"", "\"RequestId\":", "\"Message\":");
    }

    private String eventually(Map<String, String> parameters, String wanted) throws IOException {
        String body = "";
        for (int i = 0; i < 200 && !body.contains(wanted); i++) {
            Map<String, String> again = new LinkedHashMap<>(parameters);
            again.put("SignatureNonce", "again-" + System.nanoTime());
            body = client.rpc("POST", again, false).body();
        }
        return body;
    }

    @Test
    void absentIsAnEmptyListForTheListAndNotFoundForTheAttribute() throws IOException {
        Map<String, String> list = client.parameters("DescribeNetworkInterfaces");
        list.put("NetworkInterfaceId.1", "eni-nowhere");
        Answer empty = client.rpc("POST", list, false);
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.body()).contains("\"NetworkInterfaceSets\":{\"NetworkInterfaceSet\":[]}");

        Map<String, String> one = client.parameters("DescribeNetworkInterfaceAttribute");
        one.put("NetworkInterfaceId", "eni-nowhere");
        Answer missing = client.rpc("POST", one, false);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.code()).isEqualTo("InvalidEniId.NotFound");
    }

    @Test
    void pagesByTokenAndByNumberAgree() throws IOException {
        for (int i = 0; i < 23; i++) {
            createdId();
        }
        Map<String, String> byNumber = client.parameters("DescribeNetworkInterfaces");
        byNumber.put("Type", "Secondary");
        byNumber.put("PageNumber", "3");
        byNumber.put("PageSize", "10");
        String third = client.rpc("POST", byNumber, false).body();
        assertThat(third).contains("\"TotalCount\":23", "\"PageNumber\":3");
        assertThat(third.split("\"NetworkInterfaceId\"")).hasSize(4);

        Map<String, String> byToken = client.parameters("DescribeNetworkInterfaces");
        byToken.put("Type", "Secondary");
        byToken.put("SecurityGroupId", "sg-1");
        byToken.put("MaxResults", "20");
        String first = client.rpc("POST", byToken, false).body();
        assertThat(first.split("\"NetworkInterfaceId\"")).hasSize(21);
        int at = first.indexOf("\"NextToken\":\"") + 13;
        byToken.put("NextToken", first.substring(at, first.indexOf('"', at)));
        byToken.put("SignatureNonce", "another");
        String second = client.rpc("POST", byToken, false).body();
        assertThat(second.split("\"NetworkInterfaceId\"")).hasSize(4);
        assertThat(second).contains("\"NextToken\":\"\"");
    }

    @Test
    void aClientTokenIsGoodForOneIntent() throws IOException {
        String one = create(Map.of("ClientToken", "t")).body();
        String again = create(Map.of("ClientToken", "t")).body();
        Answer other = create(Map.of("ClientToken", "t", "Tag.1.Key", "k"));

        assertThat(one.substring(one.indexOf("NetworkInterfaceId")))
                .isEqualTo(again.substring(again.indexOf("NetworkInterfaceId")));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.code()).isEqualTo("IdempotentParameterMismatch");
    }

    @Test
    void aThrottledCallSaysForHowLong() throws IOException {
        scene.cloud.setLimits(FakeLimits.none().with("CreateNetworkInterface", 0));
        Answer throttled = create(Map.of());

        assertThat(throttled.status()).isEqualTo(400);
        assertThat(throttled.code()).isEqualTo("Throttling.User");
        assertThat(throttled.headers().get("x-ratelimit-user-api"))
                .matches("Limit:0,Remain:0,TimeLeft:[0-9]+,Reset:[0-9]+");
    }

    @Test
    void everyGateCheckHasItsCode() throws IOException {
        Map<String, String> unknownKey = client.parameters("DescribeVSwitches");
        unknownKey.put("AccessKeyId", "nobody");
        assertThat(client.rpc("POST", unknownKey, false).code()).isEqualTo("InvalidAccessKeyId.NotFound");

        Map<String, String> wrong = client.parameters("DescribeVSwitches");
        wrong.put("Signature", "bm9wZQ==");
        Answer refused = client.rpc("POST", wrong, false);
        assertThat(refused.code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(refused.body()).contains("server string to sign is:POST&%2F&");

        Map<String, String> late = client.parameters("DescribeVSwitches");
        late.put("Timestamp", Instant.now().minusSeconds(1_000).toString());
        assertThat(client.rpc("POST", late, false).code()).isEqualTo("InvalidTimeStamp.Expired");
        late.put("Timestamp", "yesterday");
        assertThat(client.rpc("POST", late, false).code()).isEqualTo("IllegalTimestamp");

        Map<String, String> replayed = client.parameters("DescribeVSwitches");
        assertThat(client.rpc("POST", replayed, false).status()).isEqualTo(200);
        assertThat(client.rpc("POST", replayed, false).code()).isEqualTo("SignatureNonceUsed");

        Map<String, String> unsigned = Map.of("Action", "DescribeVSwitches", "Version", "2016-04-28", "Signature", "x");
        assertThat(client.rpc("POST", unsigned, false).code()).isEqualTo("MissingParameter");
        assertThat(client.acs3("DescribeVSwitches", Map.of("RegionId", "r"), Map.of("x-acs-content-sha256", "00"))
                        .code())
                .isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void aHeaderThatCountsMustBeSigned() throws IOException {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Answer answer = client.send("POST /?RegionId=r HTTP/1.1\r\nHost: x\r\nx-acs-action: DescribeVSwitches\r\n"
                + "x-acs-version: 2016-04-28\r\nx-acs-date: " + time + "\r\nx-acs-signature-nonce: n\r\n"
                + "Authorization: ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=host;x-acs-date,Signature=00\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("IncompleteSignature");
    }

    @Test
    void aTemporaryKeyNeedsItsTokenAndEnds() throws IOException {
        FakeAccessKey sts = FakeAccessKey.of("ak", "sk")
                .withToken("STS.a+/=", scene.clock.now().plusSeconds(60));
        scene.server.putKey(sts);
        Map<String, String> all = client.parameters("DescribeVSwitches");
        assertThat(client.rpc("POST", all, false).code()).isEqualTo("MissingSecurityToken");
        all.put("SecurityToken", "STS.b");
        assertThat(client.rpc("POST", all, false).code()).isEqualTo("InvalidSecurityToken.Malformed");
        all.put("SecurityToken", "STS.a+/=");
        assertThat(client.rpc("POST", all, false).status()).isEqualTo(200);
        scene.server.putKey(sts.withToken("STS.a+/=", scene.clock.now()));
        assertThat(client.rpc("POST", all, false).code()).isEqualTo("InvalidSecurityToken.Expired");
    }

    @Test
    void aKeyCallsOnlyWhatItIsAllowed() throws IOException {
        scene.server.putKey(FakeAccessKey.of("ak", "sk").allowing(List.of("ecs:CreateNetworkInterface", "vpc:*")));

        assertThat(create(Map.of()).status()).isEqualTo(200);
        assertThat(client.rpc("POST", client.parameters("DescribeVSwitches"), false)
                        .status())
                .isEqualTo(200);
        Answer refused = client.rpc("POST", client.parameters("DescribeNetworkInterfaces"), false);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("Forbidden.RAM");
        assertThat(refused.body()).contains("\"AuthAction\":\"ecs:DescribeNetworkInterfaces\"");
        scene.server.putKey(FakeAccessKey.of("ak", "sk").disabled());
        assertThat(create(Map.of()).code()).isEqualTo("Forbidden.AccessKeyDisabled");
    }

    @Test
    void badInputHasTheRightCodeAndTheServerStaysUp() throws IOException {
        Map<String, String> unknown = client.parameters("LaunchRocket");
        assertThat(client.rpc("POST", unknown, false).status()).isEqualTo(404);
        assertThat(client.rpc("POST", client.parameters("LaunchRocket"), false).code())
                .isEqualTo("InvalidAction.NotFound");
        assertThat(client.rpc("PUT", client.parameters("DescribeVSwitches"), false)
                        .code())
                .isEqualTo("UnsupportedHTTPMethod");
        assertThat(client.rpc("POST", client.parameters("AttachNetworkInterface"), false)
                        .code())
                .isEqualTo("MissingParameter");
        assertThat(create(Map.of("Ipv6AddressCount", "many")).code()).isEqualTo("InvalidParameter");
        assertThat(create(Map.of("DeleteOnRelease", "perhaps")).code()).isEqualTo("InvalidParameter");
        assertThat(create(Map.of("SecurityGroupId", "sg-1")).code()).isEqualTo("InvalidParameter.Conflict");
        assertThat(client.send("POST /?Action=%zz HTTP/1.1\r\n\r\n").code()).isEqualTo("InvalidParameter");
        assertThat(client.send("nonsense\r\n\r\n").status()).isEqualTo(400);
        assertThat(client.send("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(client.send("POST /?" + "a".repeat(400_000) + " HTTP/1.1\r\n\r\n")
                        .status())
                .isEqualTo(431);
        Map<String, String> many = client.parameters("DescribeNetworkInterfaces");
        for (int i = 1; i <= 101; i++) {
            many.put("NetworkInterfaceId." + i, "eni-" + i);
        }
        assertThat(client.rpc("POST", many, true).code()).isEqualTo("InvalidParameter");
        assertThat(client.rpc("POST", client.parameters("DescribeVSwitches"), false)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLogHoldsNoSecret() throws IOException {
        create(Map.of("ClientToken", "secret-token"));
        scene.server.faults().on("*").times(1).inject(new WireTrouble.Reset(false));

        assertThat(scene.calls).hasSize(1);
        assertThat(scene.calls.get(0).toString())
                .startsWith("200 ecs:CreateNetworkInterface by ak in ")
                .doesNotContain("secret-token", "sk\"");
        assertThat(FakeAccessKey.of("id", "hidden").withToken("token", null).toString())
                .doesNotContain("hidden", "token");
    }

    @Test
    void theMetadataServiceKnowsTheInstanceInBothVersions() throws IOException {
        assertThat(get("instance-id", "")).isEqualTo("i-a");
        Answer token =
                client.send("PUT /latest/api/token HTTP/1.1\r\nX-aliyun-ecs-metadata-token-ttl-seconds: 60\r\n\r\n");
        String header = "X-aliyun-ecs-metadata-token: " + token.body() + "\r\n";
        String mac = get("mac", header);
        assertThat(mac).startsWith("00:16:3e:");
        assertThat(get("network/interfaces/macs/", header)).contains(mac + "/");
        assertThat(get("network/interfaces/macs/" + mac + "/private-ipv4s", header))
                .matches("\\[\"10\\.0\\.0\\.[0-9]+\"]");
        assertThat(get("network/interfaces/macs/" + mac + "/gateway", header)).isEqualTo("10.0.0.253");
        assertThat(get("network/interfaces/macs/" + mac + "/ipv6s", header)).isEqualTo("Not Found");
        assertThat(get("ram/security-credentials/", header)).isEqualTo("node-role");
        assertThat(get("ram/security-credentials/node-role", header))
                .contains("\"Code\":\"Success\"", "\"Expiration\":");
        assertThat(get("instance-id", "X-aliyun-ecs-metadata-token: old\r\n")).isEqualTo("Unauthorized");
    }

    private String get(String path, String header) throws IOException {
        return client.send("GET /latest/meta-data/" + path + " HTTP/1.1\r\n" + header + "\r\n")
                .body();
    }

    @Test
    void everyWireTroubleIsWhatItSays() throws IOException {
        WireFaults faults = scene.server.faults();
        int before = scene.cloud.inspect().eniCount();
        faults.on("CreateNetworkInterface").times(1).inject(WireTrouble.badGateway());
        assertThat(create(Map.of()).body()).contains("502 Bad Gateway");
        faults.on("CreateNetworkInterface").times(1).inject(new WireTrouble.Refuse(503, "ServiceUnavailable", "no"));
        assertThat(create(Map.of()).code()).isEqualTo("ServiceUnavailable");
        faults.on("CreateNetworkInterface")
                .times(1)
                .inject(new WireTrouble.Throttle("Throttling", Duration.ofMillis(7)));
        assertThat(create(Map.of()).headers().get("x-ratelimit-user-api")).contains("TimeLeft:7,");
        assertThat(scene.cloud.inspect().eniCount()).isEqualTo(before);

        faults.clear();
        faults.on("CreateNetworkInterface").times(1).inject(new WireTrouble.Truncated());
        Answer half = create(Map.of());
        assertThat(half.body().length())
                .isLessThan(Integer.parseInt(half.headers().get("Content-Length")));
        faults.on("CreateNetworkInterface").times(1).inject(WireTrouble.wrongJson());
        assertThat(create(Map.of()).body()).endsWith("NetworkInterfa");
        assertThat(scene.cloud.inspect().eniCount()).isEqualTo(before + 2);
        assertThat(faults.struck()).isEqualTo(5);
    }

    @Test
    void whoAsksForXmlGetsXml() throws IOException {
        Map<String, String> create = client.parameters("CreateNetworkInterface");
        create.put("VSwitchId", "vsw-a");
        create.put("SecurityGroupId", "sg-1");
        create.put("Description", "a < b & c");
        create.put("Format", "XML");

        Answer made = client.rpc("POST", create, false);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.headers().get("content-type")).isEqualTo("text/xml;charset=utf-8");
        assertThat(made.body())
                .startsWith("<?xml version='1.0' encoding='UTF-8'?><CreateNetworkInterfaceResponse><RequestId>")
                .contains("<Description>a &lt; b &amp; c</Description>")
                .contains("<SecurityGroupIds><SecurityGroupId>sg-1</SecurityGroupId></SecurityGroupIds>");
        Map<String, String> unknown = client.parameters("No<such>");
        unknown.put("Format", "XML");
        assertThat(client.rpc("POST", unknown, false).body())
                .contains("<Error><RequestId>")
                .contains("<Code>InvalidAction.NotFound</Code>");
    }

    @Test
    void lingjunRefusesInsideASuccessByNumberAndTheGateByText() throws IOException {
        Answer gone = attachLeni(Map.of("ElasticNetworkInterfaceId", "leni-none", "NodeId", "e01-1"));
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.body()).contains("\"Code\":1011,");
        Answer missing = attachLeni(Map.of("ElasticNetworkInterfaceId", "leni-none"));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body()).contains("\"Code\":\"MissingParameter");
    }

    private Answer attachLeni(Map<String, String> business) throws IOException {
        Map<String, String> attach = client.parameters("AttachElasticNetworkInterface");
        attach.put("Version", "2022-05-30");
        attach.putAll(business);
        return client.rpc("POST", attach, true);
    }
}
