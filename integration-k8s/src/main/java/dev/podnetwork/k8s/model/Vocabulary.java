package dev.podnetwork.k8s.model;

/** Names on the wire that never change (spec: control-plane §1, §1.6; README decisions 1 and 14). */
public final class Vocabulary {
    /** API group and version of every kind of ours. */
    public static final String API_VERSION = "network.alibabacloud.com/v1beta1";

    /** The kind of a policy. */
    public static final String POD_NETWORKING = "PodNetworking";

    /** The kind of a record. */
    public static final String POD_ENI = "PodENI";

    /** The finalizer we write. */
    public static final String FINALIZER = "network.alibabacloud.com/pod-eni";

    /** The finalizer that older systems wrote; honoured and removed too. */
    public static final String FINALIZER_LEGACY = "pod-eni";

    /** Annotation of a record: the uid of the pod that it serves. */
    public static final String POD_UID = "k8s.aliyun.com/pod-uid";

    /** Label of a record: its node. */
    public static final String NODE = "k8s.aliyun.com/node";

    /** Annotation of a Lingjun node and of its records: through which API interfaces get there. */
    public static final String ENO_API = "k8s.aliyun.com/eno-api";

    /** Annotation of a record: JSON with what the published fields have no place for; see {@link IntentAnnotation}. */
    public static final String INTENT = "podnetwork.dev/intent";

    /** Annotation of a record, and of its pod: every policy that selected the pod, when several did; names with commas between. */
    public static final String POLICIES = "podnetwork.dev/policies";

    /** Annotation of a pod: it uses a record. */
    public static final String USES_POD_ENI = "k8s.aliyun.com/pod-eni";

    /** Annotation of a node: its trunk interface. */
    public static final String TRUNK_ON = "k8s.aliyun.com/trunk-on";

    /** Label of a node: {@code eniOnly} (in any case) for a node whose interfaces each belong to one pod. */
    public static final String EXCLUSIVE_MODE = "k8s.aliyun.com/exclusive-mode-eni-type";

    /** Label of a pod or a node that nobody of ours touches. */
    public static final String IGNORE = "k8s.aliyun.com/ignore-by-terway";

    private Vocabulary() {}
}
