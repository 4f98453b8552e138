package dev.podnetwork.fake.sim;

/**
 * How many writes a store took, by kind, as a Kubernetes API server would count them.
 *
 * @param creates new records (metadata and spec)
 * @param heads metadata and spec of existing records
 * @param statuses statuses, the one that follows a create included
 * @param marks deletions asked for
 * @param removals finalizers removed, which lets a record go
 */
public record StoreWrites(long creates, long heads, long statuses, long marks, long removals) {
    /** No write. */
    public static final StoreWrites NONE = new StoreWrites(0, 0, 0, 0, 0);

    /** All of them. */
    public long total() {
        return creates + heads + statuses + marks + removals;
    }

    /** Those since {@code earlier}. */
    public StoreWrites since(StoreWrites earlier) {
        return new StoreWrites(
                creates - earlier.creates,
                heads - earlier.heads,
                statuses - earlier.statuses,
                marks - earlier.marks,
                removals - earlier.removals);
    }
}
