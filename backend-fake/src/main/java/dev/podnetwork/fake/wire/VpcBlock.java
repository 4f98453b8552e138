package dev.podnetwork.fake.wire;

import java.util.List;

/** The smallest IPv4 block around others: what the metadata service gives for the block of a VPC. */
final class VpcBlock {
    private VpcBlock() {}

    static String around(List<String> cidrs) {
        long low = 0xffffffffL;
        long high = 0;
        for (String cidr : cidrs) {
            int slash = cidr.indexOf('/');
            long first = number(cidr.substring(0, slash));
            low = Math.min(low, first);
            high = Math.max(high, first + (1L << (32 - Integer.parseInt(cidr.substring(slash + 1)))) - 1);
        }
        int bits = low > high ? 0 : Long.numberOfLeadingZeros(low ^ high) - 32;
        long base = bits == 0 ? 0 : low & -(1L << (32 - Math.min(bits, 32)));
        return (base >> 24 & 255) + "." + (base >> 16 & 255) + "." + (base >> 8 & 255) + "." + (base & 255) + "/"
                + Math.min(bits, 32);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
