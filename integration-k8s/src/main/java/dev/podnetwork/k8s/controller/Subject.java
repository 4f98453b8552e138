package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.k8s.model.Vocabulary;

/**
 * What an event is about.
 *
 * @param apiVersion its API version
 * @param kind its kind
 * @param namespace empty for an object of the cluster
 * @param name its name
 * @param uid its uid; empty when it is not known
 */
record Subject(String apiVersion, String kind, String namespace, String name, String uid) {
    static Subject pod(PodRef pod, String uid) {
        return new Subject("v1", "Pod", pod.namespace(), pod.name(), uid);
    }

    static Subject node(String name, String uid) {
        return new Subject("v1", "Node", "", name, uid);
    }

    static Subject podEni(PodRef key, String uid) {
        return new Subject(Vocabulary.API_VERSION, Vocabulary.POD_ENI, key.namespace(), key.name(), uid);
    }

    static Subject policy(String name, String uid) {
        return new Subject(Vocabulary.API_VERSION, Vocabulary.POD_NETWORKING, "", name, uid);
    }
}
