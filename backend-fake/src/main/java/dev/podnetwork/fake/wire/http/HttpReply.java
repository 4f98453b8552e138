package dev.podnetwork.fake.wire.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One answer and how it gets to the caller.
 *
 * @param status the status
 * @param contentType the type of the body
 * @param headers further headers
 * @param body the body
 * @param delivery whole, or broken on purpose
 */
public record HttpReply(int status, String contentType, Map<String, String> headers, byte[] body, Delivery delivery) {
    /** The type of every ordinary answer. */
    public static final String JSON = "application/json;charset=utf-8";

    /** How an answer gets to the caller. */
    public enum Delivery {
        /** As it should. */
        WHOLE,
        /** The headers promise the whole body, half of it comes, and the connection ends. */
        TRUNCATED,
        /** Nothing comes and the connection is reset. */
        RESET,
        /** The body comes byte by byte, a few each second. */
        DRIPPING
    }

    /** A JSON answer. */
    public static HttpReply json(int status, Map<String, String> headers, String body) {
        return new HttpReply(status, JSON, headers, body.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
    }

    /** An XML answer. */
    public static HttpReply xml(int status, Map<String, String> headers, String body) {
        return new HttpReply(
                status, "text/xml;charset=utf-8", headers, body.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
    }

    /** A plain text answer. */
    public static HttpReply text(int status, String body) {
        return new HttpReply(
                status, "text/plain;charset=utf-8", Map.of(), body.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
    }

    /** No answer: the connection is reset. */
    public static HttpReply reset() {
        return new HttpReply(0, "", Map.of(), new byte[0], Delivery.RESET);
    }

    /** The same, delivered in another way. */
    public HttpReply delivered(Delivery how) {
        return new HttpReply(status, contentType, headers, body, how);
    }
}
