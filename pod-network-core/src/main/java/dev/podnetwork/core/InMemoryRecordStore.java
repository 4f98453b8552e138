package dev.podnetwork.core;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records that live as long as the process: for tests, and for embedders whose interfaces end with the process anyway. Never
 * fails. Thread-safe.
 *
 * @param <R> the record
 */
public final class InMemoryRecordStore<R> implements RecordStore<R> {
    private final Env env;
    private final Map<PodRef, Stored<R>> records = new TreeMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long versions;

    /** An empty store on the clock of this environment. */
    public InMemoryRecordStore(Env env) {
        this.env = env;
    }

    @Override
    public synchronized CompletionStage<ReadReply<R>> read(PodRef key) {
        Stored<R> stored = records.get(key);
        return done(stored == null ? new ReadReply.Missing<>(env.now()) : new ReadReply.Found<>(stored, env.now()));
    }

    @Override
    public synchronized CompletionStage<ListReply<R>> list() {
        return done(new ListReply.Listed<>(new ArrayList<>(records.values()), env.now()));
    }

    @Override
    public synchronized CompletionStage<CommitReply> create(PodRef key, R record) {
        if (records.containsKey(key)) {
            return done(new CommitReply.Conflict());
        }
        return done(put(key, "uid-" + (versions + 1), false, record));
    }

    @Override
    public synchronized CompletionStage<CommitReply> update(Stored<R> current, R next) {
        Stored<R> stored = records.get(current.key());
        if (stored == null || !stored.version().equals(current.version())) {
            return done(new CommitReply.Conflict());
        }
        if (stored.record().equals(next)) {
            return done(new CommitReply.Committed(stored.uid(), stored.version(), env.now()));
        }
        return done(put(current.key(), stored.uid(), stored.deletionRequested(), next));
    }

    @Override
    public synchronized CompletionStage<CommitReply> remove(Stored<R> current) {
        Stored<R> stored = records.get(current.key());
        if (stored != null && !stored.version().equals(current.version())) {
            return done(new CommitReply.Conflict());
        }
        records.remove(current.key());
        return done(new CommitReply.Committed(current.uid(), current.version(), env.now()));
    }

    /** Asks for the deletion of a record, as a user does who frees a retained address. */
    public void requestDeletion(PodRef key) {
        synchronized (this) {
            Stored<R> stored = records.get(key);
            if (stored == null) {
                return;
            }
            put(key, stored.uid(), true, stored.record());
        }
        listeners.forEach(each -> each.changed(key));
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    private CommitReply put(PodRef key, String uid, boolean deletionRequested, R record) {
        versions++;
        Version version = new Version(Long.toString(versions));
        records.put(key, new Stored<>(key, uid, version, deletionRequested, record));
        return new CommitReply.Committed(uid, version, env.now());
    }

    private static <T> CompletionStage<T> done(T reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
