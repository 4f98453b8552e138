package dev.podnetwork.fake.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import java.util.concurrent.CompletableFuture;

/** A new record: metadata and spec, then the status if there is one to write. */
final class CreateWrite<R> {
    private final StoreHandle<R> handle;
    private final SimStore<R> store;
    private final PodRef key;
    private final R record;
    private final CompletableFuture<CommitReply> reply;

    CreateWrite(StoreHandle<R> handle, SimStore<R> store, PodRef key, R record, CompletableFuture<CommitReply> reply) {
        this.handle = handle;
        this.store = store;
        this.key = key;
        this.record = record;
        this.reply = reply;
    }

    void first() {
        if (store.entry(key) != null) {
            handle.answer(reply, new CommitReply.Conflict());
            return;
        }
        Object status = store.halves().status(record);
        boolean whole = status.equals(store.newStatus());
        SimStore.Entry<R> entry =
                store.insert(key, store.halves().head(record), store.newStatus(), whole ? record : null);
        store.count(SimStore.Write.CREATE);
        if (whole) {
            handle.committed(key, reply, committed(entry));
        } else {
            long version = entry.version;
            handle.second(key, reply, () -> second(entry, version, status));
        }
    }

    private void second(SimStore.Entry<R> entry, long version, Object status) {
        if (store.entry(key) != entry || entry.version != version) {
            handle.answer(reply, new CommitReply.Unknown());
            return;
        }
        store.write(key, entry, store.head(entry), status, record);
        store.count(SimStore.Write.STATUS);
        handle.committed(key, reply, committed(entry));
    }

    private CommitReply committed(SimStore.Entry<R> entry) {
        return new CommitReply.Committed(
                entry.uid, store.version(entry), store.world().storeTime());
    }
}
