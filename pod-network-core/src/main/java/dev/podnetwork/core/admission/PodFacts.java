package dev.podnetwork.core.admission;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.config.WireNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What admission looks at in a pod. Immutable (spec: control-plane §2.2).
 *
 * @param ref its namespace and name; a name that is still to be generated is given as its prefix
 * @param labels its labels
 * @param annotations its annotations that hold plain text; the two with JSON come parsed
 * @param networks the parsed {@code pod-networks}
 * @param request the parsed {@code pod-networks-request}
 * @param ownerKinds the kinds of its owners
 * @param hostNetwork whether it shares the node's network
 * @param containers how many containers it has
 * @param terminal whether it has Succeeded or Failed
 * @param exclusiveNode whether its node selector lets it go to exclusive nodes only
 */
public record PodFacts(
        PodRef ref,
        Map<String, String> labels,
        Map<String, String> annotations,
        ParsedAnnotation networks,
        ParsedAnnotation request,
        List<String> ownerKinds,
        boolean hostNetwork,
        int containers,
        boolean terminal,
        boolean exclusiveNode) {
    /** A pod that may go anywhere. */
    public PodFacts(
            PodRef ref,
            Map<String, String> labels,
            Map<String, String> annotations,
            ParsedAnnotation networks,
            ParsedAnnotation request,
            List<String> ownerKinds,
            boolean hostNetwork,
            int containers,
            boolean terminal) {
        this(ref, labels, annotations, networks, request, ownerKinds, hostNetwork, containers, terminal, false);
    }

    /** Copies the collections, keeping their order. */
    public PodFacts {
        requireNonNull(ref, "ref");
        requireNonNull(networks, "networks");
        requireNonNull(request, "request");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        ownerKinds = List.copyOf(ownerKinds);
    }

    /** A pod with one container, these labels and owners, and nothing special. */
    public static PodFacts plain(PodRef ref, Map<String, String> labels, List<String> ownerKinds) {
        return new PodFacts(
                ref, labels, Map.of(), ParsedAnnotation.ABSENT, ParsedAnnotation.ABSENT, ownerKinds, false, 1, false);
    }

    /** The same pod with one more plain annotation. */
    public PodFacts withAnnotation(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(annotations);
        more.put(key, value);
        return copy(more, networks, request, exclusiveNode);
    }

    /** The same pod with another parsed {@code pod-networks}. */
    public PodFacts withNetworks(ParsedAnnotation other) {
        return copy(annotations, other, request, exclusiveNode);
    }

    /** The same pod with another parsed {@code pod-networks-request}. */
    public PodFacts withRequest(ParsedAnnotation other) {
        return copy(annotations, networks, other, exclusiveNode);
    }

    /** The same pod, which its node selector lets go to exclusive nodes only. */
    public PodFacts onExclusiveNodes() {
        return copy(annotations, networks, request, true);
    }

    private PodFacts copy(
            Map<String, String> plain, ParsedAnnotation resolved, ParsedAnnotation asked, boolean exclusive) {
        return new PodFacts(
                ref, labels, plain, resolved, asked, ownerKinds, hostNetwork, containers, terminal, exclusive);
    }

    /** True when a DaemonSet owns it: it is bound to its node, so no zone constraint applies. */
    public boolean isDaemonSetOwned() {
        return ownerKinds.contains("DaemonSet");
    }

    /** True when it asks to be left alone. */
    public boolean isIgnored() {
        return "true".equals(labels.get(WireNames.IGNORE));
    }

    /** True when its {@code pod-eni} annotation says so. */
    public boolean usesPodEni() {
        return WireNames.isTrue(annotations.getOrDefault(WireNames.POD_ENI, ""));
    }
}
