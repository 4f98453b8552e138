package dev.podnetwork.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.admission.NetworkEntries;
import dev.podnetwork.core.admission.ParsedAnnotation;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EniConfigReaderProperties {
    private static final String[] KEYS = {
        "vswitches",
        "security_groups",
        "security_group",
        "ip_stack",
        "enable_eni_trunking",
        "eni_tags",
        "max_pool_size",
        "custom_stateful_workload_kinds",
        "access_key",
        "eni_cap_ratio",
        "nothing",
        "podNetworks",
        "interface",
        "vSwitchOptions",
        "eniOptions",
        "extraRoutes",
        "allocationType",
        "defaultRoute",
        "type",
        "zone-1",
        ""
    };

    @Property
    void anyTreeIsReadOrReportedNeverAnError(@ForAll("trees") Map<String, Object> tree) {
        EniConfigReading reading = EniConfigReader.read(tree);
        assertThat(reading.findings()).allSatisfy(f -> assertThat(f.text()).isNotBlank());
        assertThat(EniConfigReader.read(tree)).isEqualTo(reading);
        NetworkEntries.Read entries = NetworkEntries.read(ParsedAnnotation.of(tree));
        assertThat(entries.problem() == null || entries.entries().isEmpty()).isTrue();
    }

    @Provide
    Arbitrary<Map<String, Object>> trees() {
        return map(value(2));
    }

    private static Arbitrary<Map<String, Object>> map(Arbitrary<Object> values) {
        return Arbitraries.maps(Arbitraries.of(KEYS), values).ofMaxSize(5);
    }

    private static Arbitrary<Object> value(int depth) {
        Arbitrary<Object> leaf = Arbitraries.of("vsw-1", "", " ", "true", true, 7, -1, 2.5, "dual");
        if (depth == 0) {
            return leaf.injectNull(0.1);
        }
        Arbitrary<Object> list = value(depth - 1).list().ofMaxSize(3).map(l -> (Object) l);
        Arbitrary<Object> object = map(value(depth - 1)).map(m -> (Object) m);
        return Arbitraries.oneOf(List.of(leaf, list, object)).injectNull(0.1);
    }
}
