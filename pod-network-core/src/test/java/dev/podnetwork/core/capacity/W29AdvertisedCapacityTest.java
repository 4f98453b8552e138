package dev.podnetwork.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weakness W29, capacity part: more is advertised than the node can hold. */
final class W29AdvertisedCapacityTest {
    private static final List<InstanceTypeLimits> TYPES = List.of(
            new InstanceTypeLimits("trunk", 4, 20, 15, 15, true, 2),
            new InstanceTypeLimits("plain", 8, 8, 30, 30, false, 2),
            new InstanceTypeLimits("small", 2, 2, 6, 1, false, 1));

    /** What a node says it can serve. */
    private interface Advertises {
        int prefixAddresses(InstanceTypeLimits limits, int wantedPrefixes);

        int erdmaAddresses(InstanceTypeLimits limits, int interfaces);
    }

    private static final Advertises OURS = new Advertises() {
        @Override
        public int prefixAddresses(InstanceTypeLimits limits, int wantedPrefixes) {
            return CapacityReport.of(
                            limits,
                            NetworkMode.SHARED,
                            NodeOptions.PLAIN.withPrefixes(wantedPrefixes),
                            JoinThresholds.STRICT)
                    .capacity()
                    .sharedPods();
        }

        @Override
        public int erdmaAddresses(InstanceTypeLimits limits, int interfaces) {
            return CapacityReport.of(
                            limits, NetworkMode.SHARED, NodeOptions.PLAIN.withErdma(interfaces), JoinThresholds.STRICT)
                    .capacity()
                    .erdmaPods();
        }
    };

    /** Counts member slots, ignores the configured count, and multiplies a quota that is not used up. */
    private static final Advertises WEAK = new Advertises() {
        @Override
        public int prefixAddresses(InstanceTypeLimits limits, int wantedPrefixes) {
            return CapacityCalculator.advertisedPrefixPods(limits);
        }

        @Override
        public int erdmaAddresses(InstanceTypeLimits limits, int interfaces) {
            return limits.eriQuantity() * limits.ipv4PerEni();
        }
    };

    /** Lays the addresses out slot by slot, and checks that what is advertised has a slot. */
    private static void neverMoreThanThereAreSlots(Advertises system) {
        for (InstanceTypeLimits limits : TYPES) {
            for (int wanted : new int[] {0, 1, 10, 1000}) {
                int slots = 0;
                for (int eni = 1; eni < limits.eniQuantity(); eni++) {
                    slots += limits.ipv4PerEni() - 1;
                }
                int prefixes = wanted == 0 ? slots : Math.min(wanted, slots);
                assertThat(system.prefixAddresses(limits, wanted)).isEqualTo(prefixes * 16);
            }
            // A type with two interfaces keeps none for RDMA (spec: node-ipam §4).
            int usable = limits.eniQuantity() <= 2 ? 0 : limits.eriQuantity();
            assertThat(system.erdmaAddresses(limits, 1)).isEqualTo(Math.min(1, usable) * limits.ipv4PerEni());
        }
    }

    @Test
    void whatIsAdvertisedHasASlot() {
        neverMoreThanThereAreSlots(OURS);
    }

    @Test
    void theWeakVariantFailsTheSameCheck() {
        assertThatThrownBy(() -> neverMoreThanThereAreSlots(WEAK)).isInstanceOf(AssertionError.class);
    }
}
