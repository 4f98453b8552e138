package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.NodeRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardLedgerTest {
    private static final NodeRef NODE = NodeRef.of("n1");
    private static final List<Integer> TWO = List.of(0, 1);
    private static final int MANY = 100;

    private final CardLedger ledger = new CardLedger();

    private static EniId eni(int n) {
        return EniId.of("eni-" + n);
    }

    @Test
    void aHundredInterfacesAreHalfAndHalf_E34() {
        for (int i = 0; i < MANY; i++) {
            ledger.assign(NODE, eni(i), TWO, null);
        }
        assertThat(ledger.used(NODE)).isEqualTo(Map.of(0, 50, 1, 50));
    }

    @Test
    void aHundredOfOneNumaNodeAreOnItsCard_E34() {
        for (int i = 0; i < MANY; i++) {
            assertThat(ledger.assign(NODE, eni(i), TWO, 1)).contains(1);
        }
        assertThat(ledger.used(NODE)).isEqualTo(Map.of(1, MANY));
    }

    @Test
    void whatIsAskedForOnACardMovesThere_E34() {
        for (int i = 0; i < MANY; i++) {
            ledger.assign(NODE, eni(i), TWO, null);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(ledger.move(NODE, eni(i), 0, TWO)).contains(0);
        }
        assertThat(ledger.used(NODE)).isEqualTo(Map.of(0, MANY));
    }

    @Test
    void aCardThatIsNotThereIsNoAnswer_E35() {
        assertThat(ledger.move(NODE, eni(1), 7, TWO)).isEmpty();
        assertThat(ledger.assign(NODE, eni(1), TWO, 7)).isEmpty();
        assertThat(ledger.move(NODE, eni(1), 0, List.of(0))).isEmpty();
        assertThat(ledger.knows(NODE)).isFalse();
    }

    @Test
    void askedAgainAnInterfaceStaysWhereItIs() {
        assertThat(ledger.assign(NODE, eni(1), TWO, null)).contains(0);
        assertThat(ledger.assign(NODE, eni(2), TWO, null)).contains(1);
        assertThat(ledger.assign(NODE, eni(2), TWO, null)).contains(1);
        assertThat(ledger.assign(NODE, eni(1), TWO, 1)).contains(1);
        assertThat(ledger.used(NODE)).isEqualTo(Map.of(1, 2));
    }

    @Test
    void aNodeWithoutInterfacesIsForgotten_J11() {
        ledger.hold(NODE, eni(1), 1);
        ledger.release(NODE, eni(2));
        assertThat(ledger.knows(NODE)).isTrue();
        ledger.release(NODE, eni(1));
        assertThat(ledger.knows(NODE)).isFalse();
    }
}
