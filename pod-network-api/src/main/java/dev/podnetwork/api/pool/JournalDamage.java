package dev.podnetwork.api.pool;

/**
 * A part of a journal that could not be read.
 *
 * @param where the file, for people
 * @param offset the first byte that could not be read
 * @param entriesKept how many entries before it were read
 * @param bytesSetAside how many bytes were put aside, not thrown away
 * @param why for people
 */
public record JournalDamage(String where, long offset, long entriesKept, long bytesSetAside, String why) {}
