package dev.podnetwork.k8s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.release.AllocationType;
import dev.podnetwork.api.selector.EniType;
import dev.podnetwork.api.selector.LabelRequirement;
import dev.podnetwork.api.selector.LabelSelector;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingSpec;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchSelectionPolicy;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PodNetworkingCodecTest {
    @Test
    void appliesTheDefaultsOfTheSchemaAndIgnoresAStatusThatAUserWrote() {
        PodNetworking policy = PodNetworkingCodec.decode(object("""
                metadata: {name: a}
                spec: {selector: {podSelector: {}}}
                status: {status: Ready, vSwitches: [{id: vsw-1, zone: z}]}
                """));
        assertThat(policy.spec())
                .isEqualTo(PodNetworkingSpec.builder()
                        .podSelector(LabelSelector.everything())
                        .build());
        assertThat(policy.status()).isEqualTo(PodNetworkingStatus.UNCHECKED);
    }

    @Test
    void readsBackEveryFieldThatItWrites() {
        PodNetworkingSpec spec = PodNetworkingSpec.builder()
                .eniType(EniType.TRUNK)
                .allocationType(AllocationType.fixedTtl("2h45m"))
                .podSelector(
                        LabelSelector.expressions(LabelRequirement.in("a", "b", "c"), LabelRequirement.exists("d")))
                .namespaceSelector(LabelSelector.label("team", "x"))
                .securityGroups(List.of(SecurityGroupId.of("sg-2"), SecurityGroupId.of("sg-1")))
                .vSwitches(List.of(VSwitchId.of("vsw-2"), VSwitchId.of("vsw-1")))
                .selectionPolicy(VSwitchSelectionPolicy.MOST)
                .build();
        PodNetworking policy = PodNetworking.unchecked("p", spec);
        Doc.Fields written = Plain.fields(PodNetworkingCodec.encode(policy), Position.NOWHERE);

        assertThat(PodNetworkingCodec.decode(written)).isEqualTo(policy);
        PodEniCodecProperties.schema("podnetworkings.crd.yaml").check(written);
    }

    @Test
    void refusesAValueThatIsNoneOfItsEnum() {
        assertThatThrownBy(() -> PodNetworkingCodec.decode(
                        object("metadata: {name: a}\nspec: {allocationType: {type: Sticky}}")))
                .hasMessageContaining("type is \"Sticky\"");
    }

    private static Doc.Fields object(String yaml) {
        Map<String, Object> plain = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return Plain.fields(plain, new Position("a.yaml", 1));
    }
}
