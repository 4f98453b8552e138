package dev.podnetwork.core.config;

import java.util.List;

/** Annotation and label keys that users and the running system share (spec: control-plane §1.6). */
public final class WireNames {
    /** {@code "true"} on a pod that uses a record of its own; {@code "false"} on a namespace opts it out. */
    public static final String POD_ENI = "k8s.aliyun.com/pod-eni";

    /** Every policy that matched, on a pod that more than one matched: names with commas between; the first is used. */
    public static final String MATCHED = "podnetwork.dev/policies";

    /** Which processors of which NUMA nodes a pod's containers have, on a pod: JSON. */
    public static final String CPU_SET = "cpuSet";

    /** The name of the matched policy, on a pod. */
    public static final String POD_NETWORKING = "k8s.aliyun.com/pod-networking";

    /** The resolved interfaces, on a pod. */
    public static final String POD_NETWORKS = "k8s.aliyun.com/pod-networks";

    /** The policies a pod asks for by name, one per interface. */
    public static final String POD_NETWORKS_REQUEST = "k8s.aliyun.com/pod-networks-request";

    /** {@code "true"} on a pod or node we leave alone. */
    public static final String IGNORE = "k8s.aliyun.com/ignore-by-terway";

    /** The trunk ENI of a node. */
    public static final String TRUNK_ON = "k8s.aliyun.com/trunk-on";

    /** {@code eniOnly} on an exclusive node, in any case. */
    public static final String EXCLUSIVE_MODE = "k8s.aliyun.com/exclusive-mode-eni-type";

    /** {@code "true"} on a Lingjun node. */
    public static final String LINGJUN = "alibabacloud.com/lingjun-worker";

    /** Node annotation: through which API interfaces get to a Lingjun node. */
    public static final String ENO_API = "k8s.aliyun.com/eno-api";

    /** {@code virtual-kubelet} on a virtual node. */
    public static final String NODE_TYPE = "type";

    /** The region of a node. */
    public static final String REGION = "topology.kubernetes.io/region";

    /** The instance type of a node. */
    public static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";

    /** The zone of a node as older clusters write it. */
    public static final String LEGACY_ZONE = "failure-domain.beta.kubernetes.io/zone";

    /** The zone of a node, and the key of zone constraints. */
    public static final String ZONE = "topology.kubernetes.io/zone";

    private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");

    private WireNames() {}

    /** Reads a switch as the running system does; anything it cannot read is false. */
    public static boolean isTrue(String text) {
        return TRUE.contains(text);
    }
}
