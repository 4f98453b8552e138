package dev.podnetwork.fake.wire.gate;

import dev.podnetwork.fake.wire.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in or refuses it with the gateway's own code (spec: openapi-wire §3.4). In this order: key, token,
 * clock, signature, nonce, permission. A nonce counts as used only when the signature was right. Thread-safe.
 */
public final class Gatekeeper {
    /** What is not signed could be exchanged on the way. */
    private static final List<String> MUST_BE_SIGNED = List.of(
            "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version");

    private final KeyRing keys;
    private final GateChecks checks;
    private final NonceMemory nonces = new NonceMemory();

    /** Guards with these checks. */
    public Gatekeeper(KeyRing keys, GateChecks checks) {
        this.keys = keys;
        this.checks = checks;
    }

    /** What a request says of itself, in either dialect. */
    private record Claim(
            String keyId,
            String token,
            String time,
            String nonce,
            @Nullable Acs3Signature acs3) {}

    /**
     * Who calls.
     *
     * @param all query and form
     * @param action {@code product:Action}
     * @throws Refusal when the request is not let in
     */
    public FakeAccessKey admit(HttpRequest request, Parameters query, Parameters all, String action, Instant now) {
        Claim claim = claim(request, all);
        FakeAccessKey key = keys.find(claim.keyId())
                .orElseThrow(
                        () -> new Refusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."));
        if (!key.enabled()) {
            throw new Refusal(403, "Forbidden.AccessKeyDisabled", "The access key is disabled.");
        }
        checkToken(key, claim.token(), now);
        if (checks.clocks()) {
            checkClock(claim.time(), now);
        }
        if (checks.signatures()) {
            checkSignature(request, query, all, claim, key);
        }
        if (claim.nonce().isEmpty()) {
            throw Refusal.missing("SignatureNonce");
        }
        if (checks.nonces() && !nonces.add(key.id(), claim.nonce(), now)) {
            throw new Refusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
        }
        if (checks.permissions() && !key.permits(action)) {
            throw new Refusal(
                    403,
                    "Forbidden.RAM",
                    "User not authorized to operate on the specified resource, or this API doesn't support RAM. Action: "
                            + action);
        }
        return key;
    }

    private static Claim claim(HttpRequest request, Parameters all) {
        String authorization = request.header("authorization");
        if (authorization.startsWith(Acs3Signature.ALGORITHM)) {
            Acs3Signature acs3 = Acs3Signature.parse(authorization);
            return new Claim(
                    acs3.accessKeyId(),
                    request.header("x-acs-security-token"),
                    request.header("x-acs-date"),
                    request.header("x-acs-signature-nonce"),
                    acs3);
        }
        if (!authorization.isEmpty() && all.text("Signature").isEmpty()) {
            throw new Refusal(
                    400,
                    "IncompleteSignature",
                    "The Authorization header must begin with " + Acs3Signature.ALGORITHM + ".");
        }
        String id = all.required("AccessKeyId");
        String method = all.text("SignatureMethod").orElse("HMAC-SHA1");
        if (!method.equals("HMAC-SHA1")) {
            throw Refusal.invalid(
                    "SignatureMethod", "this server verifies HMAC-SHA1 and " + Acs3Signature.ALGORITHM + ".");
        }
        return new Claim(
                id,
                all.text("SecurityToken").orElse(""),
                all.text("Timestamp").orElse(""),
                all.text("SignatureNonce").orElse(""),
                null);
    }

    private static void checkToken(FakeAccessKey key, String given, Instant now) {
        String expected = key.securityToken();
        if (expected == null) {
            if (!given.isEmpty()) {
                throw new Refusal(
                        400,
                        "InvalidSecurityToken.MismatchWithAccessKey",
                        "The specified security token does not belong to the access key.");
            }
            return;
        }
        if (given.isEmpty()) {
            throw new Refusal(400, "MissingSecurityToken", "The access key is temporary: SecurityToken is mandatory.");
        }
        if (!Digests.same(expected, given)) {
            throw new Refusal(
                    400, "InvalidSecurityToken.Malformed", "The specified parameter SecurityToken is not valid.");
        }
        Instant end = key.expiresAt();
        if (end != null && !now.isBefore(end)) {
            throw new Refusal(400, "InvalidSecurityToken.Expired", "The specified SecurityToken is expired.");
        }
    }

    private void checkClock(String time, Instant now) {
        if (time.isEmpty()) {
            throw Refusal.missing("Timestamp");
        }
        Instant sent;
        try {
            sent = WireTime.parse(time);
        } catch (DateTimeException e) {
            throw new Refusal(
                    400, "IllegalTimestamp", "The input parameter \"Timestamp\" is not written yyyy-MM-ddTHH:mm:ssZ.");
        }
        if (Duration.between(sent, now).abs().compareTo(checks.window()) > 0) {
            throw new Refusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
        }
    }

    private static void checkSignature(
            HttpRequest request, Parameters query, Parameters all, Claim claim, FakeAccessKey key) {
        Acs3Signature acs3 = claim.acs3();
        if (acs3 != null && !acs3.signedHeaders().containsAll(MUST_BE_SIGNED)) {
            throw new Refusal(400, "IncompleteSignature", "SignedHeaders must name each of " + MUST_BE_SIGNED + ".");
        }
        boolean fits;
        String toSign;
        if (acs3 == null) {
            fits = RpcSignature.verify(key.secret(), request.method(), all);
            toSign = fits ? "" : RpcSignature.stringToSign(request.method(), all.raw(), true);
        } else {
            toSign = acs3.stringToSign(request, query);
            fits = bodyFits(request) && Digests.same(acs3.signature(), Acs3Signature.sign(key.secret(), toSign));
        }
        if (!fits) {
            throw new Refusal(
                    400,
                    "SignatureDoesNotMatch",
                    "Specified signature is not matched with our calculation. server string to sign is:"
                            + withoutToken(toSign));
        }
    }

    private static boolean bodyFits(HttpRequest request) {
        return Digests.same(request.header("x-acs-content-sha256"), Digests.sha256(request.body()));
    }

    /** The real gateway repeats the token here; ours does not, because answers end up in logs (spec: openapi-wire §13.3). */
    private static String withoutToken(String toSign) {
        return toSign.replaceAll("SecurityToken%3D[^&]*?%26", "SecurityToken%3D***%26");
    }
}
