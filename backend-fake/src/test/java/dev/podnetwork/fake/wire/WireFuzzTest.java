package dev.podnetwork.fake.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.wire.gate.RpcSignature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random requests, signed and not, whole and mutilated: every one is answered with a code and without a stack, none with
 * {@code InternalError}, and the server stays up. 4,000 in the normal run, 1,000,000 in the nightly profile.
 */
final class WireFuzzTest {
    private static final int REQUESTS = "nightly".equals(System.getProperty("podnetwork.profile")) ? 1_000_000 : 4_000;
    private static final List<String> ACTIONS = List.of(
            "CreateNetworkInterface",
            "AttachNetworkInterface",
            "DetachNetworkInterface",
            "DeleteNetworkInterface",
            "DescribeNetworkInterfaces",
            "DescribeNetworkInterfaceAttribute",
            "DescribeSecurityGroups",
            "DescribeInstances",
            "DescribeInstanceTypes",
            "TagResources",
            "ListTagResources",
            "DescribeVSwitches",
            "DescribeVSwitchAttributes",
            "AssignPrivateIpAddresses",
            "UnassignPrivateIpAddresses",
            "AssignIpv6Addresses",
            "UnassignIpv6Addresses",
            "ModifyNetworkInterfaceAttribute",
            "AllocateEipAddress",
            "AssociateEipAddress",
            "UnassociateEipAddress",
            "ReleaseEipAddress",
            "DescribeEipAddresses",
            "ModifyEipAddressAttribute",
            "AddCommonBandwidthPackageIp",
            "RemoveCommonBandwidthPackageIp",
            "DescribeCommonBandwidthPackages",
            "CreateElasticNetworkInterface",
            "AttachElasticNetworkInterface",
            "DetachElasticNetworkInterface",
            "DeleteElasticNetworkInterface",
            "ListElasticNetworkInterfaces",
            "GetElasticNetworkInterface",
            "UpdateElasticNetworkInterface",
            "GetLeniPrivateIpAddress",
            "AssignLeniPrivateIpAddress",
            "UnassignLeniPrivateIpAddress",
            "ListLeniPrivateIpAddresses",
            "GetNodeInfoForPod",
            "DescribeNode",
            "DescribeNodeType",
            "NoSuchAction");
    private static final List<String> NAMES = List.of(
            "VSwitchId",
            "SecurityGroupId",
            "SecurityGroupIds.1",
            "SecurityGroupIds.",
            "SecurityGroupIds.99999999999",
            "NetworkInterfaceId",
            "NetworkInterfaceId.1",
            "NetworkInterfaceId.0",
            "InstanceId",
            "InstanceIds",
            "Type",
            "Status",
            "MaxResults",
            "NextToken",
            "PageNumber",
            "PageSize",
            "Tag.1.Key",
            "Tag.1.Value",
            "Tag.x.Key",
            "Tag..Key",
            "Tag.2.Key",
            "ResourceType",
            "ResourceId.1",
            "ClientToken",
            "Ipv6AddressCount",
            "Description",
            "TrunkNetworkInstanceId",
            "NetworkCardIndex",
            "InstanceTypes.1",
            "PrivateIpAddress.1",
            "PrimaryIpAddress",
            "PrivateIpAddress",
            "SecondaryPrivateIpAddressCount",
            "Ipv4PrefixCount",
            "Ipv4Prefix.1",
            "Ipv6Address.1",
            "Ipv6PrefixCount",
            "Ipv6Prefix.1",
            "InstanceType",
            "SecurityGroupId.1",
            "AllocationId",
            "EipAddress",
            "Bandwidth",
            "InternetChargeType",
            "ISP",
            "IpInstanceId",
            "BandwidthPackageId",
            "AssociatedInstanceId",
            "AssociatedInstanceType",
            "ElasticNetworkInterfaceId",
            "NodeId",
            "NodeType",
            "IpName",
            "Format",
            "VpcId",
            "ZoneId",
            "SecurityToken",
            "Timestamp",
            "SignatureNonce",
            "RegionId",
            "Version",
            "AccessKeyId",
            "SignatureMethod");
    private static final List<String> VALUES = List.of(
            "",
            " ",
            "vsw-a",
            "vsw-b",
            "sg-1",
            "i-a",
            "eni-1",
            "eni-0000001",
            "eni-0000003",
            "eni",
            "eip-0000001",
            "eip-0000001,eip-0000002",
            "leni-0000001",
            "lip-2",
            "e01-1",
            "cbwp-1",
            "10.0.0.5",
            "10.0.0.16/28",
            "10.0.0.300",
            "fd00:0:0:1::9",
            "fd00:0:0:1:5::/80",
            "fe80::1%lo",
            "::",
            "NetworkInterface",
            "PayByTraffic",
            "XML",
            "true",
            "0",
            "-1",
            "1",
            "10",
            "500",
            "2147483648",
            "99999999999999999999",
            "1e5",
            "NaN",
            "[]",
            "[\"i-a\"]",
            "[\"i-a\",",
            "[[[[",
            "null",
            "\u0000",
            "\uD800",
            "你好",
            "a&b=c%",
            "%00",
            "http://x",
            "acs:x",
            "Primary",
            "InUse",
            "Trunk",
            "MS4wLjA",
            "bzE",
            "../../etc/passwd",
            "<script>",
            "${jndi:ldap://x}",
            "' OR 1=1 --");

    private static final int CALLERS = 4;
    private static final int SHOWN = 100_000;

