package dev.podnetwork.core.plan;

import java.util.List;

/**
 * What decides whether a pod is to get a shared address (scenario H1, weakness W37).
 *
 * @param scheduled whether it has a node
 * @param hostNetwork whether it uses the node's network
 * @param ignored whether it is labelled to be left alone ({@code k8s.aliyun.com/ignore-by-terway})
 * @param podEni whether it gets an interface of its own ({@code k8s.aliyun.com/pod-eni})
 * @param ended whether it has run to its end
 * @param addresses it has already
 */
public record SharedPod(
        boolean scheduled,
        boolean hostNetwork,
        boolean ignored,
        boolean podEni,
        boolean ended,
        List<String> addresses) {
    /** Copies the list. */
    public SharedPod {
        addresses = List.copyOf(addresses);
    }

    /** Whether it is one of the pool's pods, now or before it ended. */
    public boolean isShared() {
        return scheduled && !hostNetwork && !ignored && !podEni;
    }

    /** Whether it waits for an address. */
    public boolean needsAddress() {
        return isShared() && !ended && addresses.isEmpty();
    }
}
