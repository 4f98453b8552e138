package dev.podnetwork.api.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What an EIP is bound to, or on its way to or from.
 *
 * @param instanceType the cloud's word, {@code NetworkInterface} for an interface
 * @param instanceId the id of that thing, an ENI id for an interface
 * @param privateIp the private address, null when the cloud does not say: so for the primary address of an interface
 *     (spec: eip §3)
 */
public record EipBinding(
        String instanceType, String instanceId, @Nullable String privateIp) {
    /** The type of a binding to an interface. */
    public static final String NETWORK_INTERFACE = "NetworkInterface";
}
