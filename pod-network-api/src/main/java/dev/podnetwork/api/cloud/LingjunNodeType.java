package dev.podnetwork.api.cloud;

/**
 * The limits of a Lingjun node type (spec: openapi-wire §9.3, {@code DescribeNodeType}).
 *
 * @param type the type
 * @param eniQuantity interfaces
 * @param ipv4PerEni private IPv4 addresses of each
 * @param ipv6PerEni IPv6 addresses of each
 * @param highDensityEniQuantity high-density interfaces
 */
public record LingjunNodeType(
        String type, int eniQuantity, int ipv4PerEni, int ipv6PerEni, int highDensityEniQuantity) {}
