package dev.podnetwork.core.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.config.ClusterIpStack;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** More of a limit never means less of a node. A direct ENI can take a member's slot, so members alone are not looked at for it. */
final class CapacityProperties {
    @Provide
    Arbitrary<InstanceTypeLimits> types() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 40);
        return Combinators.combine(
                        small, small, small, Arbitraries.integers().between(1, 50), Arbitraries.of(true, false))
                .as((enis, members, eri, ipv4, trunk) ->
                        new InstanceTypeLimits("ecs.any", enis, enis + members, ipv4, eri % 20, trunk, eri % 5));
    }

    @Provide
    Arbitrary<NodeOptions> options() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(true, false),
                        Arbitraries.of(0.0, 0.5, 1.0, 2.0),
                        Arbitraries.integers().between(-3, 3),
                        Arbitraries.integers().between(0, 10))
                .as((erdma, prefixes, prefix, ratio, shift, most) -> {
                    NodeOptions plain = NodeOptions.PLAIN.withErdma(erdma).withCap(new EniCap(ratio, shift, most));
                    return prefix ? plain.withErdma(0).withPrefixes(prefixes) : plain;
                });
    }

    private static InstanceTypeLimits more(InstanceTypeLimits t, int which, int by) {
        return new InstanceTypeLimits(
                t.instanceType(),
                t.eniQuantity() + (which == 0 ? by : 0),
                t.eniTotalQuantity() + (which == 0 || which == 1 ? by : 0),
                t.ipv4PerEni() + (which == 2 ? by : 0),
                t.ipv6PerEni() + (which == 3 ? by : 0),
                t.trunkSupported() || which == 4,
                t.eriQuantity() + (which == 5 ? by : 0));
    }

    @Property(tries = 500)
    void everyClassOfPodsIsMonotoneInEachLimit(
            @ForAll("types") InstanceTypeLimits type,
            @ForAll("options") NodeOptions options,
            @ForAll NetworkMode mode,
            @ForAll @IntRange(min = 0, max = 5) int which,
            @ForAll @IntRange(min = 1, max = 20) int by) {
        CapacityReport less = CapacityReport.of(type, mode, options, JoinThresholds.STRICT);
        CapacityReport more = CapacityReport.of(more(type, which, by), mode, options, JoinThresholds.STRICT);

        assertThat(more.pods()).isGreaterThanOrEqualTo(less.pods());
        assertThat(more.capacity().sharedPods() + more.capacity().erdmaPods())
                .isGreaterThanOrEqualTo(
                        less.capacity().sharedPods() + less.capacity().erdmaPods());
        assertThat(more.capacity().memberPods())
                .isGreaterThanOrEqualTo(less.capacity().memberPods());
        assertThat(more.capacity().exclusivePods() + more.capacity().erdmaPods())
                .isGreaterThanOrEqualTo(
                        less.capacity().exclusivePods() + less.capacity().erdmaPods());
    }

    @Property(tries = 500)
    void allPodsAreMonotoneInDirectEnisOfAFixedTotal(
            @ForAll("types") InstanceTypeLimits t,
            @ForAll NetworkMode mode,
            @ForAll @IntRange(min = 1, max = 20) int by) {
        InstanceTypeLimits more = new InstanceTypeLimits(
                t.instanceType(),
                t.eniQuantity() + by,
                t.eniTotalQuantity(),
                t.ipv4PerEni(),
                t.ipv6PerEni(),
                t.trunkSupported(),
                t.eriQuantity());
        assertThat(CapacityReport.of(more, mode, NodeOptions.PLAIN, JoinThresholds.STRICT)
                        .pods())
                .isGreaterThanOrEqualTo(CapacityReport.of(t, mode, NodeOptions.PLAIN, JoinThresholds.STRICT)
                        .pods());
    }

    @Property(tries = 200)
    void everyNamedLimitTurnsItsVerdictAround(@ForAll("types") InstanceTypeLimits type, @ForAll NetworkMode mode) {
        NodeOptions dual = NodeOptions.PLAIN.withStack(ClusterIpStack.DUAL);
        CapacityReport report = CapacityReport.of(type, mode, dual, JoinThresholds.STRICT);
        for (int i = 0; i < report.verdicts().size(); i++) {
            CapacityVerdict verdict = report.verdicts().get(i);
            for (LimitChange flip : verdict.flips()) {
                assertThat(CapacityReport.of(changed(type, flip), mode, dual, JoinThresholds.STRICT)
                                .verdicts()
                                .get(i)
                                .passes())
                        .as("%s after %s", verdict, flip)
                        .isNotEqualTo(verdict.passes());
            }
        }
    }

    private static InstanceTypeLimits changed(InstanceTypeLimits t, LimitChange flip) {
        return new InstanceTypeLimits(
                t.instanceType(),
                flip.limit().equals("EniQuantity") ? flip.to() : t.eniQuantity(),
                flip.limit().equals("EniTotalQuantity") ? flip.to() : t.eniTotalQuantity(),
                flip.limit().equals("EniPrivateIpAddressQuantity") ? flip.to() : t.ipv4PerEni(),
                flip.limit().equals("EniIpv6AddressQuantity") ? flip.to() : t.ipv6PerEni(),
                flip.limit().equals("EniTrunkSupported") ? flip.to() == 1 : t.trunkSupported(),
                t.eriQuantity());
    }
}
