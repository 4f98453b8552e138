package dev.podnetwork.aliyun.credentials;

import dev.podnetwork.aliyun.call.Node;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads the four fields that both STS and the metadata service answer with. */
final class CredentialJson {
    private CredentialJson() {}

    static Credential read(Node fields, String from) {
        return new Credential(
                required(fields, "AccessKeyId", from),
                required(fields, "AccessKeySecret", from),
                required(fields, "SecurityToken", from),
                time(required(fields, "Expiration", from), from));
    }

    static Instant time(String text, String from) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new CredentialException(from + ": the expiration is not a time written yyyy-MM-ddTHH:mm:ssZ");
        }
    }

    private static String required(Node fields, String name, String from) {
        return fields.text(name).orElseThrow(() -> new CredentialException(from + ": the answer lacks " + name));
    }
}
