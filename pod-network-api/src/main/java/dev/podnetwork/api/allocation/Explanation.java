package dev.podnetwork.api.allocation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a pod has, or what it waits for and why.
 *
 * @param state in one word
 * @param message in one sentence, for people: what was asked, what was found, what to do
 * @param waitsFor the scarce thing, null when it waits for none
 * @param atLeast the shortest time, from when it is asked, after which what the allocator itself has under way can end the wait; null
 *     when only an outside event can, such as the deletion of another pod
 */
public record Explanation(
        State state,
        String message,
        @Nullable ScarceResource waitsFor,
        @Nullable Duration atLeast) {

    /** In one word. */
    public enum State {
        /** There is no record and no request. */
        NOTHING,
        /** Bound; nothing to wait for. */
        BOUND,
        /** Under way; nothing is scarce. */
        WORKING,
        /** Waits for something scarce. */
        WAITING,
        /** Can never be granted as asked; the message says which choice to make. */
        REJECTED,
        /** A fixed address without a pod. */
        RETAINED,
        /** Being given up. */
        RELEASING,
        /** Stopped by a broken invariant; other pods are not affected. */
        STOPPED
    }

    /** An explanation that names nothing scarce. */
    public static Explanation of(State state, String message) {
        return new Explanation(state, message, null, null);
    }

    /** A wait for something scarce. */
    public static Explanation waiting(ScarceResource.Kind kind, String id, String message, @Nullable Duration atLeast) {
        return new Explanation(State.WAITING, message, new ScarceResource(kind, id), atLeast);
    }
}
