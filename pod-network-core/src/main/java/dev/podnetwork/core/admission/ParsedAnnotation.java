package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** An annotation that holds JSON, after somebody parsed it. Immutable as long as its tree is. */
public sealed interface ParsedAnnotation {
    /** The pod does not carry it. */
    ParsedAnnotation ABSENT = new Absent();

    /** It is JSON; null is JSON's null. */
    static ParsedAnnotation of(@Nullable Object tree) {
        return new Tree(tree);
    }

    /** It is not JSON. */
    static ParsedAnnotation unreadable(String reason) {
        return new Unreadable(reason);
    }

    /** True when the pod carries it, readable or not. */
    default boolean isPresent() {
        return !(this instanceof Absent);
    }

    /** The pod does not carry it. */
    record Absent() implements ParsedAnnotation {}

    /**
     * It is JSON.
     *
     * @param root maps, lists, texts, numbers, switches, null
     */
    record Tree(@Nullable Object root) implements ParsedAnnotation {}

    /**
     * It is not JSON.
     *
     * @param reason the parser's words
     */
    record Unreadable(String reason) implements ParsedAnnotation {
        /** Refuses a missing reason. */
        public Unreadable {
            requireNonNull(reason, "reason");
        }
    }
}
