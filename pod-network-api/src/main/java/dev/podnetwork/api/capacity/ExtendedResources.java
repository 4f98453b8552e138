package dev.podnetwork.api.capacity;

/** The names under which nodes advertise, and pods request, what the scheduler counts (spec: control-plane §1.6). */
public final class ExtendedResources {
    /** ENIs that belong to one pod each. */
    public static final String ENI = "aliyun/eni";

    /** Members of a trunk ENI. */
    public static final String MEMBER_ENI = "aliyun/member-eni";

    /** RDMA-capable addresses. */
    public static final String ERDMA = "aliyun/erdma";

    private ExtendedResources() {}
}
