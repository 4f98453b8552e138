package dev.podnetwork.k8s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PodEniCodecTest {
    /** As an older system shows a trunk member: no interface, no type, no uid, no node, the older finalizer. */
    private static final String OLD = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodENI
            metadata: {name: till-0, namespace: shop, finalizers: [pod-eni], labels: {mine: "1"}}
            spec:
              zone: cn-hangzhou-a
              allocations:
              - allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: 1h}
                eni: {id: eni-1, mac: "00:16:3e:00:00:09", securityGroupIDs: [sg-1], vSwitchID: vsw-1, zone: cn-hangzhou-a}
                ipv4: 10.0.0.7
                ipv4CIDR: 10.0.0.0/19
                ipv6: "2001:db8::7"
                extraConfig: {someone: else}
            status:
              eniInfos: {eni-1: {id: eni-1, status: Bind, vid: 1001}}
              instanceID: i-1
              phase: Bind
              msg: hello
              podLastSeen: "2026-01-02T00:00:00Z"
              trunkENIID: eni-t
            """;

    @Test
    void theApiOfALingjunNodeIsAnAnnotationThatIsKeptWhateverItSays_D10() {
        for (String value : List.of("ecs-hdeni", "hdeni", "of-tomorrow")) {
            Doc.Fields object = object(OLD.replace(
                    "labels: {mine: \"1\"}",
                    "labels: {mine: \"1\"}, annotations: {k8s.aliyun.com/eno-api: " + value + "}"));
            AllocationHalves.Head head = PodEniCodec.decodeHead(object);
            assertThat(head.api()).isEqualTo(EnoApi.lingjun(value));
            assertThat(annotations(PodEniCodec.encodeHead(head, Plain.map(object))))
                    .containsEntry("k8s.aliyun.com/eno-api", value);
        }
    }

    @Test
    void anotherApiIsWrittenAndNoneIsRemovedWithTheLabelOfTheNode_D16_D17() {
        Doc.Fields object = object(OLD);
        Allocation record = AllocationHalves.join(PodEniCodec.decodeHead(object), PodEniCodec.decodeStatus(object));
        Map<String, @Nullable Object> with = PodEniCodec.encodeHead(
                AllocationHalves.head(on(record, "node-2", EnoApi.lingjun("ecs-hdeni"))), Plain.map(object));
        assertThat(annotations(with)).containsEntry("k8s.aliyun.com/eno-api", "ecs-hdeni");
        assertThat(labels(with)).containsEntry("k8s.aliyun.com/node", "node-2").containsEntry("mine", "1");

        for (EnoApi next : List.of(EnoApi.NONE, EnoApi.lingjun(null))) {
            Map<String, @Nullable Object> without =
                    PodEniCodec.encodeHead(AllocationHalves.head(on(record, "node-3", next)), with);
            assertThat(annotations(without)).doesNotContainKey("k8s.aliyun.com/eno-api");
            assertThat(labels(without)).containsEntry("k8s.aliyun.com/node", "node-3");
            assertThat(PodEniCodec.decodeHead(Plain.fields(without, Position.NOWHERE))
                            .api())
                    .isEqualTo(next);
        }
    }

    private static Allocation on(Allocation record, String node, EnoApi api) {
        return record.serving(record.podUid(), NodeRef.of(node), InstanceId.of("i-2"), null)
                .through(api);
    }

    private static Map<Object, Object> annotations(Map<String, @Nullable Object> object) {
        return new LinkedHashMap<>((Map<?, ?>) metadata(object).get("annotations"));
    }

    private static Map<Object, Object> labels(Map<String, @Nullable Object> object) {
        return new LinkedHashMap<>((Map<?, ?>) metadata(object).get("labels"));
    }

    private static Map<?, ?> metadata(Map<String, @Nullable Object> object) {
        return (Map<?, ?>) Objects.requireNonNull(object.get("metadata"));
    }

    @Test
    void readsWhatOlderSystemsWrote() {
        Doc.Fields object = object(OLD);
        var record = AllocationHalves.join(PodEniCodec.decodeHead(object), PodEniCodec.decodeStatus(object));

        assertThat(record.pod()).isEqualTo(PodRef.of("shop", "till-0"));
        assertThat(record.phase()).isEqualTo(AllocationPhase.BOUND);
        assertThat(record.node()).isEqualTo(NodeRef.of(PodEniCodec.UNKNOWN));
        assertThat(record.instance()).isEqualTo(InstanceId.of("i-1"));
        assertThat(record.trunk()).isEqualTo(EniId.of("eni-t"));
        assertThat(record.interfaces()).singleElement().satisfies(each -> {
            assertThat(each.spec().name()).isEqualTo("eth0");
            assertThat(each.spec().stack()).isEqualTo(IpStack.DUAL);
            assertThat(each.spec().release()).hasToString("Fixed(TTL 1h)");
            assertThat(each.attached().mode()).isEqualTo(AttachMode.TRUNK_MEMBER);
            assertThat(each.attached().vid()).isEqualTo(1001);
        });
    }

    @Test
    void keepsWhatIsNotOursWhenItWrites() {
        Doc.Fields object = object(OLD);
        var head = PodEniCodec.decodeHead(object);
        Map<String, @Nullable Object> stored = Plain.map(object);
        Map<String, @Nullable Object> before = Plain.map(object);

        Map<String, @Nullable Object> written =
                PodEniCodec.encodeStatus(head, PodEniCodec.decodeStatus(object), PodEniCodec.encodeHead(head, stored));

        assertThat(stored).isEqualTo(before);
        Doc.Fields read = Plain.fields(written, Position.NOWHERE);
        assertThat(read.fields("metadata").texts("finalizers")).containsExactly("pod-eni");
        assertThat(read.fields("metadata").textMap("labels")).containsEntry("mine", "1");
        assertThat(read.fields("status").text("msg")).contains("hello");
        assertThat(((Doc.Fields) read.fields("spec").items("allocations").get(0)).textMap("extraConfig"))
                .containsEntry("someone", "else");
    }

    @Test
    void writesTheFinalizerOfTheRunningSystemAndRemovesBoth() {
        var head = PodEniCodec.decodeHead(object(OLD));
        Map<String, @Nullable Object> fresh = PodEniCodec.encode(head, AllocationHalves.Status.EMPTY);
        assertThat(Plain.fields(fresh, Position.NOWHERE).fields("metadata").texts("finalizers"))
                .containsExactly("network.alibabacloud.com/pod-eni");
        assertThat(fresh).doesNotContainKey("status");

        Map<String, @Nullable Object> both = Map.of(
                "metadata", Map.of("finalizers", List.of("pod-eni", "other", "network.alibabacloud.com/pod-eni")));
        assertThat(PodEniCodec.withoutFinalizers(both))
                .isEqualTo(Map.of("metadata", Map.of("finalizers", List.of("other"))));
    }

    @Test
    void saysWhatARecordLacks() {
        assertThatThrownBy(() -> PodEniCodec.decodeHead(object("metadata: {name: a}\nspec: {zone: z}")))
                .hasMessage("a.yaml:1: the PodENI has no spec.allocations; it must hold at least one");
        assertThatThrownBy(() -> PodEniCodec.decodeHead(object("metadata: {}")))
                .hasMessageContaining("has no spec.zone");
    }

    @Test
    void tellsPlaceholdersFromIds() {
        assertThat(List.of("vsw-bpxxxx", "eni-xxx", "sg-****", "i-bp1****", "<eni id>", "eni-...", "vsw-x"))
                .allMatch(Placeholders::isPlaceholder);
        assertThat(List.of("vsw-bp1s5grzef87ikb5zz1px", "eni-1", "sg-xx1", "vsw-zone-a-1", "i-node1"))
                .noneMatch(Placeholders::isPlaceholder);
    }

    private static Doc.Fields object(String yaml) {
        Map<String, Object> plain = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return Plain.fields(plain, new Position("a.yaml", 1));
    }
}
