package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.ecs20140526.Client;
import com.aliyun.ecs20140526.models.AttachNetworkInterfaceRequest;
import com.aliyun.ecs20140526.models.CreateNetworkInterfaceRequest;
import com.aliyun.ecs20140526.models.CreateNetworkInterfaceResponseBody;
import com.aliyun.ecs20140526.models.DeleteNetworkInterfaceRequest;
import com.aliyun.ecs20140526.models.DescribeInstanceTypesRequest;
import com.aliyun.ecs20140526.models.DescribeNetworkInterfacesRequest;
import com.aliyun.ecs20140526.models.DescribeNetworkInterfacesResponseBody;
import com.aliyun.ecs20140526.models.DetachNetworkInterfaceRequest;
import com.aliyun.ecs20140526.models.ListTagResourcesRequest;
import com.aliyun.ecs20140526.models.TagResourcesRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.vpc20160428.models.DescribeVSwitchesRequest;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.fake.wire.WireTrouble;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's own product clients cannot tell the fake from the real thing: both signatures, in turn and at once. */
final class OfficialClientsTest {
    private static final String REGION = "cn-hangzhou";

    private final WireCloud wire = new WireCloud();

    @BeforeEach
    void permitEverything() {
        wire.server.putKey(FakeAccessKey.of("ak", "sk").withToken("STS.a+/=", null));
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private Config config(String dialect) {
        Config config = new Config()
                .setAccessKeyId("ak")
                .setAccessKeySecret("sk")
                .setSecurityToken("STS.a+/=")
                .setRegionId(REGION)
                .setEndpoint(wire.server.endpoint())
                .setProtocol("http");
        return dialect.equals("rpc") ? config.setSignatureAlgorithm("v2") : config;
    }

    private CreateNetworkInterfaceResponseBody create(Client ecs, String token) {
        try {
            return ecs.createNetworkInterface(new CreateNetworkInterfaceRequest()
                            .setRegionId(REGION)
                            .setVSwitchId("vsw-a")
                            .setSecurityGroupIds(List.of("sg-1"))
                            .setDescription("made by the official client")
                            .setIpv6AddressCount(1)
                            .setClientToken(token)
                            .setTag(List.of(new CreateNetworkInterfaceRequest.CreateNetworkInterfaceRequestTag()
                                    .setKey("creator")
                                    .setValue("a value with spaces/+*~"))))
                    .getBody();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs3", "rpc"})
    void anInterfaceLivesItsLife(String dialect) throws Exception {
        Client ecs = new Client(config(dialect));
        CreateNetworkInterfaceResponseBody made = create(ecs, wire.freshToken());
        String id = made.getNetworkInterfaceId();
        assertThat(made.getStatus()).isEqualTo("Available");
        assertThat(made.getPrivateIpSets().getPrivateIpSet().get(0).getPrimary())
                .isTrue();
        assertThat(made.getIpv6Sets().getIpv6Set()).hasSize(1);

        ecs.attachNetworkInterface(new AttachNetworkInterfaceRequest()
                .setRegionId(REGION)
                .setNetworkInterfaceId(id)
                .setInstanceId("i-a")
                .setTrunkNetworkInstanceId(wire.trunk().value()));
        becomes(id, EniStatus.IN_USE);
        var seen = describe(ecs, id);
        assertThat(seen.getType()).isEqualTo("Member");
        assertThat(seen.getInstanceId()).isEqualTo("i-a");
        assertThat(seen.getAttachment().getTrunkNetworkInterfaceId())
                .isEqualTo(wire.trunk().value());
        assertThat(seen.getAttachment().getDeviceIndex()).isPositive();
        assertThat(seen.getDescription()).isEqualTo("made by the official client");
        assertThat(seen.getTags().getTag().get(0).getTagValue()).isEqualTo("a value with spaces/+*~");

        ecs.tagResources(new TagResourcesRequest()
                .setRegionId(REGION)
                .setResourceType("eni")
                .setResourceId(List.of(id))
                .setTag(List.of(new TagResourcesRequest.TagResourcesRequestTag()
                        .setKey("k")
                        .setValue("v"))));
        assertThat(ecs.listTagResources(new ListTagResourcesRequest()
                                .setRegionId(REGION)
                                .setResourceType("eni")
                                .setResourceId(List.of(id)))
                        .getBody()
                        .getTagResources()
                        .getTagResource())
                .hasSize(2);

        ecs.detachNetworkInterface(new DetachNetworkInterfaceRequest()
                .setRegionId(REGION)
                .setNetworkInterfaceId(id)
                .setInstanceId("i-a")
                .setTrunkNetworkInstanceId(wire.trunk().value()));
        becomes(id, EniStatus.AVAILABLE);
        ecs.deleteNetworkInterface(
                new DeleteNetworkInterfaceRequest().setRegionId(REGION).setNetworkInterfaceId(id));
        for (int i = 0; i < 500 && wire.cloud.inspect().eni(EniId.of(id)).isPresent(); i++) {
            wire.pass(Duration.ofSeconds(1));
        }
        assertThat(all(ecs, id)).isEmpty();
    }

    private DescribeNetworkInterfacesResponseBody
                    .DescribeNetworkInterfacesResponseBodyNetworkInterfaceSetsNetworkInterfaceSet
            describe(Client ecs, String id) throws Exception {
        return all(ecs, id).get(0);
    }

    private List<
                    DescribeNetworkInterfacesResponseBody
                            .DescribeNetworkInterfacesResponseBodyNetworkInterfaceSetsNetworkInterfaceSet>
            all(Client ecs, String id) throws Exception {
        return ecs.describeNetworkInterfaces(new DescribeNetworkInterfacesRequest()
                        .setRegionId(REGION)
                        .setNetworkInterfaceId(List.of(id)))
                .getBody()
                .getNetworkInterfaceSets()
                .getNetworkInterfaceSet();
    }

    private void becomes(String id, EniStatus status) {
        for (int i = 0; i < 500; i++) {
            if (wire.cloud.inspect().eni(EniId.of(id)).orElseThrow().status() == status) {
                return;
            }
            wire.pass(Duration.ofSeconds(1));
        }
        throw new AssertionError(id + " does not become " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs3", "rpc"})
    void factsAreRead(String dialect) throws Exception {
        var vSwitches = new com.aliyun.vpc20160428.Client(config(dialect))
                .describeVSwitches(
                        new DescribeVSwitchesRequest().setRegionId(REGION).setVSwitchId("vsw-a"))
                .getBody();
        assertThat(vSwitches.getVSwitches().getVSwitch().get(0).getAvailableIpAddressCount())
                .isPositive();
        var types = new Client(config(dialect))
                .describeInstanceTypes(new DescribeInstanceTypesRequest().setInstanceTypes(List.of("ecs.g7.xlarge")))
                .getBody()
                .getInstanceTypes()
                .getInstanceType();
        assertThat(types.get(0).getEniTotalQuantity()).isEqualTo(20);
        assertThat(types.get(0).getEniTrunkSupported()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs3", "rpc"})
    void errorsCarryTheirCode(String dialect) throws Exception {
        Client ecs = new Client(config(dialect));
        assertThatThrownBy(() -> ecs.deleteNetworkInterface(
                        new DeleteNetworkInterfaceRequest().setRegionId(REGION).setNetworkInterfaceId("eni-nowhere")))
                .isInstanceOfSatisfying(TeaException.class, e -> {
                    assertThat(e.getCode()).isEqualTo("InvalidEniId.NotFound");
                    assertThat(e.getStatusCode()).isEqualTo(404);
                });
        wire.server.faults().on("*").inject(new WireTrouble.Throttle("Throttling.User", Duration.ofSeconds(1)));
        assertThatThrownBy(() -> all(ecs, "eni-x"))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("Throttling.User"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs3", "rpc"})
    void oneClientIsUsedByManyAtOnce(String dialect) throws Exception {
        Client ecs = new Client(config(dialect));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<String>> all = IntStream.range(0, 64)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> create(ecs, wire.freshToken()).getNetworkInterfaceId(), pool))
                    .toList();
            assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(64);
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
