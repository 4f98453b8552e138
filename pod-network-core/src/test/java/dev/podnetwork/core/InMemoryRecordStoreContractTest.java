package dev.podnetwork.core;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.contract.RecordStoreContract;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.RecordStore;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

class InMemoryRecordStoreContractTest extends RecordStoreContract<String> {
    private @Nullable InMemoryRecordStore<String> store;

    @Override
    protected RecordStore<String> open() {
        InMemoryRecordStore<String> opened = new InMemoryRecordStore<>(new SimWorld(1).start("p"));
        store = opened;
        return opened;
    }

    @Override
    protected String record(PodRef key, int head, int status) {
        return key + " " + head + " " + status;
    }

    @Override
    protected <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Override
    protected void requestDeletion(PodRef key) {
        Objects.requireNonNull(store, "opened before").requestDeletion(key);
    }
}
