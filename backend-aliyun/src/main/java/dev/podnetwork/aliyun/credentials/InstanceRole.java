package dev.podnetwork.aliyun.credentials;

import dev.podnetwork.aliyun.call.Node;
import dev.podnetwork.aliyun.metadata.MetadataClient;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The key of the RAM role of this instance, from the metadata service: version 2 with its token, and version 1 when there
 * is no token and that is permitted (spec: openapi-wire §10.4, §11).
 */
public final class InstanceRole implements Supplier<Credential> {
    private static final String NAME = "the RAM role of this instance";
    private static final String CREDENTIALS = "ram/security-credentials/";

    private final MetadataClient client;

    /** Asks there. */
    public InstanceRole(MetadataClient client) {
        this.client = client;
    }

    /** Fetches a key; blocks for some seconds at most. */
    @Override
    public Credential get() {
        String role = text(CREDENTIALS).lines().findFirst().orElse("").trim();
        if (role.isEmpty()) {
            throw new CredentialException(NAME + ": the instance has none; attach one in the ECS console");
        }
        Node fields = Node.parse(text(CREDENTIALS + role))
                .orElseThrow(() -> new CredentialException(NAME + ": the answer for role " + role + " is not JSON"));
        String code = fields.text("Code").orElse("nothing");
        if (!code.equals("Success")) {
            throw new CredentialException(NAME + ": the metadata service answered " + code + " for role " + role);
        }
        return CredentialJson.read(fields, NAME);
    }

    private String text(String path) {
        try {
            return client.read(path)
                    .orElseThrow(() ->
                            new CredentialException(NAME + ": the instance has none; attach one in the ECS console"));
        } catch (IOException e) {
            throw new CredentialException(NAME + ": " + e.getMessage());
        }
    }
}
