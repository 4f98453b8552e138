package dev.podnetwork.k8s.webhook;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.admission.VirtualNodeNeed;

/** Hears what admission found out. Must not block; called from many threads; not called for dry runs. */
public interface AdmissionListener {
    /** Nobody listens. */
    AdmissionListener NONE = new AdmissionListener() {};

    /**
     * A serverless pod was admitted that no virtual node can take.
     *
     * @param pod its namespace and name; of a name that is still to be generated only the prefix
     * @param need where one has to be made
     */
    default void virtualNodeNeeded(PodRef pod, VirtualNodeNeed need) {}

    /**
     * A review was answered.
     *
     * @param kind of the object
     * @param response the answer
     */
    default void answered(String kind, AdmissionResponse response) {}

    /**
     * A review could not be answered: the webhook's failure policy decides.
     *
     * @param reason what was not known
     */
    default void unanswered(String reason) {}
}
