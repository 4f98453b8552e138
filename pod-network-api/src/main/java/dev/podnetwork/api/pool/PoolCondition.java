package dev.podnetwork.api.pool;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One state of a node or of one of its interfaces that people and schedulers look at (spec: control-plane §6.6).
 *
 * @param subject the node's instance, or the interface
 * @param type which state
 * @param status whether it holds
 * @param reason one word for programs
 * @param message for people
 * @param since when it began to hold, or not to
 * @param observedAt when it was last seen so; moves at most every five minutes
 */
public record PoolCondition(
        String subject, Type type, boolean status, String reason, String message, Instant since, Instant observedAt) {

    /** Which state. */
    public enum Type {
        /** Of a node: another pod would get an address. */
        SUFFICIENT_IP("SufficientIP"),
        /** Of an interface: its vSwitch gave no more addresses. */
        INSUFFICIENT_IP("InsufficientIP"),
        /** Of an interface: its last calls failed. */
        OPERATION_ERR("OperationErr");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As it is written in conditions. */
        public String text() {
            return text;
        }
    }

    /** Refuses missing parts. */
    public PoolCondition {
        requireNonNull(subject, "subject");
        requireNonNull(type, "type");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        requireNonNull(since, "since");
        requireNonNull(observedAt, "observedAt");
    }
}
