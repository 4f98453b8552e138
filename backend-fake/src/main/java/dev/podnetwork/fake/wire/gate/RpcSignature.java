package dev.podnetwork.fake.wire.gate;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The older signature: HMAC-SHA1 over the sorted parameters of query and form, in the parameter {@code Signature}. Two
 * canonical forms are in the field, with and without parameters that have no value (spec: openapi-wire §3.2).
 */
public final class RpcSignature {
    private RpcSignature() {}

    /** What is signed; {@code withEmpty} keeps parameters that have no value. */
    public static String stringToSign(String method, Map<String, String> parameters, boolean withEmpty) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(parameters).forEach((name, value) -> {
            if (!name.equals("Signature") && (withEmpty || !value.isEmpty())) {
                text.append(text.length() == 0 ? "" : "&");
                text.append(Percent.encode(name)).append('=').append(Percent.encode(value));
            }
        });
        return method + "&%2F&" + Percent.encode(text.toString());
    }

    /** The signature of a text. */
    public static String sign(String secret, String stringToSign) {
        return Base64.getEncoder().encodeToString(Digests.hmac("HmacSHA1", secret + "&", stringToSign));
    }

    /** Whether a request carries a signature by that secret, in either form. */
    static boolean verify(String secret, String method, Parameters all) {
        String given = all.required("Signature");
        return Digests.same(given, sign(secret, stringToSign(method, all.raw(), true)))
                || Digests.same(given, sign(secret, stringToSign(method, all.raw(), false)));
    }
}
