package dev.podnetwork.core.vswitch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.vswitch.VSwitchChoice.Picked;
import dev.podnetwork.core.vswitch.VSwitchChoice.Refused;
import dev.podnetwork.core.vswitch.VSwitchChoice.Unread;
import dev.podnetwork.core.vswitch.VSwitchReading.Failed;
import dev.podnetwork.core.vswitch.VSwitchReading.Known;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VSwitchPickerProperties {
    @Property
    void whatIsPickedCanServeAndARefusalMeansNothingCould(
            @ForAll("queries") VSwitchQuery query, @ForAll("readings") Map<VSwitchId, VSwitchReading> readings) {
        VSwitchChoice choice = VSwitchPicker.pick(query, readings);
        List<VSwitchId> able = query.candidates().stream()
                .filter(id -> able(query, readings.get(id)))
                .toList();
        if (choice instanceof Picked picked) {
            assertThat(able).contains(picked.id());
        } else if (choice instanceof Unread unread) {
            assertThat(unread.ids()).isNotEmpty().noneMatch(readings::containsKey);
        } else {
            assertThat(able).isEmpty();
            assertThat(readings.keySet()).containsAll(query.candidates());
            assertThat(((Refused) choice).reason()).contains("no available vSwitch for zone " + query.zone());
        }
        assertThat(VSwitchPicker.pick(query, readings)).isEqualTo(choice);
    }

    private static boolean able(VSwitchQuery query, VSwitchReading reading) {
        return reading instanceof Known known
                && (known.blockedUntil() == null || known.blockedUntil() <= query.now())
                && known.freeIpv4() > 0
                && (query.stack() == IpStack.IPV4 || known.freeIpv6() > 0)
                && (query.otherZonesToo() || known.zone().equals(query.zone()));
    }

    @Provide
    Arbitrary<VSwitchQuery> queries() {
        return Combinators.combine(
                        zone(),
                        id().list().ofMaxSize(5),
                        Arbitraries.of(VSwitchSelectionPolicy.class),
                        Arbitraries.of(IpStack.class),
                        Arbitraries.longs(),
                        Arbitraries.longs().between(0, 20),
                        Arbitraries.of(true, false))
                .as(VSwitchQuery::new);
    }

    @Provide
    Arbitrary<Map<VSwitchId, VSwitchReading>> readings() {
        Arbitrary<VSwitchReading> known = Combinators.combine(
                        zone(),
                        Arbitraries.longs().between(-1, 3),
                        Arbitraries.longs().between(0, 2),
                        Arbitraries.longs().between(0, 20).injectNull(0.6))
                .as(Known::new);
        Arbitrary<VSwitchReading> failed = Arbitraries.just(new Failed("no"));
        return Arbitraries.maps(
                        id(),
                        Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, known), net.jqwik.api.Tuple.of(1, failed)))
                .ofMinSize(2)
                .ofMaxSize(4);
    }

    private static Arbitrary<VSwitchId> id() {
        return Arbitraries.of("vsw-1", "vsw-2", "vsw-3", "vsw-4").map(VSwitchId::of);
    }

    private static Arbitrary<ZoneId> zone() {
        return Arbitraries.of("zone-1", "zone-2").map(ZoneId::of);
    }
}
