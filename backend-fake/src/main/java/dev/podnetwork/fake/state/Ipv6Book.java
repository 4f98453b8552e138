package dev.podnetwork.fake.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The IPv6 addresses of one vSwitch: a /64, given out in turn and never twice. */
final class Ipv6Book {
    private final long network;
    private final Map<Long, Eni> owners = new HashMap<>();
    private long last;

    Ipv6Book(String cidr) {
        if (!cidr.endsWith("/64")) {
            throw new IllegalArgumentException(
                    "IPv6 block " + cidr + ": a vSwitch has a /64, for example fd00:0:0:1::/64");
        }
        this.network = high(cidr.substring(0, cidr.length() - 3));
    }

    long take() {
        long host = ++last;
        while (owners.containsKey(host)) {
            host = ++last;
        }
        return host;
    }

    void own(long host, Eni eni) {
        owners.put(host, eni);
    }

    boolean isFree(long host) {
        return !owners.containsKey(host);
    }

    void giveBack(long host) {
        owners.remove(host);
    }

    @Nullable
    Eni owner(String address) {
        byte[] bytes = bytes(address);
        return number(bytes, 0) == network ? owners.get(number(bytes, 8)) : null;
    }

    /** The host part of an address of this block. */
    long host(String address) {
        byte[] bytes = bytes(address);
        if (number(bytes, 0) != network) {
            throw new IllegalArgumentException(address + " is not in the IPv6 block of the vSwitch");
        }
        return number(bytes, 8);
    }

    String text(long host) {
        StringBuilder text = new StringBuilder(39);
        hextets(text, network);
        if (host >>> 16 == 0) {
            return text.append("::").append(Long.toHexString(host)).toString();
        }
        hextets(text.append(':'), host);
        return text.toString();
    }

    private static void hextets(StringBuilder to, long value) {
        for (int shift = 48; shift >= 0; shift -= 16) {
            to.append(Long.toHexString(value >>> shift & 0xffff)).append(shift == 0 ? "" : ":");
        }
    }

    private static long high(String address) {
        return number(bytes(address), 0);
    }

    private static byte[] bytes(String address) {
        // Only a literal gets this far: without a colon the platform would ask a name server.
        if (!address.contains(":")) {
            throw new IllegalArgumentException("not an IPv6 address: " + address);
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            if (bytes.length == 16) {
                return bytes;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv6 address: " + address, e);
        }
        throw new IllegalArgumentException("not an IPv6 address: " + address);
    }

    private static long number(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }
}
