package dev.podnetwork.fake.wire.gate;

import dev.podnetwork.fake.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signature {@code ACS3-HMAC-SHA256} in the header {@code Authorization} (spec: openapi-wire §3.1).
 *
 * @param accessKeyId who signed
 * @param signedHeaders which headers were signed, lower case, in the order given
 * @param signature lower-case hexadecimal
 */
public record Acs3Signature(String accessKeyId, List<String> signedHeaders, String signature) {
    /** The name of the algorithm, which begins the header. */
    public static final String ALGORITHM = "ACS3-HMAC-SHA256";

    /** Reads the header. */
    public static Acs3Signature parse(String authorization) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : authorization.substring(ALGORITHM.length()).trim().split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).trim(),
                        part.substring(equals + 1).trim());
            }
        }
        return new Acs3Signature(
                required(parts, "Credential"),
                List.of(required(parts, "SignedHeaders").split(";", -1)),
                required(parts, "Signature"));
    }

    private static String required(Map<String, String> parts, String name) {
        String value = parts.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new Refusal(400, "IncompleteSignature", "The Authorization header lacks " + name + ".");
        }
        return value;
    }

    /** What is signed of a request. */
    public String stringToSign(HttpRequest request, Parameters query) {
        StringBuilder headers = new StringBuilder();
        for (String name : signedHeaders) {
            headers.append(name).append(':').append(request.header(name)).append('\n');
        }
        String path = request.path().isEmpty() ? "/" : request.path();
        String canonical = String.join(
                "\n",
                request.method(),
                path,
                canonical(query.raw()),
                headers.toString(),
                String.join(";", signedHeaders),
                Digests.sha256(request.body()));
        return ALGORITHM + "\n" + Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of a text. */
    public static String sign(String secret, String stringToSign) {
        return HexFormat.of().formatHex(Digests.hmac("HmacSHA256", secret, stringToSign));
    }

    private static String canonical(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(query).forEach((name, value) -> {
            text.append(text.length() == 0 ? "" : "&");
            text.append(Percent.encode(name)).append('=').append(Percent.encode(value));
        });
        return text.toString();
    }
}
