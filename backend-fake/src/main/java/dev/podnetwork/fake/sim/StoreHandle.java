package dev.podnetwork.fake.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A store as one process reaches it: requests take time, get lost, and are answered only while the process lives. */
final class StoreHandle<R> implements RecordStore<R> {
    private static final long MILLIS = 1_000_000L;
    private static final long SECONDS = 1_000 * MILLIS;

    private final SimStore<R> store;
    private final SimProcess process;
    private final SimRandom random;
    private final List<Listener> listeners = new ArrayList<>();

    StoreHandle(SimStore<R> store, SimProcess process, SimRandom random) {
        this.store = store;
        this.process = process;
        this.random = random;
    }

    SimProcess process() {
        return process;
    }

    @Override
    public CompletionStage<ReadReply<R>> read(PodRef key) {
        CompletableFuture<ReadReply<R>> reply = new CompletableFuture<>();
        request(key, () -> {
            if (strikes(StoreFault.READ_FAILS, key)) {
                answer(reply, new ReadReply.Unavailable<>("the store did not answer the read of " + key));
                return;
            }
            SimStore.Entry<R> entry = store.entry(key);
            answer(
                    reply,
                    entry == null
                            ? new ReadReply.Missing<>(store.world().storeTime())
                            : new ReadReply.Found<>(
                                    store.stored(key, entry), store.world().storeTime()));
        });
        return reply;
    }

    @Override
    public CompletionStage<ListReply<R>> list() {
        CompletableFuture<ListReply<R>> reply = new CompletableFuture<>();
        request(null, () -> {
            if (strikes(StoreFault.LIST_FAILS, null)) {
                answer(reply, new ListReply.Unavailable<>("the store did not answer the list"));
            } else {
                answer(reply, new ListReply.Listed<>(store.all(), store.world().storeTime()));
            }
        });
        return reply;
    }

    @Override
    public CompletionStage<CommitReply> create(PodRef key, R record) {
        CompletableFuture<CommitReply> reply = new CompletableFuture<>();
        write(key, reply, () -> new CreateWrite<>(this, store, key, record, reply).first());
        return reply;
    }

    @Override
    public CompletionStage<CommitReply> update(Stored<R> current, R next) {
        CompletableFuture<CommitReply> reply = new CompletableFuture<>();
        write(current.key(), reply, () -> new UpdateWrite<>(this, store, current, next, reply).first());
        return reply;
    }

    @Override
    public CompletionStage<CommitReply> remove(Stored<R> current) {
        CompletableFuture<CommitReply> reply = new CompletableFuture<>();
        write(current.key(), reply, () -> new RemoveWrite<>(this, store, current, reply).first());
        return reply;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    void announce(PodRef key) {
        for (Listener listener : listeners) {
            int times = strikes(StoreFault.NOTICE_LOST, key) ? 0 : strikes(StoreFault.NOTICE_REPEATED, key) ? 2 : 1;
            for (int i = 0; i < times; i++) {
                process.schedule(random.between(1, 20) * MILLIS, () -> listener.changed(key));
            }
        }
    }

    boolean strikes(StoreFault fault, @Nullable PodRef about) {
        return store.faults().strikes(fault, about);
    }

    /** A request leaves the process and reaches the store a little later. */
    void request(@Nullable PodRef about, Runnable atTheStore) {
        process.send(() -> {
            long latency = random.between(500_000L, 3 * MILLIS);
            if (strikes(StoreFault.SLOW, about)) {
                latency += random.between(SECONDS, 12 * SECONDS);
            }
            store.world().schedule(latency, atTheStore);
        });
    }

    private void write(PodRef key, CompletableFuture<CommitReply> reply, Runnable atTheStore) {
        request(key, () -> {
            if (strikes(StoreFault.UNAVAILABLE, key)) {
                answer(reply, new CommitReply.Unavailable("the store did not take the write of " + key));
            } else if (strikes(StoreFault.LOST_REQUEST, key)) {
                answerLate(reply);
            } else {
                if (strikes(StoreFault.CONFLICT, key)) {
                    store.touch(key);
                }
                store.by(this, atTheStore);
            }
        });
    }

    /** Answers a write that is whole, or loses the reply. */
    void committed(PodRef key, CompletableFuture<CommitReply> reply, CommitReply committed) {
        if (strikes(StoreFault.LOST_REPLY, key)) {
            answerLate(reply);
        } else {
            answer(reply, committed);
        }
    }

    /** Goes on with the second part of a write, unless it is torn here. */
    void second(PodRef key, CompletableFuture<CommitReply> reply, Runnable atTheStore) {
        if (strikes(StoreFault.TORN_BY_CRASH, key)) {
            process.crash();
        } else if (strikes(StoreFault.TORN, key)) {
            answerLate(reply);
        } else {
            process.schedule(
                    random.between(500_000L, 3 * MILLIS), () -> request(key, () -> store.by(this, atTheStore)));
        }
    }

    <T> void answer(CompletableFuture<T> reply, T value) {
        process.schedule(random.between(500_000L, 3 * MILLIS), () -> reply.complete(value));
    }

    void answerLate(CompletableFuture<CommitReply> reply) {
        process.schedule(random.between(SECONDS, 6 * SECONDS), () -> reply.complete(new CommitReply.Unknown()));
    }
}
