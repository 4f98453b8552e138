package dev.podnetwork.aliyun.call;

/** What a cluster uses the cloud for; decides which operations are called and so which permissions are needed. */
public enum Feature {
    /** Pod interfaces: created, attached as members or secondary ones, described, tagged, deleted. */
    ENI,
    /** Reading limits of instance types: capacity. */
    CAPACITY,
    /** Reading vSwitches, security groups and instances: policy readiness and node facts. */
    FACTS
}
