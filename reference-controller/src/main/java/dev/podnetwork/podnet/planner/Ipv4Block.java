package dev.podnetwork.podnet.planner;

import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses.
 *
 * @param first its first address
 * @param size how many it has
 */
record Ipv4Block(long first, long size) {
    private static final Pattern FORM = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}/([0-9]|[12][0-9]|3[0-2])");

    /** The block that a CIDR names. */
    static Ipv4Block of(String cidr) {
        String[] parts = cidr.split("[./]");
        long address = 0;
        for (int i = 0; i < 4; i++) {
            address = address * 256 + Integer.parseInt(parts[i]);
        }
        return new Ipv4Block(address, 1L << (32 - Integer.parseInt(parts[4])));
    }

    /** The block of that size that holds an address. */
    static Ipv4Block around(String address, long size) {
        long first = of(address + "/32").first;
        return new Ipv4Block(first - first % size, size);
    }

    /** Whether a text is a block, and begins at its first address. */
    static boolean isBlock(String cidr) {
        if (!FORM.matcher(cidr).matches()) {
            return false;
        }
        String[] parts = cidr.split("[./]");
        for (int i = 0; i < 4; i++) {
            if (Integer.parseInt(parts[i]) > 255) {
                return false;
            }
        }
        Ipv4Block block = of(cidr);
        return block.first % block.size == 0;
    }

    boolean overlaps(Ipv4Block other) {
        return first < other.first + other.size && other.first < first + size;
    }

    /** As a CIDR. */
    @Override
    public String toString() {
        int bits = 32 - Long.numberOfTrailingZeros(size);
        return (first >> 24) + "." + (first >> 16 & 255) + "." + (first >> 8 & 255) + "." + (first & 255) + "/" + bits;
    }
}
