package dev.podnetwork.core.pool;

/**
 * One block of a pool; never used again after the block is retired.
 *
 * @param number rises with every block
 */
public record BlockId(int number) implements Comparable<BlockId> {
    @Override
    public int compareTo(BlockId other) {
        return Integer.compare(number, other.number);
    }

    /** {@code block 3}. */
    @Override
    public String toString() {
        return "block " + number;
    }
}
