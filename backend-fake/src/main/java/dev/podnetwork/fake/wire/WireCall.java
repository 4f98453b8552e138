package dev.podnetwork.fake.wire;

/**
 * One call as it ended, for logs and tests. Holds no parameter, because tokens and signatures are among them.
 *
 * @param action {@code product:Action}, or what was asked for when there is no such action
 * @param keyId who signed, empty when nobody was let in
 * @param status status of the answer, 0 when the connection was reset
 * @param code the error code, empty for a success
 * @param requestId the request id
 * @param micros how long it took, in microseconds
 */
public record WireCall(String action, String keyId, int status, String code, String requestId, long micros) {
    /** One line. */
    @Override
    public String toString() {
        String result = code.isEmpty() ? "" : " " + code;
        String who = keyId.isEmpty() ? "-" : keyId;
        return status + " " + action + result + " by " + who + " in " + micros / 1_000.0 + " ms, request " + requestId;
    }
}
