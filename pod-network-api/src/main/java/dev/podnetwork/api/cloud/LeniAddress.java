package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EniId;

/**
 * One secondary address of a Lingjun interface (spec: openapi-wire §9.2).
 *
 * @param leni the interface
 * @param name the provider's handle, by which it is unassigned
 * @param ipv4 the address, empty until the cloud has chosen one
 * @param usable whether it is {@code Available}
 */
public record LeniAddress(EniId leni, String name, String ipv4, boolean usable) {}
