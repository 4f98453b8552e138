package dev.podnetwork.core.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.VSwitchDescription;
import dev.podnetwork.core.vswitch.VSwitchReading;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * W25: counts that know nothing of calls in flight, blocks that outlive the shortage. The ledger reserves, believes no stale
 * answer, blocks briefly and lets one probe through.
 */
class W25VSwitchLedgerTest {
    private static final VSwitchId ID = VSwitchId.of("vsw-a");
    private static final PodRef POD = PodRef.of("default", "web-0");
    private static final long SECOND = 1_000_000_000L;

    private final VSwitchLedger ledger = new VSwitchLedger();

    private static VSwitchDescription described(long available) {
        return new VSwitchDescription(ID, VpcId.of("vpc-1"), ZoneId.of("zone-a"), "10.0.0.0/24", null, available);
    }

    private VSwitchReading.Known known() {
        return (VSwitchReading.Known) ledger.reading(ID, POD);
    }

    private long free() {
        return known().freeIpv4();
    }

    /** How many of 20 creates a ledger with 5 addresses lets go before a single answer has come. */
    private static int burst(BiFunction<VSwitchLedger, Integer, Boolean> mayCreate) {
        VSwitchLedger ledger = new VSwitchLedger();
        ledger.read(described(5), 0);
        int sent = 0;
        for (int i = 0; i < 20; i++) {
            sent += mayCreate.apply(ledger, i) ? 1 : 0;
        }
        return sent;
    }

    private static void neverMoreThanThereAre(BiFunction<VSwitchLedger, Integer, Boolean> mayCreate) {
        assertThat(burst(mayCreate)).isEqualTo(5);
    }

    @Test
    void callsInFlightAreCounted_W25() {
        neverMoreThanThereAre((ledger, i) -> ledger.take(ID, 1));
        assertThatThrownBy(() -> neverMoreThanThereAre(
                        (ledger, i) -> ((VSwitchReading.Known) ledger.reading(ID, POD)).freeIpv4() > 0))
                .as("the weak variant looks at the count and reserves nothing")
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatNobodyAskedAboutHasNoReading() {
        assertThat(ledger.reading(ID, POD)).isNull();
        ledger.unreadable(ID, "Forbidden.RAM", 1);
        assertThat(ledger.reading(ID, POD)).isEqualTo(new VSwitchReading.Failed("Forbidden.RAM"));
        ledger.read(described(3), 2);
        assertThat(free()).isEqualTo(3);
        ledger.unreadable(ID, "Throttling", 3);
        assertThat(free()).as("an answer is kept when the next one fails").isEqualTo(3);
    }

    @Test
    void aReservationBecomesAnAddressWithoutChangingWhatIsFree() {
        ledger.read(described(3), 0);
        ledger.take(ID, 1);
        assertThat(free()).isEqualTo(2);
        ledger.made(ID, 1, SECOND);
        ledger.reserve(ID, -1);
        assertThat(free()).isEqualTo(2);
        ledger.freed(ID, 1, 2 * SECOND);
        assertThat(free()).isEqualTo(3);
    }

    @Test
    void anAnswerFromBeforeTheLastChangeCannotRaiseTheCount() {
        ledger.read(described(3), 0);
        ledger.made(ID, 1, 10 * SECOND);

        ledger.read(described(3), 9 * SECOND);
        assertThat(free()).isEqualTo(2);
        ledger.read(described(1), 9 * SECOND);
        assertThat(free()).isEqualTo(1);
        ledger.read(described(4), 11 * SECOND);
        assertThat(free()).isEqualTo(4);
    }

    @Test
    void aRefusalBlocksBrieflyThenOneProbesForAll() {
        ledger.read(described(9), 0);
        ledger.exhausted(ID, SECOND);
        assertThat(free()).isZero();
        assertThat(known().isBlocked(5 * SECOND)).isTrue();
        assertThat(known().isBlocked(6 * SECOND)).isFalse();

        ledger.read(described(9), 7 * SECOND);
        assertThat(ledger.take(ID, 2)).as("half open: one allocation").isTrue();
        assertThat(free()).as("and no other").isZero();
        assertThat(ledger.take(ID, 1)).isFalse();
        ledger.reserve(ID, -1);
        ledger.made(ID, 1, 8 * SECOND);
        ledger.reserve(ID, -1);
        assertThat(free()).isEqualTo(8);
        assertThat(known().blockedUntil()).isNull();
    }

    @Test
    void aProbeThatEndsWithoutAnAddressLetsTheNextOneProbe() {
        ledger.exhausted(ID, 0);
        ledger.read(described(4), 6 * SECOND);
        ledger.take(ID, 1);
        assertThat(free()).isZero();
        ledger.reserve(ID, -1);

        assertThat(free()).isEqualTo(4);
    }

    @Test
    void refusalsOfOneBurstBlockAsLongAsOne() {
        ledger.read(described(9), 0);
        for (int i = 0; i < 50; i++) {
            ledger.exhausted(ID, SECOND + i);
        }
        assertThat(known().isBlocked(6 * SECOND + 50)).isFalse();
    }

    @Test
    void refusalsInARowBlockLongerButNeverMoreThanAMinute() {
        long now = 0;
        long last = 0;
        for (int i = 0; i < 10; i++) {
            ledger.read(described(1), now);
            ledger.exhausted(ID, now);
            long block = known().blockedUntil() - now;
            assertThat(block).isBetween(Math.max(last, 5 * SECOND), 60 * SECOND);
            last = block;
            now += block;
        }
        assertThat(last).isEqualTo(60 * SECOND);
    }

    @Test
    void thoseWhoWaitAreCalledWhenTheBlockIsOverAndTheVSwitchIsReadAgain() {
        ledger.read(described(0), 0);
        ledger.exhausted(ID, 0);
        ledger.line(ID).enter(POD);

        assertThat(ledger.due(SECOND, 0)).as("blocked").isEmpty();
        assertThat(ledger.due(6 * SECOND, 10 * SECOND)).as("just read").isEmpty();
        assertThat(ledger.due(11 * SECOND, 10 * SECOND)).containsExactly(ID);
        assertThat(ledger.call(ID, 4 * SECOND)).isEmpty();
        ledger.read(described(2), 11 * SECOND);
        assertThat(ledger.call(ID, 11 * SECOND)).containsExactly(POD);
        assertThat(ledger.anybodyWaits()).isTrue();
        ledger.line(ID).leave(POD);
        assertThat(ledger.anybodyWaits()).isFalse();
        assertThat(ledger.due(99 * SECOND, 0)).as("nobody waits").isEmpty();
    }
}
