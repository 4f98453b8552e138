package dev.podnetwork.core.match;

import java.util.Arrays;
import java.util.List;

/** Positions of policies, ascending. Immutable: a short list of numbers, or bits when that is smaller. */
sealed interface PositionSet {
    /** Adds them to a set of bits. */
    void addTo(long[] bits);

    /** Takes them out of a set of bits. */
    void removeFrom(long[] bits);

    /** Whichever form is smaller for {@code words} words of bits. */
    static PositionSet of(List<Integer> positions, int words) {
        int[] numbers = positions.stream().mapToInt(Integer::intValue).toArray();
        if (numbers.length <= 2 * words) {
            return new Few(numbers);
        }
        long[] bits = new long[words];
        new Few(numbers).addTo(bits);
        return new Many(bits);
    }

    /** A set of bits with none in it, for so many positions. */
    static long[] none(int positions) {
        return new long[words(positions)];
    }

    /** How many words of bits so many positions take. */
    static int words(int positions) {
        return (positions + Long.SIZE - 1) / Long.SIZE;
    }

    /** Puts a position into a set of bits. */
    static void set(long[] bits, int position) {
        bits[position / Long.SIZE] |= 1L << position;
    }

    /** Whether two sets of bits share a position. */
    static boolean intersect(long[] one, long[] other) {
        for (int word = 0; word < one.length; word++) {
            if ((one[word] & other[word]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** The positions of a set of bits, ascending. */
    static int[] positions(long[] bits) {
        int[] found = new int[Arrays.stream(bits).mapToInt(Long::bitCount).sum()];
        int size = 0;
        for (int word = 0; word < bits.length; word++) {
            for (long left = bits[word]; left != 0; left &= left - 1) {
                found[size++] = word * Long.SIZE + Long.numberOfTrailingZeros(left);
            }
        }
        return found;
    }

    /** The lowest position of a set of bits, -1 when there is none. */
    static int first(long[] bits) {
        for (int word = 0; word < bits.length; word++) {
            if (bits[word] != 0) {
                return word * Long.SIZE + Long.numberOfTrailingZeros(bits[word]);
            }
        }
        return -1;
    }

    /** Listed. */
    @SuppressWarnings("ArrayRecordComponent") // private to the package and never compared
    record Few(int[] numbers) implements PositionSet {
        @Override
        public void addTo(long[] bits) {
            for (int number : numbers) {
                PositionSet.set(bits, number);
            }
        }

        @Override
        public void removeFrom(long[] bits) {
            for (int number : numbers) {
                bits[number / Long.SIZE] &= ~(1L << number);
            }
        }
    }

    /** As bits. */
    @SuppressWarnings("ArrayRecordComponent") // private to the package and never compared
    record Many(long[] set) implements PositionSet {
        @Override
        public void addTo(long[] bits) {
            for (int word = 0; word < set.length; word++) {
                bits[word] |= set[word];
            }
        }

        @Override
        public void removeFrom(long[] bits) {
            for (int word = 0; word < set.length; word++) {
                bits[word] &= ~set[word];
            }
        }
    }
}
