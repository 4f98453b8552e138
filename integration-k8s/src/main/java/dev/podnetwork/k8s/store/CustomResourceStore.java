package dev.podnetwork.k8s.store;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.client.ObjectMeta;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.CommitReply.Committed;
import dev.podnetwork.spi.CommitReply.Conflict;
import dev.podnetwork.spi.CommitReply.Unavailable;
import dev.podnetwork.spi.CommitReply.Unknown;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records as PodENI objects; the resource version is the version. A record is two writes, metadata and spec first, and a half
 * that did not change is not written. To let a record go is two writes as well: the deletion, then the finalizers, ours and
 * the one of older systems (design §2, §5; spec: README decision 14).
 *
 * <p>An answer that leaves open whether a write was done is {@link Unknown}: so is a conflict in the second half. Thread-safe.
 */
public final class CustomResourceStore implements RecordStore<Allocation>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CustomResourceStore.class);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_FAULT = 500;

    private final KubeApi api;
    private final Env env;
    private final PodEniObjects objects = new PodEniObjects();
    private final EchoFilter echoes = new EchoFilter();
    private final RecordWatch watch;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<Heard> heard;
    private volatile Consumer<UnreadableRecord> unreadableTo = record -> {};
    private volatile Consumer<Stored<Allocation>> deletedTo = record -> {};

    private record Heard(Instant serverTime, long ticks) {}

    /** A store; it hears of others' changes after {@link #start}. */
    public CustomResourceStore(KubeApi api, Env env) {
        this.api = api;
        this.env = env;
        this.watch = new RecordWatch(api, env, echoes, this::tell);
        this.heard = new AtomicReference<>(new Heard(Instant.EPOCH, env.ticks()));
    }

    /** Begins to watch; call once. */
    public void start() {
        watch.start();
    }

    /** Whether it hears of others' changes. */
    public boolean synced() {
        return watch.synced();
    }

    /** Who hears of records that cannot be read, each time one is met. */
    public void onUnreadable(Consumer<UnreadableRecord> listener) {
        unreadableTo = listener;
    }

    /** Who hears of records whose deletion is asked for, each time one is read. */
    public void onDeletionRequested(Consumer<Stored<Allocation>> listener) {
        deletedTo = listener;
    }

    private void seen(Stored<Allocation> stored) {
        echoes.read(stored.key(), stored.version().value());
        if (stored.deletionRequested()) {
            deletedTo.accept(stored);
        }
    }

    private void unreadable(UnreadableRecord record) {
        LOG.warn("PodENI {} cannot be read and is left alone: {}", record.key(), record.problem());
        unreadableTo.accept(record);
    }

    private void tell(PodRef key) {
        listeners.forEach(each -> each.changed(key));
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
        return api.send(KubeRequest.get(KubePaths.podEni(key), Map.of())).thenApply(answer -> found(key, answer));
    }

    private ReadReply<Allocation> found(PodRef key, KubeAnswer answer) {
        if (!(answer instanceof Replied replied)) {
            return new ReadReply.Unavailable<>(((KubeAnswer.Lost) answer).reason());
        }
        Instant time = hear(replied);
        if (replied.missing()) {
            objects.forget(key);
            echoes.removed(key);
            return new ReadReply.Missing<>(time);
        }
        if (!replied.ok()) {
            return new ReadReply.Unavailable<>(replied.problem());
        }
        try {
            Stored<Allocation> stored = objects.decode(replied.object());
            seen(stored);
            return new ReadReply.Found<>(stored, time);
        } catch (RuntimeException unreadable) {
            unreadable(UnreadableRecord.of(replied.object(), unreadable));
            return new ReadReply.Unavailable<>("PodENI " + key + " cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public CompletionStage<ListReply<Allocation>> list() {
        echoes.listing();
        return new RecordList(api, objects, this::hear, this::seen, this::unreadable)
                .read()
                .whenComplete((reply, failure) -> echoes.listed().forEach(this::tell));
    }

    @Override
    public CompletionStage<CommitReply> create(PodRef key, Allocation record) {
        Head head = AllocationHalves.head(record);
        Status status = AllocationHalves.status(record);
        objects.forget(key);
        KubeRequest request = KubeRequest.post(KubePaths.podEnis(key.namespace()), objects.create(head));
        return writing(
                key,
                () -> api.send(request).thenCompose(answer -> {
                    CommitReply made = created(answer);
                    return made instanceof Committed first && !status.equals(Status.EMPTY)
                            ? secondHalf(head, status, first)
                            : done(made);
                }));
    }

    /** A name that is taken is a conflict; a namespace or a kind that is missing is not. */
    private CommitReply created(KubeAnswer answer) {
        return answer instanceof Replied replied && replied.code() == NOT_FOUND
                ? new Unavailable(replied.problem())
                : reply(answer);
    }

    @Override
    public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
        Head head = AllocationHalves.head(next);
        Status status = AllocationHalves.status(next);
        boolean newHead = !head.equals(AllocationHalves.head(current.record()));
        boolean newStatus = !status.equals(AllocationHalves.status(current.record()));
        if (!newHead && !newStatus) {
            return done(new Committed(current.uid(), current.version(), now()));
        }
        if (!newHead) {
            return writing(current.key(), () -> status(head, status, current.uid(), current.version()));
        }
        String body = objects.head(head, current.uid(), current.version());
        KubeRequest request = KubeRequest.put(KubePaths.podEni(current.key()), body);
        return writing(
                current.key(),
                () -> api.send(request).thenCompose(answer -> {
                    CommitReply made = reply(answer);
                    return made instanceof Committed first && newStatus ? secondHalf(head, status, first) : done(made);
                }));
    }

    /** Whatever goes wrong in the second half, the first was written. */
    private CompletionStage<CommitReply> secondHalf(Head head, Status status, Committed first) {
        return status(head, status, first.uid(), first.version())
                .thenApply(reply -> reply instanceof Committed ? reply : new Unknown());
    }

    private CompletionStage<CommitReply> status(Head head, Status status, String uid, Version version) {
        String body = objects.status(head, status, uid, version);
        return api.send(KubeRequest.put(KubePaths.podEni(head.pod()) + "/status", body))
                .thenApply(this::reply);
    }

    @Override
    public CompletionStage<CommitReply> remove(Stored<Allocation> current) {
        PodRef key = current.key();
        return writing(key, () -> current.deletionRequested() ? release(current, current.version()) : delete(current))
                .thenApply(reply -> {
                    if (reply instanceof Committed) {
                        objects.forget(key);
                        echoes.removed(key);
                    }
                    return reply;
                });
    }

    private CompletionStage<CommitReply> delete(Stored<Allocation> current) {
        String body = PodEniObjects.deletion(current.uid(), current.version());
        KubeRequest request = KubeRequest.delete(KubePaths.podEni(current.key()), body);
        return api.send(request).thenCompose(answer -> {
            CommitReply marked = gone(current, answer);
            boolean held = marked instanceof Committed first
                    && !first.version().equals(current.version())
                    && !first.version().value().isEmpty();
            return held
                    ? release(current, ((Committed) marked).version())
                            .thenApply(reply -> reply instanceof Committed ? reply : new Unknown())
                    : done(marked);
        });
    }

    private CompletionStage<CommitReply> release(Stored<Allocation> current, Version version) {
        String body = objects.released(AllocationHalves.head(current.record()), current.uid(), version);
        return api.send(KubeRequest.put(KubePaths.podEni(current.key()), body))
                .thenApply(answer -> gone(current, answer));
    }

    /** What is not there needs no removal. */
    private CommitReply gone(Stored<Allocation> current, KubeAnswer answer) {
        return answer instanceof Replied replied && replied.missing()
                ? new Committed(current.uid(), current.version(), hear(replied))
                : reply(answer);
    }

    private CommitReply reply(KubeAnswer answer) {
        if (!(answer instanceof Replied replied)) {
            KubeAnswer.Lost lost = (KubeAnswer.Lost) answer;
            return lost.sent() ? new Unknown() : new Unavailable(lost.reason());
        }
        Instant time = hear(replied);
        if (replied.ok()) {
            ObjectMeta meta = ObjectMeta.of(replied.body());
            return new Committed(meta.uid(), new Version(meta.resourceVersion()), time);
        } else if (replied.code() == CONFLICT || replied.missing()) {
            return new Conflict();
        }
        return replied.code() >= SERVER_FAULT ? new Unknown() : new Unavailable(replied.problem());
    }

    /** Keeps the watch from taking our own write for somebody else's. */
    private CompletionStage<CommitReply> writing(PodRef key, Supplier<CompletionStage<CommitReply>> write) {
        echoes.writing(key);
        return write.get().thenApply(reply -> {
            String version = reply instanceof Committed done ? done.version().value() : null;
            if (echoes.wrote(key, version)) {
                tell(key);
            }
            return reply;
        });
    }

    private static CompletionStage<CommitReply> done(CommitReply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    /** The API server's clock; it is not let go back when another server of it answers. */
    private Instant hear(Replied replied) {
        Heard next = heard.updateAndGet(before -> replied.serverTime().isBefore(before.serverTime())
                ? before
                : new Heard(replied.serverTime(), env.ticks()));
        return next.serverTime();
    }

    private Instant now() {
        Heard last = Objects.requireNonNull(heard.get());
        return last.serverTime().plusNanos(env.ticks() - last.ticks());
    }

    @Override
    public void close() {
        watch.close();
    }
}
