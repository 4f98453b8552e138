package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.core.CoreSystem;
import dev.podnetwork.core.scenario.SmallWorld;
import dev.podnetwork.core.scenario.Wish;
import dev.podnetwork.core.sim.Forwarding;
import dev.podnetwork.fake.sim.run.SystemUnderTest;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.RecordStore;
import dev.podnetwork.spi.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * W30: after a restart the interfaces of each network card are counted from zero, so that a node fills up on one card. Weak
 * variant: what a start reads does not say on which card an interface is.
 */
class W30NetworkCardsTest {
    private static final SystemUnderTest WEAK =
            ports -> CoreSystem.real().start(Weak.with(ports, new Forgets(ports.store())));

    private static final class Forgets extends Forwarding.Store {
        Forgets(RecordStore<Allocation> store) {
            super(store);
        }

        @Override
        public CompletionStage<ListReply<Allocation>> list() {
            return super.list()
                    .thenApply(reply -> reply instanceof ListReply.Listed<Allocation> listed
                            ? new ListReply.Listed<>(
                                    listed.records().stream().map(Forgets::bare).toList(), listed.storeTime())
                            : reply);
        }

        private static Stored<Allocation> bare(Stored<Allocation> of) {
            Allocation record = of.record().eachInterface(each -> {
                Attached at = each.attached();
                return at == null ? each : each.withAttached(new Attached(at.mode(), at.vid(), null));
            });
            return new Stored<>(of.key(), of.uid(), of.version(), of.deletionRequested(), record);
        }
    }

    @Test
    void aRestartCountsTheInterfacesOfEachCardAsBefore_W30() {
        Weak.shows(
                system -> {
                    SmallWorld w = new SmallWorld().exclusiveNode("n1", "a", 14);
                    w.cluster.changeNode(SmallWorld.spec(w.facts("n1").withNetworkCards(List.of(0, 1))));
                    w.start(system);
                    for (int i = 0; i < 6; i++) {
                        w.run(SmallWorld.bare("old-" + i, "n1"), Wish.elastic().one());
                        w.untilBound("old-" + i);
                    }
                    assertThat(perCard(w)).isEqualTo(Map.of(0, 3, 1, 3));
                    for (int i = 0; i < 6; i++) {
                        String pod = "old-" + i;
                        if (card(
                                        w,
                                        Objects.requireNonNull(w.recorded(pod)
                                                        .interfaces()
                                                        .get(0)
                                                        .eni())
                                                .id())
                                == 1) {
                            w.cluster.deletePod(SmallWorld.ref(pod));
                            w.until(() -> w.record(pod) == null, Duration.ofMinutes(2), pod + " to be let go");
                        }
                    }
                    w.crash();
                    w.start(system).runFor(Duration.ofSeconds(5));
                    for (int i = 0; i < 3; i++) {
                        w.run(SmallWorld.bare("new-" + i, "n1"), Wish.elastic().one());
                        w.untilBound("new-" + i);
                    }
                    assertThat(perCard(w)).as("interfaces of each card").isEqualTo(Map.of(0, 3, 1, 3));
                },
                WEAK);
    }

    private static int card(SmallWorld w, EniId eni) {
        EniAttachment at = w.cloud.inspect().eni(eni).orElseThrow().attachment();
        return Objects.requireNonNull(Objects.requireNonNull(at).networkCardIndex());
    }

    private static Map<Integer, Integer> perCard(SmallWorld w) {
        Map<Integer, Integer> all = new TreeMap<>();
        w.cloud.inspect().enis().stream()
                .filter(each -> each.attachment() != null && each.attachment().networkCardIndex() != null)
                .forEach(each -> all.merge(each.attachment().networkCardIndex(), 1, Integer::sum));
        return all;
    }
}
