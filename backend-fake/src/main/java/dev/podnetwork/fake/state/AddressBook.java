package dev.podnetwork.fake.state;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The IPv4 addresses of one vSwitch and who has each. The first and the last three are reserved (spec: openapi-wire §7.15).
 * Addresses are given out in turn, so a returned one comes round again only after the rest of the block; a prefix is the
 * first aligned /28 of which nothing is taken or reserved.
 */
final class AddressBook implements Book {
    private static final int RESERVED_LAST = 3;
    private static final int BLOCK = 16;

    private final int base;
    private final int size;
    private final BitSet used = new BitSet();
    private @Nullable Eni[] owners = new @Nullable Eni[16];
    private int usedCount;
    private int cursor = 1;

    AddressBook(String cidr) {
        int slash = cidr.indexOf('/');
        int bits = slash < 0 ? -1 : Ipv4Text.part(cidr.substring(slash + 1), 32);
        if (bits < 8 || bits > 29) {
            throw new IllegalArgumentException(
                    "vSwitch block " + cidr + ": give an IPv4 block like 10.0.0.0/19, /8 to /29");
        }
        this.base = Ipv4Text.parse(cidr.substring(0, slash));
        this.size = 1 << (32 - bits);
        if ((base & (size - 1)) != 0) {
            throw new IllegalArgumentException("vSwitch block " + cidr + " has host bits set: the block is "
                    + Ipv4Text.of(base & -size) + "/" + bits);
        }
    }

    int capacity() {
        return size - 1 - RESERVED_LAST;
    }

    int used() {
        return usedCount;
    }

    int free() {
        return capacity() - usedCount;
    }

    /** The gateway: the first of the last three (spec: openapi-wire §7.15). */
    String gateway() {
        return Ipv4Text.of(base + size - RESERVED_LAST);
    }

    @Override
    public boolean has(int addresses, int blocks) {
        return free() >= addresses + blocks * BLOCK && (blocks == 0 || hasBlocks(blocks));
    }

    private boolean hasBlocks(int wanted) {
        int found = 0;
        for (int first = freeBlockFrom(0); first >= 0 && found < wanted; first = freeBlockFrom(first + BLOCK)) {
            found++;
        }
        return found == wanted;
    }

    /** The offset of the first free block from there on, -1 when there is none. */
    private int freeBlockFrom(int offset) {
        int first = offset;
        while (first + BLOCK <= size) {
            if (isFreeBlockAt(first)) {
                return first;
            }
            first += BLOCK;
        }
        return -1;
    }

    private boolean isFreeBlockAt(int offset) {
        int next = used.nextSetBit(offset);
        return offset >= 1 && offset + BLOCK - 1 <= lastUsable() && (next < 0 || next >= offset + BLOCK);
    }

    @Override
    public boolean covers(long address) {
        int offset = offset(address);
        return offset >= 1 && offset <= lastUsable();
    }

    @Override
    public boolean isFree(long address) {
        return covers(address) && !used.get(offset(address));
    }

    @Override
    public boolean isBlockFree(long first) {
        return covers(first) && isFreeBlockAt(offset(first));
    }

    @Override
    public long take() {
        int offset = used.nextClearBit(cursor);
        if (offset > lastUsable()) {
            offset = used.nextClearBit(1);
        }
        mark(offset);
        return address(offset);
    }

    @Override
    public long takeBlock() {
        int offset = freeBlockFrom(0);
        used.set(offset, offset + BLOCK);
        usedCount += BLOCK;
        return address(offset);
    }

    @Override
    public void take(long address) {
        mark(offset(address));
    }

    @Override
    public void takeBlock(long first) {
        used.set(offset(first), offset(first) + BLOCK);
        usedCount += BLOCK;
    }

    @Override
    public void own(long address, Eni eni) {
        int offset = offset(address);
        if (offset >= owners.length) {
            owners = Arrays.copyOf(owners, Math.min(size, Math.max(offset + 1, owners.length * 2)));
        }
        owners[offset] = eni;
    }

    @Override
    public void ownBlock(long first, Eni eni) {
        for (int i = 0; i < BLOCK; i++) {
            own(first + i, eni);
        }
    }

    @Override
    public void giveBack(long address) {
        int offset = offset(address);
        used.clear(offset);
        usedCount--;
        if (offset < owners.length) {
            owners[offset] = null;
        }
    }

    @Override
    public void giveBackBlock(long first) {
        for (int i = 0; i < BLOCK; i++) {
            giveBack(first + i);
        }
    }

    @Nullable
    Eni owner(String address) {
        int offset = offset(parse(address));
        return offset >= 0 && offset < owners.length ? owners[offset] : null;
    }

    boolean overlaps(AddressBook other) {
        long from = base & 0xffffffffL;
        long otherFrom = other.base & 0xffffffffL;
        return from < otherFrom + other.size && otherFrom < from + size;
    }

    @Override
    public long parse(String address) {
        return Ipv4Text.parse(address);
    }

    @Override
    public long parseBlock(String cidr) {
        if (!cidr.endsWith("/28")) {
            throw new IllegalArgumentException("not an IPv4 prefix: " + cidr + ": it is a /28, like 10.0.0.16/28");
        }
        int first = Ipv4Text.parse(cidr.substring(0, cidr.length() - 3));
        if ((first & BLOCK - 1) != 0) {
            throw new IllegalArgumentException("not an IPv4 prefix: " + cidr + " has host bits set");
        }
        return first;
    }

    @Override
    public String text(long address) {
        return Ipv4Text.of((int) address);
    }

    @Override
    public String blockText(long first) {
        return text(first) + "/28";
    }

    /** The int of an address, as {@link Ipv4Text} has it, so that numbers compare. */
    private int address(int offset) {
        return base + offset;
    }

    private int offset(long address) {
        return (int) address - base;
    }

    private void mark(int offset) {
        used.set(offset);
        usedCount++;
        cursor = offset == lastUsable() ? 1 : offset + 1;
    }

    private int lastUsable() {
        return size - 1 - RESERVED_LAST;
    }
}
