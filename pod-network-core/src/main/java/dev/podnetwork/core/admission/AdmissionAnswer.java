package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.core.match.NearMiss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook answers about a pod. Immutable. */
public sealed interface AdmissionAnswer {
    /**
     * Let it pass as it is.
     *
     * @param message why nothing is done
     * @param dropped policies that select the pod but may not apply: to be reported, never a silent downgrade
     */
    record Allow(String message, List<NearMiss> dropped) implements AdmissionAnswer {
        /** Copies the list. */
        public Allow {
            requireNonNull(message, "message");
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Refuse it.
     *
     * @param reason why, and the choice to make
     */
    record Deny(String reason) implements AdmissionAnswer {
        /** Refuses a missing reason. */
        public Deny {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Let it pass with these edits; none when it carries everything already.
     *
     * @param edits in order; each touches annotations, resources of the first container or the node affinity, and nothing else
     * @param resolved the interfaces that the pod gets
     * @param resource the extended resource it asks for; null for none
     * @param zones where it may be scheduled
     * @param notes what to tell the user
     */
    record Edit(
            List<PodEdit> edits,
            NetworkResolution.Resolved resolved,
            @Nullable ResourceRequest resource,
            ZoneConstraint zones,
            List<String> notes)
            implements AdmissionAnswer {
        /** Copies the lists. */
        public Edit {
            requireNonNull(resolved, "resolved");
            requireNonNull(zones, "zones");
            edits = List.copyOf(edits);
            notes = List.copyOf(notes);
        }
    }
}
