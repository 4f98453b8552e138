package dev.podnetwork.spi;

import dev.podnetwork.api.PodRef;

/**
 * A record as the store holds it.
 *
 * @param <R> the record
 * @param key under which it is stored
 * @param uid given by the store when the record was created; another record under the same key has another
 * @param version for the next update
 * @param deletionRequested whether somebody asked the store to delete it; it stays until we {@linkplain
 *     RecordStore#remove remove} it
 * @param record the value
 */
public record Stored<R>(PodRef key, String uid, Version version, boolean deletionRequested, R record) {}
