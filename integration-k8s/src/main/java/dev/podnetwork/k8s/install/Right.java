package dev.podnetwork.k8s.install;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user of the API server may do, or not.
 *
 * @param verb such as {@code patch}
 * @param group API group; empty for the core
 * @param resource the collection, with {@code /status} for that part of its objects
 * @param namespace empty for an object of the cluster
 */
record Right(String verb, String group, String resource, String namespace) {
    /** As an access review asks for it. */
    Map<String, @Nullable Object> attributes() {
        int slash = resource.indexOf('/');
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("verb", verb);
        attributes.put("group", group);
        attributes.put("resource", slash < 0 ? resource : resource.substring(0, slash));
        attributes.put("subresource", slash < 0 ? "" : resource.substring(slash + 1));
        attributes.put("namespace", namespace);
        return attributes;
    }

    @Override
    public String toString() {
        return verb + " " + resource + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