    private final AtomicLong nonces = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final Map<Integer, Integer> byStatus = new ConcurrentSkipListMap<>();

    @Test
    void everyRequestIsAnsweredAndNoneFindsABug() throws Exception {
        SplittableRandom chance = new SplittableRandom(42);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (WireScene scene = new WireScene(FakeCloudConfig.lenient())) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                SplittableRandom own = chance.split();
                work.add(() -> ask(REQUESTS / CALLERS, scene, own));
            }
            for (Future<Void> caller : callers.invokeAll(work)) {
                caller.get();
            }
            assertThat(scene.client
                            .rpc("POST", scene.client.parameters("DescribeVSwitches"), false)
                            .status())
                    .isEqualTo(200);
        } finally {
            callers.shutdownNow();
        }
        assertThat(asked.get()).isEqualTo(REQUESTS);
        assertThat(byStatus).doesNotContainKey(500).containsKeys(200, 400, 404, 405);
    }

    private @Nullable Void ask(int requests, WireScene scene, SplittableRandom chance) throws IOException {
        Connection connection = new Connection(scene.server.port());
        for (int i = 0; i < requests; i++) {
            if (connection.done || chance.nextInt(500) == 0) {
                connection.close();
                connection = new Connection(scene.server.port());
            }
            byte[] request = request(scene, chance);
            boolean mutilated = chance.nextInt(12) == 0;
            int status = connection.ask(mutilated ? mutilate(request, chance) : request, mutilated);
            byStatus.merge(status, 1, Integer::sum);
            scene.calls.clear();
            if (asked.incrementAndGet() % SHOWN == 0) {
                System.out.println(asked.get() + " requests, by status " + byStatus);
            }
        }
        connection.close();
        return null;
    }

    private byte[] request(WireScene scene, SplittableRandom chance) {
        String action = ACTIONS.get(chance.nextInt(ACTIONS.size()));
        Map<String, String> all = new LinkedHashMap<>(scene.client.parameters(action));
        all.put("SignatureNonce", "fuzz-" + nonces.incrementAndGet());
        all.put("Version", version(action));
        for (int i = chance.nextInt(6); i > 0; i--) {
            all.put(pick(NAMES.subList(0, NAMES.size() - 8), chance), pick(VALUES, chance));
        }
        if (chance.nextInt(2) == 0) {
            all.put("NetworkInterfaceId", "eni-000000" + "123456789abcdef".charAt(chance.nextInt(15)));
            all.put("AllocationId", "eip-000000" + (1 + chance.nextInt(9)));
            all.put("ElasticNetworkInterfaceId", "leni-000000" + (1 + chance.nextInt(9)));
            all.put("NodeId", "e01-1");
            all.put("ZoneId", "zone-a");
            all.put("VpcId", "vpc-1");
            all.put("SecurityGroupId", "sg-1");
        }
        if (chance.nextInt(2) == 0) {
            all.put("VSwitchId", "vsw-a");
            all.put("SecurityGroupIds.1", "sg-1");
        }
        if (chance.nextInt(8) == 0) {
            all.put(pick(NAMES, chance), pick(VALUES, chance));
        }
        String signature = RpcSignature.sign("sk", RpcSignature.stringToSign("POST", all, chance.nextBoolean()));
        all.put("Signature", chance.nextInt(20) == 0 ? "AAAA" : signature);
        String text = RawClient.text(all);
        String request = chance.nextBoolean()
                ? "POST /?" + text + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                : "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + text.length() + "\r\n\r\n" + text;
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String version(String action) {
        if (action.contains("VSwitch") || action.contains("Eip") || action.contains("BandwidthPackage")) {
            return "2016-04-28";
        }
        if (action.contains("Elastic") || action.contains("Leni") || action.equals("GetNodeInfoForPod")) {
            return "2022-05-30";
        }
        return action.startsWith("DescribeNode") ? "2022-12-15" : "2014-05-26";
    }

    private static String pick(List<String> all, SplittableRandom chance) {
        return all.get(chance.nextInt(all.size()));
    }

    private static byte[] mutilate(byte[] request, SplittableRandom chance) {
        byte[] other = request.clone();
        for (int i = 1 + chance.nextInt(4); i > 0; i--) {
            other[chance.nextInt(other.length)] = (byte) chance.nextInt(256);
        }
        return other;
    }

    /** A connection that is used again as long as what was sent had an end that both sides agree on. */
    private static final class Connection {
        private final Socket socket;
        private final InputStream in;
        boolean done;

        Connection(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            in = new BufferedInputStream(socket.getInputStream());
        }

        int ask(byte[] request, boolean mutilated) throws IOException {
            socket.getOutputStream().write(request);
            if (mutilated) {
                socket.shutdownOutput();
                done = true;
            }
            return read();
        }

        /** The status of the next answer; 0 when the connection ended without one. */
        private int read() throws IOException {
            String first = line();
            if (first.isEmpty()) {
                done = true;
                return 0;
            }
            int length = 0;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(header.substring(16));
                }
                done |= header.equals("Connection: close");
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            int status = Integer.parseInt(first.split(" ")[1]);
            assertThat(body).isNotEmpty().doesNotContain("InternalError", "Exception", "dev.podnetwork");
            if (body.startsWith("{")) {
                assertThat(body.contains("\"Code\":\"")).isEqualTo(status >= 400);
            }
            return status;
        }

        private String line() throws IOException {
            StringBuilder text = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                if (b != '\r') {
                    text.append((char) b);
                }
            }
            return text.toString();
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
