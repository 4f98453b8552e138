package dev.podnetwork.k8s.client;

import dev.podnetwork.api.PodRef;

/** Where things are on an API server. Names of Kubernetes need no escaping; anything else is refused. Stateless. */
public final class KubePaths {
    /** Every pod. */
    public static final String PODS = "/api/v1/pods";

    /** Every node. */
    public static final String NODES = "/api/v1/nodes";

    /** Every namespace. */
    public static final String NAMESPACES = "/api/v1/namespaces";

    /** Every record. */
    public static final String POD_ENIS = "/apis/network.alibabacloud.com/v1beta1/podenis";

    /** Every policy. */
    public static final String POD_NETWORKINGS = "/apis/network.alibabacloud.com/v1beta1/podnetworkings";

    /** Where leases are. */
    static final String LEASE_GROUP = "/apis/coordination.k8s.io/";

    private static final String OURS = "/apis/network.alibabacloud.com/v1beta1/namespaces/";

    private KubePaths() {}

    /** One pod. */
    public static String pod(PodRef pod) {
        return NAMESPACES + "/" + checked(pod.namespace()) + "/pods/" + checked(pod.name());
    }

    /** One node. */
    public static String node(String name) {
        return NODES + "/" + checked(name);
    }

    /** The records of a namespace. */
    public static String podEnis(String namespace) {
        return OURS + checked(namespace) + "/podenis";
    }

    /** One record. */
    public static String podEni(PodRef key) {
        return podEnis(key.namespace()) + "/" + checked(key.name());
    }

    /** One policy. */
    public static String podNetworking(String name) {
        return POD_NETWORKINGS + "/" + checked(name);
    }

    /** The config maps of a namespace. */
    public static String configMaps(String namespace) {
        return NAMESPACES + "/" + checked(namespace) + "/configmaps";
    }

    /** The events of a namespace. */
    public static String events(String namespace) {
        return "/apis/events.k8s.io/v1/namespaces/" + checked(namespace) + "/events";
    }

    /** The leases of a namespace. */
    public static String leases(String namespace) {
        return LEASE_GROUP + "v1/namespaces/" + checked(namespace) + "/leases";
    }

    /** A name as part of a path. */
    public static String checked(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c >= 'A' && c <= 'Z';
            if (!plain) {
                throw new IllegalArgumentException("'" + name + "' cannot be the name of a Kubernetes object");
            }
        }
        return name;
    }
}
