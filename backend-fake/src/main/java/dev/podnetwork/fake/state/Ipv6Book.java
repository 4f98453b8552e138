package dev.podnetwork.fake.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The IPv6 addresses of one vSwitch: a /64, given out in turn and never twice. An address is its host part; a prefix is a /80,
 * the addresses with the same upper 16 bits of the host part.
 */
final class Ipv6Book implements Book {
    private static final int BLOCK_BITS = 48;
    private static final int BLOCKS = 1 << 16;

    private final long network;
    private final Map<Long, Eni> owners = new HashMap<>();
    private final Map<Long, Integer> addressesIn = new HashMap<>();
    private final Map<Long, @Nullable Eni> blocks = new HashMap<>();
    private long last;
    private int lastBlock;

    Ipv6Book(String cidr) {
        if (!cidr.endsWith("/64")) {
            throw new IllegalArgumentException(
                    "IPv6 block " + cidr + ": a vSwitch has a /64, for example fd00:0:0:1::/64");
        }
        this.network = number(bytes(cidr.substring(0, cidr.length() - 3)), 0);
    }

    @Override
    public boolean has(int addresses, int wanted) {
        return blocks.size() + addressesIn.size() + wanted <= BLOCKS;
    }

    @Override
    public boolean covers(long host) {
        return host != 0;
    }

    @Override
    public boolean isFree(long host) {
        return covers(host) && !owners.containsKey(host) && !blocks.containsKey(block(host));
    }

    @Override
    public boolean isBlockFree(long first) {
        return !blocks.containsKey(first) && !addressesIn.containsKey(first);
    }

    @Override
    public long take() {
        long host = ++last;
        while (!isFree(host)) {
            host = ++last;
        }
        take(host);
        return host;
    }

    @Override
    public void take(long host) {
        addressesIn.merge(block(host), 1, Integer::sum);
    }

    @Override
    public long takeBlock() {
        long first;
        do {
            lastBlock = (lastBlock + 1) % BLOCKS;
            first = (long) lastBlock << BLOCK_BITS;
        } while (!isBlockFree(first));
        takeBlock(first);
        return first;
    }

    @Override
    public void takeBlock(long first) {
        blocks.put(first, null);
    }

    @Override
    public void own(long host, Eni eni) {
        owners.put(host, eni);
    }

    @Override
    public void ownBlock(long first, Eni eni) {
        blocks.put(first, eni);
    }

    @Override
    public void giveBack(long host) {
        owners.remove(host);
        addressesIn.computeIfPresent(block(host), (key, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void giveBackBlock(long first) {
        blocks.remove(first);
    }

    @Nullable
    Eni owner(String address) {
        byte[] bytes = bytes(address);
        if (number(bytes, 0) != network) {
            return null;
        }
        long host = number(bytes, 8);
        Eni single = owners.get(host);
        return single == null ? blocks.get(block(host)) : single;
    }

    @Override
    public long parse(String address) {
        byte[] bytes = bytes(address);
        if (number(bytes, 0) != network) {
            throw new IllegalArgumentException(address + " is not in the IPv6 block of the vSwitch");
        }
        return number(bytes, 8);
    }

    @Override
    public long parseBlock(String cidr) {
        long first = cidr.endsWith("/80") ? parse(cidr.substring(0, cidr.length() - 3)) : 1;
        if (first != block(first)) {
            throw new IllegalArgumentException("not an IPv6 prefix: " + cidr + ": it is a /80 without host bits");
        }
        return first;
    }

    @Override
    public String text(long host) {
        StringBuilder text = new StringBuilder(39);
        hextets(text, network);
        if (host >>> 16 == 0) {
            return text.append("::").append(Long.toHexString(host)).toString();
        }
        hextets(text.append(':'), host);
        return text.toString();
    }

    @Override
    public String blockText(long first) {
        StringBuilder text = new StringBuilder(39);
        hextets(text, network);
        return text.append(':')
                .append(Long.toHexString(first >>> BLOCK_BITS))
                .append("::/80")
                .toString();
    }

    private static long block(long host) {
        return host >>> BLOCK_BITS << BLOCK_BITS;
    }

    private static void hextets(StringBuilder to, long value) {
        for (int shift = 48; shift >= 0; shift -= 16) {
            to.append(Long.toHexString(value >>> shift & 0xffff)).append(shift == 0 ? "" : ":");
        }
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
