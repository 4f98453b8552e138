package dev.podnetwork.aliyun;

import dev.podnetwork.aliyun.call.Product;
import dev.podnetwork.aliyun.credentials.AddonTokenFile;
import dev.podnetwork.aliyun.credentials.Credential;
import dev.podnetwork.aliyun.credentials.CredentialSource;
import dev.podnetwork.aliyun.credentials.InstanceRole;
import dev.podnetwork.aliyun.credentials.OidcRole;
import dev.podnetwork.aliyun.credentials.RefreshingSource;
import dev.podnetwork.aliyun.metadata.MetadataClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration from the environment, by the names that existing deployments use (spec: openapi-wire §10, §12).
 *
 * <p>Keys, the first that is set: {@code ALIBABA_CLOUD_ACCESS_KEY_ID} with {@code …_SECRET} and maybe {@code
 * ALIBABA_CLOUD_SECURITY_TOKEN}; {@code ALIBABA_CLOUD_ROLE_ARN} with {@code ALIBABA_CLOUD_OIDC_PROVIDER_ARN} and {@code
 * ALIBABA_CLOUD_OIDC_TOKEN_FILE}; {@code PODNETWORK_TOKEN_FILE}; else the RAM role of the instance. What is set and does not
 * work is an error and never falls through to the next.
 */
final class AliyunSettings {
    private final Map<String, String> env;

    private AliyunSettings(Map<String, String> env) {
        this.env = env;
    }

    static AliyunConfig read(Map<String, String> env) {
        return new AliyunSettings(env).config();
    }

    private AliyunConfig config() {
        String region = text("ALIBABA_CLOUD_REGION_ID")
                .orElseThrow(() -> new IllegalArgumentException(
                        "ALIBABA_CLOUD_REGION_ID is not set: give the region, for example cn-hangzhou"));
        AliyunConfig.Builder builder = AliyunConfig.builder(region, credentials(region));
        text("ECS_ENDPOINT").ifPresent(host -> builder.endpoint(Product.ECS, host));
        text("VPC_ENDPOINT").ifPresent(host -> builder.endpoint(Product.VPC, host));
        text("EFLO_ENDPOINT").ifPresent(host -> builder.endpoint(Product.EFLO, host));
        text("EFLO_CONTROLLER_ENDPOINT").ifPresent(host -> builder.endpoint(Product.EFLO_CONTROLLER, host));
        text("EFLO_REGION_ID").ifPresent(id -> builder.region(Product.EFLO, id));
        text("EFLO_CONTROLLER_REGION_ID").ifPresent(id -> builder.region(Product.EFLO_CONTROLLER, id));
        if (text("ALICLOUD_CLIENT_SCHEME").orElse("").equals("HTTP")) {
            builder.scheme("http");
        }
        if (text("ALICLOUD_ENDPOINT_TYPE").orElse("").equals("public")) {
            builder.publicEndpoints();
        }
        return builder.metadata(metadata()).build();
    }

    private CredentialSource credentials(String region) {
        if (text("ALIBABA_CLOUD_ACCESS_KEY_ID").isPresent()) {
            return CredentialSource.of(new Credential(
                    required("ALIBABA_CLOUD_ACCESS_KEY_ID"),
                    required("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
                    text("ALIBABA_CLOUD_SECURITY_TOKEN").orElse(null),
                    null));
        }
        if (text("ALIBABA_CLOUD_ROLE_ARN").isPresent()) {
            String scheme =
                    text("ALIBABA_CLOUD_STS_HTTP_SCHEME").orElse("https").toLowerCase(Locale.ROOT);
            String host = text("ALIBABA_CLOUD_STS_ENDPOINT").orElse("sts-vpc." + region + ".aliyuncs.com");
            OidcRole.Settings settings = new OidcRole.Settings(
                    required("ALIBABA_CLOUD_ROLE_ARN"),
                    required("ALIBABA_CLOUD_OIDC_PROVIDER_ARN"),
                    Path.of(required("ALIBABA_CLOUD_OIDC_TOKEN_FILE")),
                    text("ALIBABA_CLOUD_ROLE_SESSION_NAME").orElse("pod-network"),
                    scheme + "://" + host);
            return new RefreshingSource("RRSA", new OidcRole(settings), Instant::now);
        }
        if (text("PODNETWORK_TOKEN_FILE").isPresent()) {
            Path path = Path.of(required("PODNETWORK_TOKEN_FILE"));
            return new RefreshingSource("the token file " + path, new AddonTokenFile(path), Instant::now);
        }
        return new RefreshingSource("the RAM role of this instance", new InstanceRole(metadata()), Instant::now);
    }

    private MetadataClient metadata() {
        String endpoint = text("ALIBABA_CLOUD_IMDS_ENDPOINT").orElse(MetadataClient.DEFAULT_ENDPOINT);
        boolean withoutToken =
                !text("ALIBABA_CLOUD_IMDSV1_DISABLED").orElse("false").equalsIgnoreCase("true");
        String url = endpoint.contains("://") ? endpoint : "http://" + endpoint;
        return new MetadataClient(url, withoutToken, System::nanoTime);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(env.get(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private String required(String name) {
        return text(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set, and what is set needs it"));
    }
}
