package dev.podnetwork.spi;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.Binding;

/**
 * Tells the data plane what a pod got. In Kubernetes the record itself is the binding, and this does nothing.
 *
 * <p>Idempotent: the same binding may be published again after a restart. Must not block. Thread-safe.
 */
public interface BindingPublisher {

    /** The pod is bound; comes after the record was committed. */
    void publish(Binding binding);

    /** The pod's binding is being given up; comes after that was committed and before the cloud is asked. */
    void withdraw(PodRef pod, PodUid uid);

    /** Publishes nothing. */
    static BindingPublisher none() {
        return new BindingPublisher() {
            @Override
            public void publish(Binding binding) {}

            @Override
            public void withdraw(PodRef pod, PodUid uid) {}
        };
    }
}
