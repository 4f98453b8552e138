package dev.podnetwork.k8s.webhook;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.config.EniConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What admission is decided on. What is not known is thrown as {@link UnknownFactException}: it is never taken for absent, the review gets no
 * answer, and the webhook's {@code failurePolicy} decides. Thread-safe; may block for as long as a request to the API server takes.
 */
public interface AdmissionFacts {
    /** The cluster's settings. */
    ClusterSettings settings();

    /** The policies, the configuration and the labels of a namespace, as they are now. */
    RequestContext context(String namespace);

    /** The cluster's configuration; null when there is none. */
    @Nullable
    EniConfig eniConfig();

    /** The zone of the record that waits for a pod of that name with these owners, if any. */
    Optional<ZoneId> previousZone(PodRef pod, List<String> ownerKinds);

    /** Whether the node of that name is known and exclusive. */
    boolean isExclusive(String node);

    /** The zones in which there are virtual nodes. */
    List<ZoneId> virtualNodeZones();
}
