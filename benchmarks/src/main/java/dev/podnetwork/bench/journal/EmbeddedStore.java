package dev.podnetwork.bench.journal;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalEntry.Leased;
import dev.podnetwork.api.pool.JournalEntry.Released;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A well-kept embedded store: H2's MVStore, text by owner, committed and synchronized after so many changes. */
final class EmbeddedStore implements DurableStore {
    private final MVStore store;
    private final MVMap<String, String> leases;
    private final int group;
    private final List<CompletableFuture<?>> waiting = new ArrayList<>();

    EmbeddedStore(Path directory, int group) {
        this.store = new MVStore.Builder()
                .fileName(directory.resolve("leases.mv").toString())
                .autoCommitDisabled()
                .open();
        this.leases = store.openMap("leases");
        this.group = group;
    }

    @Override
    public CompletionStage<?> keep(JournalEntry change) {
        if (change instanceof Leased leased) {
            leases.put(leased.lease().owner().toString(), leased.lease().toString());
        } else if (change instanceof Released released) {
            leases.remove(released.owner().toString());
        }
        CompletableFuture<?> reply = new CompletableFuture<>();
        waiting.add(reply);
        if (waiting.size() >= group) {
            store.commit();
            store.sync();
            waiting.forEach(each -> each.complete(null));
            waiting.clear();
        }
        return reply;
    }

    @Override
    public void close() {
        store.close();
    }
}
