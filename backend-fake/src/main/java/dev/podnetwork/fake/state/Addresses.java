package dev.podnetwork.fake.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one interface at one time. A value, so that a read of the past sees the addresses of then; its arrays are
 * never changed.
 *
 * @param ipv4 numbers of the {@link AddressBook}, the primary one first
 * @param ipv6 numbers of the {@link Ipv6Book}
 * @param ipv4Prefixes first addresses of /28 blocks
 * @param ipv6Prefixes first addresses of /80 blocks
 */
// A record of arrays is not compared: an interface's addresses are the same only if they are the same value.
@SuppressWarnings("ArrayRecordComponent")
record Addresses(long[] ipv4, long[] ipv6, long[] ipv4Prefixes, long[] ipv6Prefixes) {
    static final long[] NONE = {};

    /** IPv4 slots of the interface that are taken: a prefix takes one. */
    int ipv4Slots() {
        return ipv4.length + ipv4Prefixes.length;
    }

    /** IPv6 slots of the interface that are taken: a prefix takes one. */
    int ipv6Slots() {
        return ipv6.length + ipv6Prefixes.length;
    }

    /** Private IPv4 addresses as a security group counts them: a prefix is 16. */
    int covered() {
        return ipv4.length + 16 * ipv4Prefixes.length;
    }

    long[] of(boolean v6, boolean prefixes) {
        if (prefixes) {
            return v6 ? ipv6Prefixes : ipv4Prefixes;
        }
        return v6 ? ipv6 : ipv4;
    }

    /** The same with one of its four lists replaced. */
    Addresses with(boolean v6, boolean prefixes, long[] list) {
        return new Addresses(
                !v6 && !prefixes ? list : ipv4,
                v6 && !prefixes ? list : ipv6,
                !v6 && prefixes ? list : ipv4Prefixes,
                v6 && prefixes ? list : ipv6Prefixes);
    }

    static long[] plus(long[] list, long[] more) {
        if (more.length == 0) {
            return list;
        }
        long[] all = Arrays.copyOf(list, list.length + more.length);
        System.arraycopy(more, 0, all, list.length, more.length);
        return all;
    }

    static long[] minus(long[] list, long[] less) {
        long[] left = Arrays.stream(list).filter(each -> !contains(less, each)).toArray();
        return left.length == 0 ? NONE : left;
    }

    static boolean contains(long[] list, long wanted) {
        for (long each : list) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    static List<String> texts(@Nullable Book book, long[] list, boolean prefixes) {
        if (list.length == 0 || book == null) {
            return List.of();
        }
        if (list.length == 1) {
            return List.of(prefixes ? book.blockText(list[0]) : book.text(list[0]));
        }
        List<String> texts = new ArrayList<>(list.length);
        for (long each : list) {
            texts.add(prefixes ? book.blockText(each) : book.text(each));
        }
        return List.copyOf(texts);
    }
}
