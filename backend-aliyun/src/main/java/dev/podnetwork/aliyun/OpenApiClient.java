package dev.podnetwork.aliyun;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.credentials.provider.AlibabaCloudCredentialsProvider;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.podnetwork.aliyun.call.CloudApi;
import dev.podnetwork.aliyun.call.Product;
import dev.podnetwork.aliyun.call.Requests;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import java.util.Map;

/**
 * One product's generic client: every HTTP answer comes back as data, nothing is retried, and one set of timeouts keeps its
 * process-wide table of connection pools small (spec: openapi-wire §13). Thread-safe; blocks.
 */
final class OpenApiClient {
    private final com.aliyun.teaopenapi.Client client;
    private final RuntimeOptions options;
    private final AliyunConfig config;
    private final Product product;
    private final DateHeader dates = new DateHeader();

    OpenApiClient(AliyunConfig config, Product product) {
        this.config = config;
        this.product = product;
        int connect = (int) config.connectTimeout().toMillis();
        int whole = (int) config.callTimeout().toMillis();
        this.options = new RuntimeOptions()
                .setAutoretry(false)
                .setReturnErrorResponse(true)
                .setConnectTimeout(connect)
                .setReadTimeout(whole)
                // A thread may ask again before its last connection is back; evicting that one would only open another.
                .setMaxIdleConns(2 * config.concurrency());
        Redirects.refuse(config.scheme() + "://" + config.endpoint(product), options, whole);
        Config tea = new Config()
                .setCredential(new Client(new Adapter(config.credentials())))
                .setEndpoint(config.endpoint(product))
                .setProtocol(config.scheme())
                .setRegionId(config.region(product))
                .setUserAgent("pod-network");
        tea.callTimeout = whole;
        if (config.olderSignature()) {
            tea.setSignatureAlgorithm("v2");
        }
        try {
            this.client = new com.aliyun.teaopenapi.Client(tea);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "no client for " + config + ": " + e.getClass().getSimpleName(), e);
        }
    }

    /** Calls once and waits for the answer; never throws. */
    CloudReply call(CloudOp op, CloudApi api) {
        Params params = new Params()
                .setAction(api.action())
                .setVersion(product.version())
                .setProtocol(config.scheme())
                .setPathname("/")
                .setMethod("POST")
                .setAuthType("AK")
                .setStyle("RPC")
                .setReqBodyType("formData")
                .setBodyType("string");
        try {
            Map<String, String> parameters = Requests.of(op, config.region(product));
            OpenApiRequest request = product.inBody()
                    ? new OpenApiRequest().setBody(parameters)
                    : new OpenApiRequest().setQuery(parameters);
            CloudReply reply = read(op, client.callApi(params, request, options));
            if (reply instanceof CloudReply.Failed failed && failed.fault().kind() == CloudFault.Kind.FORBIDDEN) {
                config.credentials().invalidate();
            }
            return reply;
        } catch (Exception | StackOverflowError e) {
            // The exception holds the request with its token: only its type is told (spec: openapi-wire §13.3).
            return Answers.of(op, e);
        }
    }

    /** The client gives lower-case names (spec: openapi-wire §13.1). */
    @SuppressWarnings("unchecked")
    private CloudReply read(CloudOp op, Map<String, ?> answer) {
        Map<String, String> headers =
                answer.get("headers") instanceof Map<?, ?> given ? (Map<String, String>) given : Map.of();
        Object body = answer.get("body");
        int status = answer.get("statusCode") instanceof Integer number
                ? number
                : Integer.parseInt(String.valueOf(answer.get("statusCode")));
        return Answers.of(
                op,
                new Answers.HttpAnswer(
                        status,
                        headers,
                        body == null ? "" : body.toString(),
                        dates.read(headers.getOrDefault("date", ""))));
    }

    /** Hands our keys to the SDK, which asks once for every request it sends. */
    private record Adapter(CredentialSource source) implements AlibabaCloudCredentialsProvider {
        @Override
        public CredentialModel getCredentials() {
            Credential now = source.current();
            CredentialModel.Builder model =
                    CredentialModel.builder().accessKeyId(now.accessKeyId()).accessKeySecret(now.accessKeySecret());
            String token = now.securityToken();
            return token == null
                    ? model.type("access_key").build()
                    : model.type("sts").securityToken(token).build();
        }

        @Override
        public String getProviderName() {
            return "pod_network";
        }

        @Override
        public void close() {}
    }
}
