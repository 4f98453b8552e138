package dev.podnetwork.api.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodNetworkingTest {
    @Test
    void theDefaultsOfTheSchema() {
        PodNetworkingSpec spec = PodNetworkingSpec.builder().build();
        assertThat(spec.eniType()).isEqualTo(EniType.DEFAULT);
        assertThat(spec.allocationType().isFixed()).isFalse();
        assertThat(spec.selectionPolicy()).isEqualTo(VSwitchSelectionPolicy.ORDERED);
        assertThat(spec.hasSelector()).isFalse();
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
        assertThat(PodNetworking.unchecked("p", spec).status().everReady()).isFalse();
    }

    @Test
    void aFailedPolicyRemembersWhatWasGood() {
        VSwitchZone good = new VSwitchZone(VSwitchId.of("vsw-1"), ZoneId.of("zone-1"));
        PodNetworkingStatus failed =
                PodNetworkingStatus.failed(PodNetworkingStatus.ready(List.of(good)), List.of(good), "vsw-2 not found");
        assertThat(failed.everReady()).isTrue();
        assertThat(failed.vSwitchIds()).containsExactly(VSwitchId.of("vsw-1"));
    }

    @Test
    void wireTextsAreExact() {
        assertThat(EniType.ofWire("ENI")).contains(EniType.ENI);
        assertThat(EniType.ofWire("")).contains(EniType.DEFAULT);
        assertThat(EniType.ofWire("eni")).isEmpty();
        assertThat(VSwitchSelectionPolicy.ofWire("most")).contains(VSwitchSelectionPolicy.MOST);
        assertThat(VSwitchSelectionPolicy.ofWire("Most")).isEmpty();
    }

    @Test
    void aNamelessPolicyIsRefused() {
        assertThatThrownBy(() ->
                        PodNetworking.unchecked(" ", PodNetworkingSpec.builder().build()))
                .hasMessageContaining("metadata.name");
    }
}
