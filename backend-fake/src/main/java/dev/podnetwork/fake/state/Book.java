package dev.podnetwork.fake.state;

/**
 * The addresses of one family of one vSwitch and who has each. An address is a number whose meaning is the book's own; a
 * block is the aligned range a prefix stands for, named by its first address.
 */
interface Book {
    /** Whether that many addresses of the book's choice can be taken, and beside them that many blocks. */
    boolean has(int addresses, int blocks);

    /** Whether an interface could have this address, free or not. */
    boolean covers(long address);

    /** Whether this very address can be taken. */
    boolean isFree(long address);

    /** Whether this very block can be taken. */
    boolean isBlockFree(long first);

    /** Takes the next free address; the caller has asked {@link #has}. */
    long take();

    /** Takes the first free block; the caller has asked {@link #has}. */
    long takeBlock();

    /** Takes this very address; the caller has asked {@link #isFree}. */
    void take(long address);

    /** Takes this very block; the caller has asked {@link #isBlockFree}. */
    void takeBlock(long first);

    /** Notes who has an address that was taken. */
    void own(long address, Eni eni);

    /** Notes who has a block that was taken. */
    void ownBlock(long first, Eni eni);

    void giveBack(long address);

    void giveBackBlock(long first);

    /** The number of an address. @throws IllegalArgumentException when it is no address of this family and network */
    long parse(String address);

    /** The number of a block. @throws IllegalArgumentException when it is no aligned block of this family and network */
    long parseBlock(String cidr);

    String text(long address);

    String blockText(long first);
}
