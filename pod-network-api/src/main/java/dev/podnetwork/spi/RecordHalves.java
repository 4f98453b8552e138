package dev.podnetwork.spi;

/**
 * How a record is stored in two parts that cannot be written at once, as a custom resource with a status subresource is.
 * Pure and total: every pair of halves that two successive writes can leave behind joins to a legal record.
 *
 * @param <R> the record
 */
public interface RecordHalves<R> {

    /** What is written first: metadata and spec. Values compare by content. */
    Object head(R record);

    /** What is written second: the status. Values compare by content. */
    Object status(R record);

    /** The record that these halves mean. */
    R join(Object head, Object status);
}
