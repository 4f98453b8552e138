package dev.podnetwork.aliyun.credentials;

import dev.podnetwork.aliyun.call.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The key of the RAM role of this instance, from the metadata service: version 2 with its token, and version 1 when there
 * is no token and that is permitted (spec: openapi-wire §10.4, §11).
 */
public final class InstanceRole implements Supplier<Credential> {
    /** Where the metadata service is. */
    public static final String DEFAULT_ENDPOINT = "http://100.100.100.200";

    private static final String NAME = "the RAM role of this instance";
    private static final String CREDENTIALS = "/latest/meta-data/ram/security-credentials/";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final String endpoint;
    private final boolean withoutToken;

    /**
     * Asks there.
     *
     * @param endpoint scheme and host
     * @param withoutToken whether version 1 is permitted
     */
    public InstanceRole(String endpoint, boolean withoutToken) {
        this.endpoint = endpoint;
        this.withoutToken = withoutToken;
    }

    /** Fetches a key; blocks for some seconds at most. */
    @Override
    public Credential get() {
        Map<String, String> headers = token();
        String role = text(CREDENTIALS, headers).lines().findFirst().orElse("").trim();
        if (role.isEmpty()) {
            throw new CredentialException(NAME + ": the instance has none; attach one in the ECS console");
        }
        Node fields = Node.parse(text(CREDENTIALS + role, headers))
                .orElseThrow(() -> new CredentialException(NAME + ": the answer for role " + role + " is not JSON"));
        String code = fields.text("Code").orElse("nothing");
        if (!code.equals("Success")) {
            throw new CredentialException(NAME + ": the metadata service answered " + code + " for role " + role);
        }
        return CredentialJson.read(fields, NAME);
    }

    private Map<String, String> token() {
        PlainHttp.Answer answer =
                send("PUT", "/latest/api/token", Map.of("X-aliyun-ecs-metadata-token-ttl-seconds", "21600"));
        if (answer.status() == 200) {
            return Map.of("X-aliyun-ecs-metadata-token", answer.body().trim());
        }
        if (!withoutToken) {
            throw new CredentialException(NAME + ": no metadata token, status " + answer.status());
        }
        return Map.of();
    }

    private String text(String path, Map<String, String> headers) {
        PlainHttp.Answer answer = send("GET", path, headers);
        if (answer.status() == 404) {
            throw new CredentialException(NAME + ": the instance has none; attach one in the ECS console");
        }
        if (answer.status() != 200) {
            throw new CredentialException(NAME + ": the metadata service answered status " + answer.status());
        }
        return answer.body();
    }

    private PlainHttp.Answer send(String method, String path, Map<String, String> headers) {
        try {
            return PlainHttp.send(method, endpoint + path, headers, "", TIMEOUT);
        } catch (IOException e) {
            throw new CredentialException(NAME + ": the metadata service " + endpoint + " does not answer: "
                    + e.getClass().getSimpleName());
        }
    }
}
