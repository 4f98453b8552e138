package dev.podnetwork.fake.wire;

import dev.podnetwork.fake.Disturbance;
import java.time.Duration;

/**
 * One thing that goes wrong with one call on the wire. Those that say <em>applied</em> change the cloud and only then lose
 * the answer; the others change nothing.
 */
public sealed interface WireTrouble {

    /**
     * The connection is reset.
     *
     * @param applied whether the call was applied before
     */
    record Reset(boolean applied) implements WireTrouble {}

    /** Applied; the headers and half of the answer come, then the connection ends. */
    record Truncated() implements WireTrouble {}

    /**
     * No answer for that long, then the connection ends.
     *
     * @param applied whether the call was applied before
     * @param hold how long
     */
    record Silence(boolean applied, Duration hold) implements WireTrouble {}

    /**
     * Applied; the true answer comes that much later.
     *
     * @param delay how much later
     */
    record Slow(Duration delay) implements WireTrouble {}

    /** Applied; the true answer comes byte by byte, four a second. */
    record Dripping() implements WireTrouble {}

    /**
     * Another answer instead.
     *
     * @param applied whether the call was applied before
     * @param status status of the answer
     * @param contentType type of the body
     * @param body the body, may be empty or no JSON
     */
    record Instead(boolean applied, int status, String contentType, String body) implements WireTrouble {}

    /**
     * Turned away by flow control.
     *
     * @param code {@code Throttling}, {@code Throttling.User} or {@code Throttling.Api}
     * @param timeLeft what {@code x-ratelimit-user-api} says
     */
    record Throttle(String code, Duration timeLeft) implements WireTrouble {}

    /**
     * Refused with an error body of the usual shape.
     *
     * @param status 400 or above
     * @param code the code
     * @param message the message
     */
    record Refuse(int status, String code, String message) implements WireTrouble {}

    /**
     * Served, with something wrong inside the cloud.
     *
     * @param disturbance what
     */
    record Inside(Disturbance disturbance) implements WireTrouble {}

    /** The bad gateway page that a proxy answers with; the call did not get through. */
    static WireTrouble badGateway() {
        return new Instead(false, 502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>");
    }

    /** 200 with a body that ends in the middle of its JSON; the call was applied. */
    static WireTrouble wrongJson() {
        return new Instead(true, 200, "application/json;charset=utf-8", "{\"RequestId\":\"A\",\"NetworkInterfa");
    }
}
