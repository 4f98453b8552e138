package dev.podnetwork.core.reclaim;

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
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.InterfaceAllocation;
import dev.podnetwork.api.allocation.InterfaceExtras;
import dev.podnetwork.api.allocation.InterfaceSpec;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.Observation;
import dev.podnetwork.api.release.ReleasePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listed interface says against the records (scenarios E25, E26, E28; weaknesses W3, W7). */
class ReclaimerTest {
    private static final EniId ENI = EniId.of("eni-1");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Map<String, String> OURS = Map.of("ack.aliyun.com", "c-1", "creator", "terway-controller");
    private static final Ownership OWNERSHIP = new Ownership(OURS, Duration.ofMinutes(10));

    private static EniDescription eni(EniStatus status, @Nullable String on, Duration old, Map<String, String> tags) {
        EniAttachment where = on == null ? null : new EniAttachment(InstanceId.of(on), EniId.of("eni-trunk"), 7, null);
        return new EniDescription(
                ENI,
                EniType.MEMBER,
                status,
                "mac",
                VpcId.of("vpc-1"),
                VSwitchId.of("vsw-a"),
                ZoneId.of("zone-a"),
                List.of(),
                null,
                List.of("10.0.0.1"),
                List.of(),
                where,
                tags,
                NOW.minus(old));
    }

    private static Held held(AllocationPhase phase) {
        InterfaceSpec spec = new InterfaceSpec(
                "eth0",
                List.of(SecurityGroupId.of("sg-1")),
                ReleasePolicy.NEVER,
                null,
                IpStack.IPV4,
                InterfaceExtras.NONE);
        AllocatedEni made = new AllocatedEni(ENI, "mac", null, ZoneId.of("zone-a"), "10.0.0.1", null, null, null);
        Allocation record = new Allocation(
                PodRef.of("default", "web-0"),
                PodUid.of("uid-1"),
                NodeRef.of("node-1"),
                ZoneId.of("zone-a"),
                InstanceId.of("i-1"),
                EniId.of("eni-trunk"),
                phase,
                false,
                false,
                null,
                List.of(new InterfaceAllocation(spec, VSwitchId.of("vsw-a"), 1, made, null)));
        return new Held("record-uid", record, 0);
    }

    private static Optional<Finding> diff(EniDescription eni, @Nullable Held held) {
        return Reclaimer.diff(eni, 42, held, OWNERSHIP, NOW);
    }

    @Test
    void e25_anUnreferencedInterfaceOfTwentyMinutesIsAnOrphan() {
        EniDescription old = eni(EniStatus.AVAILABLE, null, Duration.ofMinutes(20), OURS);
        assertThat(diff(old, null)).contains(new Finding.Orphan(old));
    }

    @Test
    void e26_soIsOneThatIsStillAttached_W7() {
        EniDescription old = eni(EniStatus.IN_USE, "i-1", Duration.ofMinutes(20), OURS);
        assertThat(diff(old, null)).contains(new Finding.Orphan(old));
    }

    @Test
    void theGraceCountsFromTheCloudsCreationTime() {
        assertThat(diff(eni(EniStatus.AVAILABLE, null, Duration.ofMinutes(10).minusNanos(1), OURS), null))
                .isEmpty();
        assertThat(diff(eni(EniStatus.AVAILABLE, null, Duration.ofMinutes(10), OURS), null))
                .isPresent();
        assertThat(diff(eni(EniStatus.AVAILABLE, null, Duration.ofHours(-1), OURS), null))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = EniStatus.class,
            names = {"ATTACHING", "DETACHING", "DELETING"})
    void whatIsOnItsWayIsLeftAlone(EniStatus status) {
        assertThat(diff(eni(status, null, Duration.ofDays(1), OURS), null)).isEmpty();
    }

    @Test
    void whatDoesNotCarryAllOurTagsIsNotOurs_W7() {
        Duration old = Duration.ofDays(1);
        assertThat(diff(eni(EniStatus.AVAILABLE, null, old, Map.of()), null)).isEmpty();
        assertThat(diff(eni(EniStatus.AVAILABLE, null, old, Map.of("ack.aliyun.com", "c-1")), null))
                .isEmpty();
        Map<String, String> other = Map.of("ack.aliyun.com", "c-2", "creator", "terway-controller");
        assertThat(diff(eni(EniStatus.AVAILABLE, null, old, other), null)).isEmpty();
    }

    @Test
    void e28_whatARecordNamesIsNoOrphanHoweverOld() {
        for (AllocationPhase phase : AllocationPhase.values()) {
            for (EniStatus status : EniStatus.values()) {
                assertThat(diff(eni(status, "i-9", Duration.ofDays(9), OURS), held(phase)))
                        .as(phase + " " + status)
                        .isNotEqualTo(Optional.of(new Finding.Orphan(eni(status, "i-9", Duration.ofDays(9), OURS))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BOUND, IN_USE, i-1, false",
        "BOUND, IN_USE, i-2, true",
        "BOUND, AVAILABLE, , true",
        "BOUND, DETACHING, i-1, true",
        "RETAINED, AVAILABLE, , false",
        "RETAINED, IN_USE, i-1, true",
        "RETAINED, DELETING, , true",
        "REQUESTED, IN_USE, i-2, false",
        "ATTACHING, AVAILABLE, , false",
        "DETACHING, IN_USE, i-1, false",
        "DELETING, AVAILABLE, , false",
    })
    void driftIsAnObservationForTheRecordAndOnlyOfRecordsAtRest(
            AllocationPhase phase, EniStatus status, @Nullable String on, boolean drift) {
        EniDescription seen = eni(status, on, Duration.ofDays(1), OURS);
        Finding expected =
                new Finding.Drift(PodRef.of("default", "web-0"), "record-uid", 0, new Observation(ENI, seen, 42));
        assertThat(diff(seen, held(phase))).isEqualTo(drift ? Optional.of(expected) : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(AllocationPhase.class)
    void anInterfaceThatWasNotListedIsAHintForRecordsAtRest(AllocationPhase phase) {
        boolean atRest = phase == AllocationPhase.BOUND || phase == AllocationPhase.RETAINED;
        Finding expected =
                new Finding.Drift(PodRef.of("default", "web-0"), "record-uid", 0, new Observation(ENI, null, 42));
        assertThat(Reclaimer.missing(held(phase), 42)).isEqualTo(atRest ? Optional.of(expected) : Optional.empty());
    }
}
