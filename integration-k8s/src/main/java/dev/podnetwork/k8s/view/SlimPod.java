package dev.podnetwork.k8s.view;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.PodAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pod: some 300 bytes instead of 12 KB. Immutable.
 *
 * @param ref its namespace and name
 * @param uid its uid
 * @param node its node, null before it is scheduled
 * @param state how far it is
 * @param hostNetwork whether it shares the node's network
 * @param containers how many containers it has
 * @param created when, by the API server's clock
 * @param ownerKinds the kinds of its owners
 * @param labels its labels; of a pod with a record of ours only the one that says to leave it alone
 * @param annotations those of ours that it carries
 */
public record SlimPod(
        PodRef ref,
        PodUid uid,
        @Nullable NodeRef node,
        State state,
        boolean hostNetwork,
        int containers,
        Instant created,
        List<String> ownerKinds,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** How far a pod is. */
    public enum State {
        /** Not yet started, or running. */
        ALIVE,
        /** Somebody asked for it to be deleted. */
        TERMINATING,
        /** Succeeded or Failed: its sandbox has ended. */
        ENDED
    }

    /** The same as a level. */
    public PodAnswer answer() {
        NodeRef at = node;
        if (state == State.ENDED) {
            return new PodAnswer.Ended(uid);
        } else if (at == null) {
            return new PodAnswer.Unscheduled(uid);
        }
        return state == State.TERMINATING ? new PodAnswer.Terminating(uid, at) : new PodAnswer.Scheduled(uid, at);
    }
}
