package dev.podnetwork.k8s.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.VpcId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocatedEni;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationHalves;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Attached;
import dev.podnetwork.api.allocation.EnoApi;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.k8s.tree.Schema;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** Every record that the core can hold survives the way into an object and back, and the object fits the published schema. */
class PodEniCodecProperties {
    private static final Schema PODENI = schema("podenis.crd.yaml");

    @Property(tries = 1000)
    void readingWhatWasWrittenGivesTheSameRecord(@ForAll long seed) {
        Allocation record = record(new Random(seed));
        Head head = AllocationHalves.head(record);
        Status status = AllocationHalves.status(record);

        Map<String, @Nullable Object> object = PodEniCodec.encode(head, status);
        Doc.Fields read = (Doc.Fields) Json.parse(Json.write(object), new Position("podeni", 1));

        assertThat(PodEniCodec.decodeHead(read)).isEqualTo(head);
        assertThat(PodEniCodec.decodeStatus(read)).isEqualTo(status);
        assertThat(AllocationHalves.join(PodEniCodec.decodeHead(read), PodEniCodec.decodeStatus(read)))
                .isEqualTo(AllocationHalves.join(head, status));
        PODENI.check(read);
    }

    @Property(tries = 500)
    void everyTornPairReadsBackAsItsHalves(@ForAll long seed) {
        Random random = new Random(seed);
        Allocation one = record(random);
        Allocation two = one.in(AllocationPhase.values()[random.nextInt(AllocationPhase.values().length)]);
        Head newHead = AllocationHalves.head(two);
        Status oldStatus = AllocationHalves.status(one);

        Map<String, @Nullable Object> stored = PodEniCodec.encode(AllocationHalves.head(one), oldStatus);
        Doc.Fields torn = Plain.fields(PodEniCodec.encodeHead(newHead, stored), Position.NOWHERE);

        assertThat(PodEniCodec.decodeHead(torn)).isEqualTo(newHead);
        assertThat(PodEniCodec.decodeStatus(torn)).isEqualTo(oldStatus);
    }

    private static Allocation record(Random random) {
        AllocationPhase phase = AllocationPhase.values()[random.nextInt(AllocationPhase.values().length)];
        boolean onNode = phase != AllocationPhase.RETAINED && phase != AllocationPhase.DELETING;
        boolean trunk = random.nextBoolean();
        boolean complete = phase != AllocationPhase.REQUESTED;
        int count = 1 + random.nextInt(3);
        List<InterfaceAllocation> interfaces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            interfaces.add(one(random, i, complete, phase == AllocationPhase.BOUND, trunk));
        }
        boolean attaching = phase == AllocationPhase.ATTACHING;
        boolean seen = phase != AllocationPhase.REQUESTED && !attaching;
        return new Allocation(
                        PodRef.of("ns" + random.nextInt(3), "pod-" + random.nextInt(100)),
                        PodUid.of("uid-" + random.nextInt(100)),
                        NodeRef.of("cn-hangzhou.10.0.0." + random.nextInt(100)),
                        ZoneId.of("cn-hangzhou-" + (char) ('a' + random.nextInt(3))),
                        onNode ? InstanceId.of("i-" + random.nextInt(100)) : null,
                        onNode && trunk ? EniId.of("eni-trunk" + random.nextInt(10)) : null,
                        phase,
                        attaching && random.nextBoolean(),
                        phase == AllocationPhase.DETACHING && random.nextBoolean(),
                        seen ? Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1_000_000)) : null,
                        interfaces)
                .through(api(random));
    }

    private static EnoApi api(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> EnoApi.lingjun(null);
            case 1 -> EnoApi.lingjun("ecs-hdeni");
            case 2 -> EnoApi.lingjun("of-tomorrow");
            default -> EnoApi.NONE;
        };
    }

    private static InterfaceAllocation one(Random random, int index, boolean complete, boolean bound, boolean trunk) {
        boolean dual = random.nextBoolean();
        List<SecurityGroupId> groups = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            groups.add(SecurityGroupId.of("sg-" + i));
        }
        ReleasePolicy release = switch (random.nextInt(4)) {
            case 0 -> ReleasePolicy.ELASTIC;
            case 1 -> ReleasePolicy.NEVER;
            case 2 -> new ReleasePolicy.Ttl(Duration.ofMinutes(90), "1.5h");
            default -> ReleasePolicy.Ttl.of(Duration.ofSeconds(random.nextInt(100_000)));
        };
        AttachMode[] modes = {null, AttachMode.SECONDARY, AttachMode.TRUNK_MEMBER};
        InterfaceSpec spec = new InterfaceSpec(
                "eth" + index,
                groups,
                release,
                modes[random.nextInt(3)],
                dual ? IpStack.DUAL : IpStack.IPV4,
                new InterfaceExtras(
                        random.nextBoolean(),
                        random.nextBoolean() ? List.of() : List.of("10.9.0.0/16", "0.0.0.0/0"),
                        random.nextBoolean() ? null : "rg-1",
                        random.nextInt(5) == 0 ? TrafficMode.HIGH_PERFORMANCE : TrafficMode.STANDARD,
                        index > 0 || random.nextBoolean() ? List.of() : List.of("blue", "green")));
        boolean made = complete || random.nextBoolean() && index == 0;
        AttachMode mode = trunk ? AttachMode.TRUNK_MEMBER : AttachMode.SECONDARY;
        return new InterfaceAllocation(
                spec,
                VSwitchId.of("vsw-" + random.nextInt(9)),
                1 + random.nextInt(5),
                made ? eni(random, index, dual) : null,
                bound
                        ? new Attached(mode, trunk ? 1 + random.nextInt(4000) : 0, trunk ? null : random.nextInt(2))
                        : null);
    }

    private static AllocatedEni eni(Random random, int index, boolean dual) {
        return new AllocatedEni(
                EniId.of("eni-" + index + "-" + random.nextInt(1000)),
                "00:16:3e:00:00:0" + index,
                random.nextBoolean() ? null : VpcId.of("vpc-1"),
                ZoneId.of("cn-hangzhou-a"),
                "10.0.0." + random.nextInt(250),
                random.nextBoolean() ? null : "10.0.0.0/24",
                dual ? "2001:db8::" + index : null,
                dual ? "2001:db8::/64" : null);
    }

    static Schema schema(String resource) {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(PodEniCodec.class.getResourceAsStream("/dev/podnetwork/k8s/" + resource)),
                StandardCharsets.UTF_8)) {
            Doc.Fields crd = Plain.fields(new Yaml().<Map<String, Object>>load(in), new Position(resource, 0));
            Doc.Fields version =
                    (Doc.Fields) crd.fields("spec").items("versions").get(0);
            return Schema.of(version.fields("schema").fields("openAPIV3Schema"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
