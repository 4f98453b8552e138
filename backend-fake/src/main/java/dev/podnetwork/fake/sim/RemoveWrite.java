package dev.podnetwork.fake.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Stored;
import java.util.concurrent.CompletableFuture;

/** The end of a record: first it is marked for deletion, then its finalizer is removed and it is gone. */
final class RemoveWrite<R> {
    private final StoreHandle<R> handle;
    private final SimStore<R> store;
    private final Stored<R> current;
    private final CompletableFuture<CommitReply> reply;

    RemoveWrite(StoreHandle<R> handle, SimStore<R> store, Stored<R> current, CompletableFuture<CommitReply> reply) {
        this.handle = handle;
        this.store = store;
        this.current = current;
        this.reply = reply;
    }

    void first() {
        PodRef key = current.key();
        SimStore.Entry<R> entry = store.entry(key);
        if (entry == null || !entry.uid.equals(current.uid())) {
            handle.committed(current.key(), reply, committed());
        } else if (!Long.toString(entry.version).equals(current.version().value())) {
            handle.answer(reply, new CommitReply.Conflict());
        } else if (entry.deletionRequested) {
            erase(entry);
        } else {
            store.mark(key, entry);
            store.count(SimStore.Write.MARK);
            long version = entry.version;
            handle.second(key, reply, () -> second(entry, version));
        }
    }

    private void second(SimStore.Entry<R> entry, long version) {
        if (store.entry(current.key()) != entry) {
            handle.committed(current.key(), reply, committed());
        } else if (entry.version != version) {
            handle.answer(reply, new CommitReply.Unknown());
        } else {
            erase(entry);
        }
    }

    private void erase(SimStore.Entry<R> entry) {
        store.erase(current.key(), entry);
        store.count(SimStore.Write.REMOVAL);
        handle.committed(current.key(), reply, committed());
    }

    private CommitReply committed() {
        return new CommitReply.Committed(
                current.uid(), current.version(), store.world().storeTime());
    }
}
