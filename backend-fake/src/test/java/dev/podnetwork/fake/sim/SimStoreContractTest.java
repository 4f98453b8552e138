package dev.podnetwork.fake.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.fake.contract.RecordStoreContract;
import dev.podnetwork.spi.RecordHalves;
import dev.podnetwork.spi.RecordStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The store keeps the contract, halves and all, when nothing goes wrong. */
class SimStoreContractTest extends RecordStoreContract<SimStoreContractTest.Pair> {
    private final SimWorld world = new SimWorld(21);
    private final SimStore<Pair> store = new SimStore<>(world, new Halves(), 0);

    record Pair(int head, int status) {}

    private static final class Halves implements RecordHalves<Pair> {
        @Override
        public Object head(Pair record) {
            return record.head();
        }

        @Override
        public Object status(Pair record) {
            return record.status();
        }

        @Override
        public Pair join(Object head, Object status) {
            return new Pair((Integer) head, (Integer) status);
        }
    }

    @Override
    protected RecordStore<Pair> open() {
        return store.handle(world.start("test"));
    }

    @Override
    protected Pair record(PodRef key, int head, int status) {
        return new Pair(head, status);
    }

    @Override
    protected <T> T await(CompletionStage<T> stage) {
        List<T> answers = new ArrayList<>();
        stage.thenAccept(answers::add);
        world.runFor(Duration.ofSeconds(10));
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @Override
    protected void requestDeletion(PodRef key) {
        assertThat(store.requestDeletion(key)).isTrue();
    }
}
