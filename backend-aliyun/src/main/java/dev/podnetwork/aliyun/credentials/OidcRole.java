package dev.podnetwork.aliyun.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.podnetwork.aliyun.call.Node;
import dev.podnetwork.aliyun.metadata.PlainHttp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * RRSA: the token file of the pod is exchanged for a key of a role at STS, in a call that nobody signs. The file is read
 * again each time, because it rotates (spec: openapi-wire §10.3).
 */
public final class OidcRole implements Supplier<Credential> {
    private static final String NAME = "RRSA";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Settings settings;

    /**
     * What to exchange where.
     *
     * @param roleArn the role
     * @param providerArn the OIDC provider
     * @param tokenFile the file with the pod's token
     * @param sessionName shows in audit logs
     * @param endpoint scheme and host of STS
     */
    public record Settings(String roleArn, String providerArn, Path tokenFile, String sessionName, String endpoint) {}

    /** Exchanges with these settings. */
    public OidcRole(Settings settings) {
        this.settings = settings;
    }

    /** Fetches a key; blocks for some seconds at most. */
    @Override
    public Credential get() {
        PlainHttp.Answer answer;
        try {
            answer = PlainHttp.send("POST", settings.endpoint() + "/", Map.of(), form(), TIMEOUT);
        } catch (IOException e) {
            throw new CredentialException(NAME + ": STS at " + settings.endpoint() + " does not answer: "
                    + e.getClass().getSimpleName());
        }
        Node fields = Node.parse(answer.body())
                .orElseThrow(() ->
                        new CredentialException(NAME + ": STS answered status " + answer.status() + " and no JSON"));
        if (answer.status() >= 400) {
            throw new CredentialException(NAME + ": STS refused role " + settings.roleArn() + " with "
                    + fields.text("Code").orElse("status " + answer.status()));
        }
        return CredentialJson.read(fields.child("Credentials"), NAME);
    }

    private String form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "AssumeRoleWithOIDC");
        form.put("Version", "2015-04-01");
        form.put("Format", "JSON");
        form.put("RoleArn", settings.roleArn());
        form.put("OIDCProviderArn", settings.providerArn());
        form.put("OIDCToken", token());
        form.put("RoleSessionName", settings.sessionName());
        form.put("DurationSeconds", "3600");
        return form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String token() {
        try {
            return Files.readString(settings.tokenFile()).trim();
        } catch (IOException e) {
            throw new CredentialException(NAME + ": the token file " + settings.tokenFile() + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }
}
