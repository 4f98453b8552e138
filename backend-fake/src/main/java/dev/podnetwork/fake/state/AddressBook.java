package dev.podnetwork.fake.state;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The IPv4 addresses of one vSwitch and who has each. The first and the last three are reserved (spec: openapi-wire §7.15).
 * Addresses are given out in turn, so a returned one comes round again only after the rest of the block.
 */
final class AddressBook {
    private static final int RESERVED_LAST = 3;

    private final int base;
    private final int size;
    private final BitSet used = new BitSet();
    private @Nullable Eni[] owners = new @Nullable Eni[16];
    private int usedCount;
    private int cursor = 1;

    AddressBook(String cidr) {
        int slash = cidr.indexOf('/');
        int bits = slash < 0 ? -1 : parsePart(cidr.substring(slash + 1), 32);
        if (bits < 8 || bits > 29) {
            throw new IllegalArgumentException(
                    "vSwitch block " + cidr + ": give an IPv4 block like 10.0.0.0/19, /8 to /29");
        }
        this.base = parse(cidr.substring(0, slash));
        this.size = 1 << (32 - bits);
        if ((base & (size - 1)) != 0) {
            throw new IllegalArgumentException(
                    "vSwitch block " + cidr + " has host bits set: the block is " + text(base & -size) + "/" + bits);
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

    /** Takes the next free address; the caller has asked {@link #free} first. */
    int take() {
        int offset = used.nextClearBit(cursor);
        if (offset > lastUsable()) {
            offset = used.nextClearBit(1);
        }
        mark(offset);
        return base + offset;
    }

    /** Takes this very address. */
    boolean take(int address) {
        int offset = address - base;
        if (offset < 1 || offset > lastUsable() || used.get(offset)) {
            return false;
        }
        mark(offset);
        return true;
    }

    void own(int address, Eni eni) {
        int offset = address - base;
        if (offset >= owners.length) {
            owners = Arrays.copyOf(owners, Math.min(size, Math.max(offset + 1, owners.length * 2)));
        }
        owners[offset] = eni;
    }

    void giveBack(int address) {
        int offset = address - base;
        used.clear(offset);
        usedCount--;
        if (offset < owners.length) {
            owners[offset] = null;
        }
    }

    @Nullable
    Eni owner(int address) {
        int offset = address - base;
        return offset >= 0 && offset < owners.length ? owners[offset] : null;
    }

    boolean overlaps(AddressBook other) {
        long from = base & 0xffffffffL;
        long otherFrom = other.base & 0xffffffffL;
        return from < otherFrom + other.size && otherFrom < from + size;
    }

    static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    static int parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        int address = 0;
        for (String part : parts) {
            address = address << 8 | parsePart(part, 255);
        }
        return address;
    }

    private void mark(int offset) {
        used.set(offset);
        usedCount++;
        cursor = offset == lastUsable() ? 1 : offset + 1;
    }

    private int lastUsable() {
        return size - 1 - RESERVED_LAST;
    }

    private static int parsePart(String text, int max) {
        int value = -1;
        if (!text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            value = Integer.parseInt(text);
        }
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("not a number of an IPv4 block: " + text);
        }
        return value;
    }
}
