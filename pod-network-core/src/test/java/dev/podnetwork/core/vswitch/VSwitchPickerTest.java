package dev.podnetwork.core.vswitch;

import static dev.podnetwork.api.selector.VSwitchSelectionPolicy.MOST;
import static dev.podnetwork.api.selector.VSwitchSelectionPolicy.ORDERED;
import static dev.podnetwork.api.selector.VSwitchSelectionPolicy.RANDOM;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VSwitchPickerTest {
    private static final ZoneId ZONE_1 = ZoneId.of("zone-1");
    private static final ZoneId ZONE_2 = ZoneId.of("zone-2");
    private static final VSwitchId VSW_1 = VSwitchId.of("vsw-1");
    private static final VSwitchId VSW_2 = VSwitchId.of("vsw-2");
    private static final VSwitchId VSW_3 = VSwitchId.of("vsw-3");
    private static final List<VSwitchId> ALL = List.of(VSW_1, VSW_2, VSW_3);
    private static final Map<VSwitchId, VSwitchReading> NORMAL =
            Map.of(VSW_1, free(ZONE_1, 5), VSW_2, free(ZONE_2, 10), VSW_3, free(ZONE_2, 20));

    private static Known free(ZoneId zone, long ipv4) {
        return new Known(zone, ipv4, 0, null);
    }

    private static VSwitchChoice pick(
            VSwitchSelectionPolicy policy, long seed, Map<VSwitchId, VSwitchReading> readings) {
        return VSwitchPicker.pick(VSwitchQuery.inZone(ZONE_2, ALL, policy, seed, 0), readings);
    }

    private static VSwitchId id(VSwitchChoice choice) {
        assertThat(choice).isInstanceOf(Picked.class);
        return ((Picked) choice).id();
    }

    private static String reason(VSwitchChoice choice) {
        assertThat(choice).isInstanceOf(Refused.class);
        return ((Refused) choice).reason();
    }

    @Test
    void orderedAlwaysTakesTheFirstOfTheZone_G1() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(id(pick(ORDERED, seed, NORMAL))).isEqualTo(VSW_2);
        }
    }

    @Test
    void randomTakesBothAndTheSameSeedTakesTheSame_G2() {
        Set<VSwitchId> seen = new LinkedHashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            VSwitchId picked = id(pick(RANDOM, seed, NORMAL));
            assertThat(id(pick(RANDOM, seed, NORMAL))).isEqualTo(picked);
            seen.add(picked);
        }
        assertThat(seen).containsExactlyInAnyOrder(VSW_2, VSW_3);
    }

    @Test
    void randomSpreadsEvenly() {
        long second = 0;
        for (long seed = 0; seed < 10_000; seed++) {
            second += id(pick(RANDOM, seed, NORMAL)).equals(VSW_2) ? 1 : 0;
        }
        assertThat(second).isBetween(4_700L, 5_300L);
    }

    @Test
    void mostTakesTheFullest_G3() {
        assertThat(id(pick(MOST, 0, NORMAL))).isEqualTo(VSW_3);
    }

    @ParameterizedTest
    @EnumSource(VSwitchSelectionPolicy.class)
    void aZoneWithoutAListedVSwitchIsNotAShortageOfAddresses_G4(VSwitchSelectionPolicy policy) {
        VSwitchQuery query = VSwitchQuery.inZone(ZoneId.of("zone-9"), ALL, policy, 0, 0);
        assertThat(reason(VSwitchPicker.pick(query, NORMAL)))
                .isEqualTo("no available vSwitch for zone zone-9, vswList [vsw-1, vsw-2, vsw-3]");
    }

    @ParameterizedTest
    @EnumSource(VSwitchSelectionPolicy.class)
    void anEmptyVSwitchInTheZoneIsNamed_G5(VSwitchSelectionPolicy policy) {
        VSwitchQuery query = VSwitchQuery.inZone(ZONE_1, ALL, policy, 0, 0);
        Map<VSwitchId, VSwitchReading> dry =
                Map.of(VSW_1, free(ZONE_1, 0), VSW_2, free(ZONE_2, 10), VSW_3, free(ZONE_2, 20));
        assertThat(reason(VSwitchPicker.pick(query, dry)))
                .isEqualTo("vsw-1 no ip left, no available vSwitch for zone zone-1, vswList [vsw-1, vsw-2, vsw-3]");
    }

    @Test
    void anEmptyListHasNoAvailableVSwitch_G6() {
        VSwitchQuery query = VSwitchQuery.inZone(ZONE_1, List.of(), ORDERED, 0, 0);
        assertThat(reason(VSwitchPicker.pick(query, NORMAL)))
                .contains("no available vSwitch")
                .doesNotContain("no ip left");
    }

    @Test
    void otherZonesAreASecondChoice_G7() {
        VSwitchQuery query = VSwitchQuery.inZone(ZONE_1, ALL, ORDERED, 0, 0).orOtherZones();
        Map<VSwitchId, VSwitchReading> some =
                Map.of(VSW_1, free(ZONE_1, 0), VSW_2, free(ZONE_2, 0), VSW_3, free(ZONE_2, 20));
        assertThat(id(VSwitchPicker.pick(query, some))).isEqualTo(VSW_3);
        assertThat(id(VSwitchPicker.pick(query, NORMAL))).isEqualTo(VSW_1);
        Map<VSwitchId, VSwitchReading> none =
                Map.of(VSW_1, free(ZONE_1, 0), VSW_2, free(ZONE_2, 0), VSW_3, free(ZONE_2, 0));
        assertThat(reason(VSwitchPicker.pick(query, none)))
                .contains("no available vSwitch")
                .contains("vsw-3 no ip left");
    }

    @Test
    void oneThatCannotBeReadIsSkippedAndNamed_G8() {
        Map<VSwitchId, VSwitchReading> one =
                Map.of(VSW_1, free(ZONE_1, 5), VSW_2, free(ZONE_2, 10), VSW_3, new Failed("Forbidden"));
        assertThat(id(pick(MOST, 0, one))).isEqualTo(VSW_2);
        Map<VSwitchId, VSwitchReading> none =
                Map.of(VSW_1, free(ZONE_1, 5), VSW_2, new Failed("Forbidden"), VSW_3, new Failed("Forbidden"));
        assertThat(reason(pick(MOST, 0, none))).startsWith("vsw-2: Forbidden, vsw-3: Forbidden, no available vSwitch");
    }

    @Test
    void oneThatNobodyReadYetIsAskedForFirst() {
        Map<VSwitchId, VSwitchReading> noSecond = Map.of(VSW_1, free(ZONE_1, 5), VSW_3, free(ZONE_2, 20));
        assertThat(pick(ORDERED, 0, noSecond)).isEqualTo(new Unread(List.of(VSW_2)));
        assertThat(pick(MOST, 0, Map.of())).isEqualTo(new Unread(ALL));
        Map<VSwitchId, VSwitchReading> noThird = Map.of(VSW_1, free(ZONE_1, 5), VSW_2, free(ZONE_2, 20));
        assertThat(id(pick(ORDERED, 0, noThird))).isEqualTo(VSW_2);
    }

    @Test
    void aBlockedOneIsPassedOverUntilItsTimeAndNoLonger_G11() {
        Map<VSwitchId, VSwitchReading> blocked =
                Map.of(VSW_1, free(ZONE_1, 5), VSW_2, new Known(ZONE_2, 10, 0, 100L), VSW_3, free(ZONE_2, 20));
        assertThat(id(pick(ORDERED, 0, blocked))).isEqualTo(VSW_3);
        VSwitchQuery later = VSwitchQuery.inZone(ZONE_2, ALL, ORDERED, 0, 100);
        assertThat(id(VSwitchPicker.pick(later, blocked))).isEqualTo(VSW_2);
    }

    @Test
    void aRefusalNamesTheFirstTimeAnythingCanChange() {
        Map<VSwitchId, VSwitchReading> blocked = Map.of(
                VSW_1, free(ZONE_1, 5), VSW_2, new Known(ZONE_2, 10, 0, 300L), VSW_3, new Known(ZONE_2, 9, 0, 200L));
        VSwitchChoice choice = pick(ORDERED, 0, blocked);
        assertThat(choice).isInstanceOf(Refused.class);
        assertThat(((Refused) choice).retryAt()).isEqualTo(200L);
        assertThat(((Refused) choice).exhausted()).containsExactly(VSW_2, VSW_3);
    }

    @Test
    void dualStackNeedsBothFamilies() {
        Map<VSwitchId, VSwitchReading> readings = Map.of(
                VSW_1, free(ZONE_1, 5), VSW_2, new Known(ZONE_2, 10, 0, null), VSW_3, new Known(ZONE_2, 3, 100, null));
        VSwitchQuery query = VSwitchQuery.inZone(ZONE_2, ALL, ORDERED, 0, 0).needing(IpStack.DUAL);
        assertThat(id(VSwitchPicker.pick(query, readings))).isEqualTo(VSW_3);
        VSwitchQuery onlyFirst =
                VSwitchQuery.inZone(ZONE_2, List.of(VSW_2), ORDERED, 0, 0).needing(IpStack.DUAL);
        assertThat(reason(VSwitchPicker.pick(onlyFirst, readings)))
                .startsWith("vsw-2 no ip left (IPv6), no available vSwitch");
    }
}
