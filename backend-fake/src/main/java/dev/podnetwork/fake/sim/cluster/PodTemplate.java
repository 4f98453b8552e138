package dev.podnetwork.fake.sim.cluster;

import java.util.Map;

/**
 * What the pods of a workload look like.
 *
 * @param labels their labels
 * @param annotations their annotations, before admission
 * @param nodeSelector labels that their node must have
 */
public record PodTemplate(
        Map<String, String> labels, Map<String, String> annotations, Map<String, String> nodeSelector) {

    /** Pods with these labels and nothing else. */
    public static PodTemplate labelled(Map<String, String> labels) {
        return new PodTemplate(labels, Map.of(), Map.of());
    }

    /** The same with these annotations. */
    public PodTemplate annotated(Map<String, String> all) {
        return new PodTemplate(labels, all, nodeSelector);
    }
}
