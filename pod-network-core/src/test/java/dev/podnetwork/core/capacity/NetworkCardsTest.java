package dev.podnetwork.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkCardsTest {
    private static final List<Integer> TWO = List.of(0, 1);
    private static final List<Object> CPUS = List.of(0L, 1L);

    private static Optional<Integer> chosen(Object cpuSet, Map<Integer, Integer> used) {
        return NetworkCards.choose(TWO, used, NetworkCards.numa(cpuSet));
    }

    @Test
    void aPodOnOneNumaNodeGetsTheCardOfThatNode_E31() {
        Map<Integer, Integer> zeroIsFull = Map.of(0, 9, 1, 2);
        Map<Integer, Integer> oneIsFull = Map.of(0, 2, 1, 9);

        assertThat(chosen(Map.of("c", Map.of("0", CPUS)), zeroIsFull)).contains(0);
        assertThat(chosen(Map.of("c", Map.of("1", CPUS)), oneIsFull)).contains(1);
        assertThat(chosen(Map.of("c", Map.of("1", CPUS), "d", Map.of("1", CPUS)), oneIsFull))
                .contains(1);
    }

    @Test
    void withoutAHintThatSaysOneNodeTheEmptiestCardIsTaken_E31() {
        Map<Integer, Integer> zeroIsFull = Map.of(0, 9, 1, 2);
        for (Object none : List.of(
                Map.of("c", Map.of("0", CPUS, "1", CPUS)),
                Map.of("c", Map.of("0", CPUS), "d", Map.of("1", CPUS)),
                Map.of("c", Map.of("-1", CPUS)),
                Map.of("c", "0"),
                "no object",
                Map.of())) {
            assertThat(NetworkCards.numa(none)).as("%s", none).isNull();
            assertThat(chosen(none, zeroIsFull)).as("%s", none).contains(1);
        }
        assertThat(NetworkCards.numa(null)).isNull();
    }

    @Test
    void withFewerThanTwoCardsThereIsNothingToChoose_E32() {
        assertThat(NetworkCards.choose(List.of(), Map.of(), null)).isEmpty();
        assertThat(NetworkCards.choose(List.of(0), Map.of(), null)).isEmpty();
        assertThat(NetworkCards.choose(List.of(0), Map.of(), 0)).isEmpty();
    }

    @Test
    void aNumaNodeWithoutACardHasNoBetterOne_E35() {
        assertThat(NetworkCards.choose(TWO, Map.of(), 5)).isEmpty();
        assertThat(NetworkCards.choose(List.of(0, 2), Map.of(), 1)).isEmpty();
    }

    @Test
    void theOrderInWhichCardsAreNamedDoesNotMatter() {
        assertThat(NetworkCards.choose(List.of(1, 0), Map.of(), null)).contains(0);
        assertThat(NetworkCards.choose(List.of(3, 1, 2, 0), Map.of(0, 1, 2, 4), 0))
                .contains(0);
        assertThat(NetworkCards.choose(List.of(3, 1, 2, 0), Map.of(1, 1), 1)).contains(3);
    }
}
