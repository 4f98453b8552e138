package dev.podnetwork.fake.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Stored;
import java.util.concurrent.CompletableFuture;

/** A change of a record: the head if it changed, then the status if it changed, each at the version seen before. */
final class UpdateWrite<R> {
    private final StoreHandle<R> handle;
    private final SimStore<R> store;
    private final Stored<R> current;
    private final R next;
    private final CompletableFuture<CommitReply> reply;

    UpdateWrite(
            StoreHandle<R> handle, SimStore<R> store, Stored<R> current, R next, CompletableFuture<CommitReply> reply) {
        this.handle = handle;
        this.store = store;
        this.current = current;
        this.next = next;
        this.reply = reply;
    }

    void first() {
        PodRef key = current.key();
        SimStore.Entry<R> entry = store.entry(key);
        if (entry == null
                || !entry.uid.equals(current.uid())
                || !isAt(entry, current.version().value())) {
            handle.answer(reply, new CommitReply.Conflict());
            return;
        }
        Object head = store.halves().head(next);
        Object status = store.halves().status(next);
        boolean headChanged = !head.equals(store.head(entry));
        boolean statusChanged = !status.equals(store.status(entry));
        if (headChanged) {
            store.write(key, entry, head, store.status(entry), statusChanged ? null : next);
            store.count(SimStore.Write.HEAD);
        }
        if (headChanged && statusChanged) {
            long version = entry.version;
            handle.second(current.key(), reply, () -> second(entry, version, status));
        } else {
            if (statusChanged) {
                writeStatus(entry, status);
            }
            handle.committed(current.key(), reply, committed(entry));
        }
    }

    private void second(SimStore.Entry<R> entry, long version, Object status) {
        if (store.entry(current.key()) != entry || entry.version != version) {
            handle.answer(reply, new CommitReply.Unknown());
            return;
        }
        writeStatus(entry, status);
        handle.committed(current.key(), reply, committed(entry));
    }

    private void writeStatus(SimStore.Entry<R> entry, Object status) {
        store.write(current.key(), entry, store.head(entry), status, next);
        store.count(SimStore.Write.STATUS);
    }

    private CommitReply committed(SimStore.Entry<R> entry) {
        return new CommitReply.Committed(
                entry.uid, store.version(entry), store.world().storeTime());
    }

    /** As in Kubernetes, a write that names no version goes to whatever is there. */
    private static boolean isAt(SimStore.Entry<?> entry, String version) {
        return version.isEmpty() || Long.toString(entry.version).equals(version);
    }
}
