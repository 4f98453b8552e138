package dev.podnetwork.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudFault.Kind;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniOp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that points elsewhere gets no second request, and elsewhere gets no token (spec: openapi-wire §13.1). */
final class RedirectTest {
    private static final CloudOp READ = new CloudOp.DescribeVSwitches(VSwitchId.of("vsw-a"), null, 1);
    private static final CloudOp LINGJUN_READ = new LeniOp.DescribeLenis(null, null, 1);
    private static final CloudOp CHANGE = new CloudOp.DeleteEni(EniId.of("eni-1"));

    private final List<String> elsewhere = new CopyOnWriteArrayList<>();
    private final List<String> here = new CopyOnWriteArrayList<>();
    private HttpServer other;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        other = listening();
        other.createContext("/", exchange -> answer(exchange, elsewhere, 200, null));
        server = listening();
    }

    private static HttpServer listening() throws IOException {
        HttpServer one = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        one.start();
        return one;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        other.stop(0);
    }

    private static void answer(HttpExchange exchange, List<String> seen, int status, @Nullable String to)
            throws IOException {
        seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-acs-security-token")));
        exchange.getRequestBody().readAllBytes();
        if (to != null) {
            exchange.getResponseHeaders().add("Location", to);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void theTokenGoesNowhereElse(int status) throws Exception {
        String to = "http://127.0.0.1:" + other.getAddress().getPort() + "/";
        server.createContext("/", exchange -> answer(exchange, here, status, to));
        try (AliyunCloudNetwork network = new AliyunCloudNetwork(config())) {
            assertThat(kind(network, READ)).isEqualTo(Kind.UNAVAILABLE);
            assertThat(kind(network, LINGJUN_READ)).isEqualTo(Kind.UNAVAILABLE);
            assertThat(kind(network, CHANGE)).isEqualTo(Kind.OUTCOME_UNKNOWN);
        }
        assertThat(here).hasSize(3).allMatch("token"::equals);
        assertThat(elsewhere).isEmpty();
    }

    private AliyunConfig config() {
        CredentialSource keys = CredentialSource.of(new Credential("ak", "sk", "token", null));
        return AliyunConfig.builder("cn-hangzhou", keys)
                .endpoint("127.0.0.1:" + server.getAddress().getPort())
                .scheme("http")
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20))
                .build();
    }

    private static Kind kind(AliyunCloudNetwork network, CloudOp op) throws Exception {
        CloudReply reply = network.call(op).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return ((CloudReply.Failed) reply).fault().kind();
    }
}
