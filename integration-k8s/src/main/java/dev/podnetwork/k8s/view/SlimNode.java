package dev.podnetwork.k8s.view;

import java.util.Map;

/**
 * What is kept of a node. Immutable.
 *
 * @param name its name
 * @param uid its uid
 * @param providerId {@code spec.providerID}; empty without one
 * @param labels those that say what it is
 * @param annotations those of ours
 * @param capacity what it advertises of our extended resources, as capacity
 * @param allocatable the same, as allocatable
 */
public record SlimNode(
        String name,
        String uid,
        String providerId,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> capacity,
        Map<String, String> allocatable) {}
