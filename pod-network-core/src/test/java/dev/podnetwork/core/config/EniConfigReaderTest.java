package dev.podnetwork.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.core.config.Finding.Severity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EniConfigReaderTest {
    private static Map<String, Object> document(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }

    private static EniConfigReading read(Object... keysAndValues) {
        return EniConfigReader.read(document(keysAndValues));
    }

    private static List<String> groups(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "sg-%02d".formatted(i))
                .toList();
    }

    @Test
    void theShippedShapeIsReadWithoutAWord() {
        EniConfigReading reading = read(
                "version",
                "1",
                "min_pool_size",
                0,
                "max_pool_size",
                5,
                "enable_eni_trunking",
                true,
                "credential_path",
                "/var/addon/token-config",
                "vswitches",
                document(
                        "cn-hangzhou-b", List.of("vsw-b-1"), "cn-hangzhou-a", List.of("vsw-a-2", "vsw-a-1", "vsw-a-2")),
                "security_group",
                "sg-node01",
                "ip_stack",
                "ipv4");
        assertThat(reading.findings()).isEmpty();
        EniConfig config = reading.config();
        assertThat(config.vSwitches()).containsOnlyKeys(ZoneId.of("cn-hangzhou-b"), ZoneId.of("cn-hangzhou-a"));
        assertThat(config.vSwitches().get(ZoneId.of("cn-hangzhou-a")))
                .containsExactly(VSwitchId.of("vsw-a-2"), VSwitchId.of("vsw-a-1"));
        assertThat(config.allVSwitches())
                .containsExactly(VSwitchId.of("vsw-a-1"), VSwitchId.of("vsw-a-2"), VSwitchId.of("vsw-b-1"));
        assertThat(config.zoneOf(VSwitchId.of("vsw-a-1"))).contains(ZoneId.of("cn-hangzhou-a"));
        assertThat(config.trunking()).isTrue();
        assertThat(config.ipStack()).isEqualTo(ClusterIpStack.IPV4);
        assertThat(config.securityGroups()).containsExactly(SecurityGroupId.of("sg-node01"));
    }

    @Test
    void anEmptyDocumentHasTheDefaults() {
        assertThat(read()).isEqualTo(new EniConfigReading(EniConfig.EMPTY, List.of()));
        assertThat(read("vswitches", null, "ip_stack", null, "security_groups", null)
                        .config())
                .isEqualTo(EniConfig.EMPTY);
    }

    @Test
    void securityGroupsAreMergedSortedAndCounted() {
        EniConfigReading five = read("security_group", "sg-05", "security_groups", List.of("sg-02", "sg-01", "sg-05"));
        assertThat(five.config().securityGroups())
                .containsExactly(SecurityGroupId.of("sg-01"), SecurityGroupId.of("sg-02"), SecurityGroupId.of("sg-05"));
        assertThat(read("security_groups", groups(1, 5)).findings()).isEmpty();
        assertThat(read("security_groups", groups(1, 6)).findings())
                .containsExactly(Finding.warning("security_groups", "security groups are 6: documented are 1 to 5"));
        assertThat(read("security_groups", groups(1, 10)).errors()).isEmpty();
        assertThat(read("security_groups", groups(1, 10), "security_group", "sg-10")
                        .errors())
                .isEmpty();
        assertThat(read("security_groups", groups(1, 11)).errors())
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("security groups are 11"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void theTrunkSwitchMayBeAText(String text) {
        assertThat(read("enable_eni_trunking", text).config().trunking()).isEqualTo(Boolean.valueOf(text));
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestKnownOne() {
        assertThat(read("vswitch", document(), "securty_group", "sg-1", "somewhat_else", 1)
                        .findings())
                .containsExactly(
                        Finding.warning(
                                "vswitch",
                                "vswitch is not a key of eni-config and is ignored; did you mean vswitches?"),
                        Finding.warning(
                                "securty_group",
                                "securty_group is not a key of eni-config and is ignored; did you mean security_group?"),
                        Finding.warning("somewhat_else", "somewhat_else is not a key of eni-config and is ignored"));
    }

    static List<List<Object>> impossible() {
        return List.of(
                List.of("ip_stack", "ipv5", "ip_stack is \"ipv5\": allowed is ipv4, dual, ipv6"),
                List.of("enable_eni_trunking", "yes", "enable_eni_trunking is \"yes\": allowed is true or false"),
                List.of("max_pool_size", -1, "max_pool_size is -1: allowed is a whole number, 0 or more"),
                List.of("min_pool_size", "five", "min_pool_size is \"five\": allowed is a whole number, 0 or more"),
                List.of("vswitches", List.of("vsw-1"), "vswitches is [vsw-1]: allowed is an object"),
                List.of("vswitches", Map.of("z", "vsw-1"), "vswitches.z is \"vsw-1\": allowed is a list of ids"),
                List.of(
                        "vswitches",
                        Map.of("z", Arrays.asList("vsw-1", null)),
                        "vswitches.z is [vsw-1, null]: allowed is a list of texts that are not empty"),
                List.of("security_groups", "sg-1", "security_groups is \"sg-1\": allowed is a list"),
                List.of("ipam_type", "central", "ipam_type is \"central\": allowed is crd or empty"),
                List.of("access_secret", 7, "access_secret is \"******\": allowed is a text"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void anImpossibleValueIsOneErrorThatNamesWhatIsAllowed(List<Object> row) {
        EniConfigReading reading = read(row.get(0), row.get(1));
        assertThat(reading.findings()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.ERROR);
            assertThat(f.text()).isEqualTo(row.get(2));
        });
    }

    @Test
    void smallThingsAreReadAsTodayAndReported() {
        EniConfigReading reading = read(
                "vswitch_selection_policy", "ordered",
                "custom_stateful_workload_kinds", List.of("CloneSet"),
                "resource_group_id", "rg-1",
                "eni_tags", document("b", "2", "a", 1),
                "ipam_type", "crd",
                "eni_cap_shift", -1,
                "ip_warm_up_size", "10");
        assertThat(reading.findings()).extracting(Finding::key).containsExactly("custom_stateful_workload_kinds");
        assertThat(reading.config().statefulKinds()).containsExactly("cloneset");
        assertThat(reading.config().sharedSelection()).isEqualTo(VSwitchSelectionPolicy.MOST);
        assertThat(reading.config().resourceGroupId()).isEqualTo("rg-1");
        assertThat(reading.config().eniTags()).containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
        assertThat(reading.config().centralIpam()).isTrue();
        assertThat(read("vswitch_selection_policy", "fair").findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void theControllerDecidesAboutTrunkAndAMismatchIsReported() {
        assertThat(TrunkSwitch.decide(null, null)).isEqualTo(new TrunkSwitch(true, null));
        assertThat(TrunkSwitch.decide(null, false)).isEqualTo(new TrunkSwitch(false, null));
        assertThat(TrunkSwitch.decide(true, null)).isEqualTo(new TrunkSwitch(true, null));
        assertThat(TrunkSwitch.decide(false, false).report()).isEmpty();
        TrunkSwitch mismatch = TrunkSwitch.decide(true, false);
        assertThat(mismatch.on()).isTrue();
        assertThat(mismatch.report())
                .get()
                .extracting(Finding::text)
                .asString()
                .contains("member ENIs that no node offers");
        assertThat(TrunkSwitch.decide(false, true).on()).isFalse();
    }
}
