package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.aliyun.call.Node;
import dev.podnetwork.aliyun.call.Product;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.fake.wire.FakeOpenApiServer;
import dev.podnetwork.fake.wire.WireTrouble;
import dev.podnetwork.fake.wire.gate.FakeAccessKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traps of the vendor's client (spec: openapi-wire §13) and W38, each stepped around. */
final class ClientTrapsTest {
    private final WireCloud wire = new WireCloud();

    @AfterEach
    void close() {
        wire.close();
    }

    private CloudFault answered(CloudOp op, int status, String type, String body) {
        wire.server.faults().on("*").times(1).inject(new WireTrouble.Instead(false, status, type, body));
        CloudReply reply = wire.call(op);
        wire.server.faults().clear();
        assertThat(reply).isInstanceOf(CloudReply.Failed.class);
        return ((CloudReply.Failed) reply).fault();
    }

    @Test
    void everyAnswerComesBackAsDataAndNotAsAnUntypedException() {
        CloudOp delete = new CloudOp.DeleteEni(EniId.of("eni-x"));
        assertThat(answered(delete, 502, "text/html", "<html>").message()).contains("status 502");
        assertThat(answered(delete, 500, "application/json", "").message()).contains("status 500");
        CloudFault numeric =
                answered(delete, 400, "application/json", "{\"Code\":1017,\"Message\":\"m\",\"RequestId\":\"r\"}");
        assertThat(numeric.code()).isEqualTo("1017");
        assertThat(numeric.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(numeric.message()).contains("request r");
        CloudFault xml = answered(delete, 403, "text/xml;charset=utf-8", "<Error><Code>Forbidden</Code></Error>");
        assertThat(xml.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void anUnknownCodeSaysThatItIsUnknown() {
        CloudOp delete = new CloudOp.DeleteEni(EniId.of("eni-x"));
        CloudFault low = answered(delete, 400, "application/json", "{\"Code\":\"Brand.New\",\"Message\":\"m\"}");
        CloudFault high = answered(delete, 599, "application/json", "{\"Code\":\"Brand.New\",\"Message\":\"m\"}");

        assertThat(low.kind()).isEqualTo(Kind.INVALID_REQUEST);
        assertThat(high.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(List.of(low.known(), high.known())).containsOnly(false);
    }

    /** W38: reads use the list call, where gone is an empty list; a delete's not-found is done, not a failed query. */
    @Test
    void w38NotFoundAfterADeleteIsGoneAndNotAFailedQuery() {
        EniDescription eni = ((CloudReply.EniCreated) wire.call(wire.creation())).eni();
        wire.call(new CloudOp.DeleteEni(eni.id()));
        CloudOp look = new CloudOp.DescribeEnis(EniFilter.byIds(List.of(eni.id())), null, 10);
        CloudReply.EniPage page = (CloudReply.EniPage) wire.call(look);
        for (int i = 0; i < 200 && !page.enis().isEmpty(); i++) {
            wire.pass(Duration.ofSeconds(1));
            page = (CloudReply.EniPage) wire.call(look);
        }

        assertThat(page.enis()).isEmpty();
        CloudReply again = wire.call(new CloudOp.DeleteEni(eni.id()));
        assertThat(((CloudReply.Failed) again).fault().kind()).isEqualTo(Kind.NOT_FOUND);
    }

    /** W38: the region of a call is the configured one, whatever the endpoint is. */
    @Test
    void w38TheRegionIsNotTakenFromTheEndpoint() {
        AliyunConfig config = wire.config().build();
        assertThat(config.region()).isEqualTo("cn-hangzhou");
        assertThat(config.endpoint(Product.ECS)).isEqualTo(wire.server.endpoint());
        AliyunConfig regular = AliyunConfig.builder(
                        "cn-beijing", CredentialSource.of(new Credential("a", "b", null, null)))
                .build();
        assertThat(regular.endpoint(Product.VPC)).isEqualTo("vpc-vpc.cn-beijing.aliyuncs.com");
    }

    @Test
    void fourHundredCallsShareTheConnectionsOfEightThreads() {
        Set<EniId> made = new HashSet<>();
        try (AliyunCloudNetwork network = wire.patient()) {
            List<CompletionStage<CloudReply>> stages = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                stages.add(network.call(wire.creation()));
            }
            for (CompletionStage<CloudReply> stage : stages) {
                CloudReply reply = wire.await(stage);
                if (reply instanceof CloudReply.EniCreated created) {
                    made.add(created.eni().id());
                }
            }
            assertThat(wire.server.connections()).isLessThanOrEqualTo(16);
        }
        assertThat(made).hasSizeGreaterThan(200);
    }

    @Test
    void aConnectionThatDiedIdleIsOutcomeUnknownOrTriedAfreshAndNeverAHang() {
        wire.call(wire.creation());
        FakeOpenApiServer first = wire.server;
        int port = first.port();
        first.close();
        try (FakeOpenApiServer second = FakeOpenApiServer.of(wire.cloud)
                .key(FakeAccessKey.of("ak", "sk"))
                .port(port)
                .start()) {
            CloudOp.CreateEni op = wire.creation();
            CloudReply reply = wire.call(op);
            if (reply instanceof CloudReply.Failed failed) {
                assertThat(failed.fault().kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
            }
            for (int i = 0; i < 10 && reply instanceof CloudReply.Failed; i++) {
                reply = wire.call(op);
            }
            assertThat(reply).isInstanceOf(CloudReply.EniCreated.class);
            assertThat(second.connections()).isPositive();
        }
    }

    @Test
    void answersAreReadStrictlyAndScalarsLeniently() {
        assertThat(Node.parse("{\"a\":1} ")).isPresent();
        for (String bad :
                List.of("", "[]", "null", "{", "{\"a\":1}x", "{a:1}", "{'a':1}", "{\"a\":NaN}", "[".repeat(5_000))) {
            assertThat(Node.parse(bad)).as(bad.length() > 20 ? "deep" : bad).isEmpty();
        }
        Node node = Node.parse("{\"n\":\"5\",\"t\":\"TRUE\",\"s\":7,\"x\":null,\"o\":{\"i\":{\"k\":\"v\"}}}")
                .orElseThrow();
        assertThat(node.number("n")).isEqualTo(5);
        assertThat(node.flag("t")).isTrue();
        assertThat(node.text("s")).contains("7");
        assertThat(node.text("x")).isEmpty();
        assertThat(node.items("o", "i")).hasSize(1);
        assertThat(node.items("nothing", "i")).isEmpty();
    }

    @Test
    void anIdleConnectionLivesLongerThanTheClientKeepsIt() {
        // The client keeps idle connections for 10 seconds; a server that is quicker makes every reuse fail.
        assertThat(wire.call(wire.creation())).isInstanceOf(CloudReply.EniCreated.class);
        wire.pass(Duration.ofSeconds(150));
        assertThat(wire.call(wire.creation())).isInstanceOf(CloudReply.EniCreated.class);
        assertThat(wire.server.connections()).isEqualTo(1);
    }
}
