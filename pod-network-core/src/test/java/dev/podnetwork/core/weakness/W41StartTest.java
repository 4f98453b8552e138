package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.sim.StoreWrites;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * W41: at every start each record is migrated with a write of its own, and no pod is served meanwhile. Weak variant: writes
 * each record once when it starts.
 */
class W41StartTest {
    private static final int RECORDS = 1_000;

    private static final SystemUnderTest WEAK = ports -> {
        ports.store().list().thenAccept(reply -> {
            if (reply instanceof ListReply.Listed<Allocation> listed) {
                for (Stored<Allocation> each : listed.records()) {
                    ports.store().update(each, each.record().seenAt(ports.env().now()));
                }
            }
        });
        return CoreSystem.real().start(ports);
    };

    @Test
    void aStartWithAThousandRecordsWritesNothingAndServesAtOnce_W41() {
        SmallWorld w = new SmallWorld(FakeCloudConfig.strict(), 20);
        for (int i = 0; i < 21; i++) {
            w.trunkNode("n" + i, "a", 50);
        }
        w.start()
                .run(SmallWorld.deployment("web", RECORDS), Wish.elastic().one())
                .untilBound(RECORDS);
        int[] round = {0};
        Weak.shows(
                system -> {
                    w.crash();
                    StoreWrites before = w.store.writes();
                    String next = "next-" + round[0]++;
                    w.start(system).runFor(Duration.ofSeconds(5));
                    w.run(SmallWorld.bare(next, "n20"), Wish.elastic().one());
                    w.until(() -> w.isBound(next), Duration.ofSeconds(15), "a new pod is bound at once");
                    w.runFor(Duration.ofMinutes(10));
                    assertThat(w.store.writes().since(before).total())
                            .as("writes")
                            .isEqualTo(3);
                },
                WEAK);
    }
}
