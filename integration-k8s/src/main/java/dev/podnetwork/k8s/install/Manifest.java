package dev.podnetwork.k8s.install;

import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.tree.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object to install. Immutable as long as its tree is.
 *
 * @param kind what it is
 * @param namespace where it is; empty for cluster-wide ones
 * @param name its name
 * @param object the whole object
 */
public record Manifest(Kind kind, String namespace, String name, Map<String, @Nullable Object> object) {

    /** What an installation consists of, in the order in which it is applied; it is removed the other way round. */
    public enum Kind {
        /** A definition of ours; it stays when the rest is removed. */
        CUSTOM_RESOURCE_DEFINITION("CustomResourceDefinition", "apiextensions.k8s.io/v1", "customresourcedefinitions"),
        /** Who the controller is. */
        SERVICE_ACCOUNT("ServiceAccount", "v1", "serviceaccounts"),
        /** Rights everywhere. */
        CLUSTER_ROLE("ClusterRole", "rbac.authorization.k8s.io/v1", "clusterroles"),
        /** Who has them. */
        CLUSTER_ROLE_BINDING("ClusterRoleBinding", "rbac.authorization.k8s.io/v1", "clusterrolebindings"),
        /** Rights in a namespace. */
        ROLE("Role", "rbac.authorization.k8s.io/v1", "roles"),
        /** Who has them. */
        ROLE_BINDING("RoleBinding", "rbac.authorization.k8s.io/v1", "rolebindings"),
        /** The controller's file. */
        CONFIG_MAP("ConfigMap", "v1", "configmaps"),
        /** The certificate's place. */
        SECRET("Secret", "v1", "secrets"),
        /** The way to the webhooks. */
        SERVICE("Service", "v1", "services"),
        /** The controller. */
        DEPLOYMENT("Deployment", "apps/v1", "deployments"),
        /** Last to come and first to go: without its server it stands in everybody's way. */
        MUTATING_WEBHOOK(
                "MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1", "mutatingwebhookconfigurations"),
        /** As the other. */
        VALIDATING_WEBHOOK(
                "ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1", "validatingwebhookconfigurations");

        private final String kind;
        private final String apiVersion;
        private final String plural;

        Kind(String kind, String apiVersion, String plural) {
            this.kind = kind;
            this.apiVersion = apiVersion;
            this.plural = plural;
        }

        /** API group; empty for the core. */
        String group() {
            int slash = apiVersion.indexOf('/');
            return slash < 0 ? "" : apiVersion.substring(0, slash);
        }

        /** The name of the collection. */
        String plural() {
            return plural;
        }

        private String root() {
            return apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        }
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException on a kind that is no part of an installation
     */
    static Manifest of(Map<String, @Nullable Object> object) {
        String named = String.valueOf(object.get("kind"));
        String version = String.valueOf(object.get("apiVersion"));
        Map<?, ?> metadata = object.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
        for (Kind kind : Kind.values()) {
            if (kind.kind.equals(named) && kind.apiVersion.equals(version)) {
                Object namespace = metadata.get("namespace");
                return new Manifest(
                        kind,
                        namespace == null ? "" : namespace.toString(),
                        String.valueOf(metadata.get("name")),
                        object);
            }
        }
        throw new IllegalArgumentException("an installation has no " + named + " of " + version);
    }

    /** Where it is on an API server. */
    String path() {
        String in = namespace.isEmpty() ? "" : "/namespaces/" + KubePaths.checked(namespace);
        return kind.root() + in + "/" + kind.plural() + "/" + KubePaths.checked(name);
    }

    /** The object as JSON. */
    String json() {
        return Json.write(object);
    }

    /** A word or two for people: {@code Deployment kube-system/podnet}. */
    public String title() {
        return kind.kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** The value below a path of names; null when there is none. */
    @Nullable
    Object at(List<String> path) {
        @Nullable Object here = object;
        for (String part : path) {
            here = here instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return here;
    }
}
