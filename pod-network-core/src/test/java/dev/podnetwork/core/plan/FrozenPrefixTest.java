package dev.podnetwork.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.plan.PrefixReading.State;
import org.junit.jupiter.api.Test;

class FrozenPrefixTest {
    private static final long NOW = 1_000_000_000L;

    @Test
    void aFreezeThatIsOverEndsAndNothingElseChanges_I14() {
        for (String cidr : new String[] {"10.0.0.16/28", "fd00:1::/80"}) {
            FrozenPrefix lasting = new FrozenPrefix(cidr, State.FROZEN, NOW + 1);
            FrozenPrefix over = new FrozenPrefix(cidr, State.FROZEN, NOW - 1);
            FrozenPrefix endless = new FrozenPrefix(cidr, State.FROZEN, null);
            FrozenPrefix valid = new FrozenPrefix(cidr, State.VALID, NOW - 1);

            assertThat(lasting.at(NOW)).isEqualTo(lasting);
            assertThat(over.at(NOW)).isEqualTo(new FrozenPrefix(cidr, State.VALID, null));
            assertThat(endless.at(NOW)).isEqualTo(endless);
            assertThat(valid.at(NOW)).isEqualTo(valid);
            for (State other : new State[] {State.INVALID, State.DELETING}) {
                FrozenPrefix leaving = new FrozenPrefix(cidr, other, NOW - 1);
                assertThat(leaving.at(NOW)).isEqualTo(leaving);
            }
        }
    }
}
