package dev.podnetwork.core.capacity;

/**
 * What the cloud says about a Lingjun node (spec: control-plane §9.3, node-ipam §3.6).
 *
 * @param ecsLink whether its ENIs are reached through the ECS API; see {@link LingjunReading#hasEcsLink}
 * @param enis {@code LeniQuota}, or {@code EniQuantity} of the node type with the ECS link
 * @param ipv4PerEni {@code LeniSipQuota}, or {@code EniPrivateIpAddressQuantity}
 * @param denseEnis {@code HdeniQuota}, or {@code EniHighDenseQuantity}
 */
public record LingjunLimits(boolean ecsLink, int enis, int ipv4PerEni, int denseEnis) {
    /** Clamps negative figures to zero. */
    public LingjunLimits {
        enis = Math.max(enis, 0);
        ipv4PerEni = Math.max(ipv4PerEni, 0);
        denseEnis = Math.max(denseEnis, 0);
    }
}
