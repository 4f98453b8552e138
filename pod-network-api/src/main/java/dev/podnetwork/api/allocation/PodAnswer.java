package dev.podnetwork.api.allocation;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodUid;
import java.util.Optional;

/** What is known of the pod of one name. */
public sealed interface PodAnswer {

    /**
     * It exists and has no node yet.
     *
     * @param uid its uid
     */
    record Unscheduled(PodUid uid) implements PodAnswer {}

    /**
     * It exists, has a node, and is to have its network there.
     *
     * @param uid its uid
     * @param node its node
     */
    record Scheduled(PodUid uid, NodeRef node) implements PodAnswer {}

    /**
     * It is being deleted and its sandbox may still be running: its network must stay.
     *
     * @param uid its uid
     * @param node its node
     */
    record Terminating(PodUid uid, NodeRef node) implements PodAnswer {}

    /**
     * Its sandbox has ended (succeeded, failed, or node gone for good): it needs no network.
     *
     * @param uid its uid
     */
    record Ended(PodUid uid) implements PodAnswer {}

    /** There surely is no pod of that name. */
    record Absent() implements PodAnswer {
        /** The one instance there needs to be. */
        public static final Absent INSTANCE = new Absent();
    }

    /** Nobody can say: a cache that is not synced, a failed read. Never permits a destructive step. */
    record Unknown() implements PodAnswer {
        /** The one instance there needs to be. */
        public static final Unknown INSTANCE = new Unknown();
    }

    /** The uid of the pod there is, if there surely is one. */
    default Optional<PodUid> uidIfAny() {
        if (this instanceof Unscheduled pod) {
            return Optional.of(pod.uid());
        } else if (this instanceof Scheduled pod) {
            return Optional.of(pod.uid());
        } else if (this instanceof Terminating pod) {
            return Optional.of(pod.uid());
        } else if (this instanceof Ended pod) {
            return Optional.of(pod.uid());
        }
        return Optional.empty();
    }

    /**
     * Whether the incarnation {@code uid} surely needs no network any more: it ended, no pod has the name, or another
     * incarnation has it (design §2).
     */
    default boolean isGone(PodUid uid) {
        if (this instanceof Unknown) {
            return false;
        }
        if (this instanceof Absent) {
            return true;
        }
        if (this instanceof Ended ended && ended.uid().equals(uid)) {
            return true;
        }
        return !uidIfAny().orElseThrow().equals(uid);
    }
}
