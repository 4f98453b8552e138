package dev.podnetwork.core.runtime;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store whose every answer is given by hand. It knows nothing: what a read finds is what the test says. */
final class ScriptedStore implements RecordStore<String> {
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    final List<String> calls = new ArrayList<>();
    private final Deque<CompletableFuture<CommitReply>> writes = new ArrayDeque<>();
    private final Deque<CompletableFuture<ReadReply<String>>> reads = new ArrayDeque<>();
    private final Deque<CompletableFuture<ListReply<String>>> lists = new ArrayDeque<>();

    static Stored<String> stored(PodRef key, String uid, int version, String record) {
        return new Stored<>(key, uid, new Version(Integer.toString(version)), false, record);
    }

    private <T> CompletionStage<T> called(String call, Deque<CompletableFuture<T>> queue) {
        calls.add(call);
        CompletableFuture<T> reply = new CompletableFuture<>();
        queue.add(reply);
        return reply;
    }

    @Override
    public CompletionStage<ReadReply<String>> read(PodRef key) {
        return called("read", reads);
    }

    @Override
    public CompletionStage<ListReply<String>> list() {
        return called("list", lists);
    }

    @Override
    public CompletionStage<CommitReply> create(PodRef key, String record) {
        return called("create " + record, writes);
    }

    @Override
    public CompletionStage<CommitReply> update(Stored<String> current, String next) {
        return called("update " + current.version() + " " + next, writes);
    }

    @Override
    public CompletionStage<CommitReply> remove(Stored<String> current) {
        return called("remove " + current.version(), writes);
    }

    @Override
    public void listen(Listener listener) {
        calls.add("listen");
    }

    void listed(List<Stored<String>> records) {
        lists.remove().complete(new ListReply.Listed<>(records, TIME));
    }

    void listFails() {
        lists.remove().complete(new ListReply.Unavailable<>("down"));
    }

    void committed(String uid, int version) {
        writes.remove().complete(new CommitReply.Committed(uid, new Version(Integer.toString(version)), TIME));
    }

    void writeAnswers(CommitReply reply) {
        writes.remove().complete(reply);
    }

    void writeBreaks() {
        writes.remove().completeExceptionally(new IllegalStateException("connection reset"));
    }

    void found(Stored<String> stored) {
        reads.remove().complete(new ReadReply.Found<>(stored, TIME));
    }

    void missing() {
        reads.remove().complete(new ReadReply.Missing<>(TIME));
    }

    void readFails() {
        reads.remove().complete(new ReadReply.Unavailable<>("down"));
    }
}
