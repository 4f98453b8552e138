package dev.podnetwork.aliyun.call;

/** What a cluster uses the cloud for; decides which operations are called and so which permissions are needed. */
public enum Feature {
    /** Pod interfaces under a trunk: created, attached, described, tagged, detached, deleted. */
    ENI,
    /** Pod interfaces of their own on exclusive nodes: the same calls. */
    EXCLUSIVE,
    /** Addresses shared by the pods of a node: interfaces and, on them, addresses and prefixes. */
    SHARED,
    /** Public addresses of pods. */
    EIP,
    /** Interfaces of Lingjun nodes. */
    LINGJUN,
    /** Changing security groups of existing interfaces. */
    SECURITY_GROUPS,
    /** Reading limits of instance types: capacity. */
    CAPACITY,
    /** Reading vSwitches, security groups and instances: policy readiness and node facts. */
    FACTS
}
