package dev.podnetwork.api.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.allocation.AllocationHalves.Head;
import dev.podnetwork.api.allocation.AllocationHalves.Status;
import dev.podnetwork.api.release.ReleasePolicy;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two writes make one record: each phase comes back as it was, and a crash between the writes decodes to a legal phase. */
class AllocationHalvesTest {
    private static final PodUid UID = PodUid.of("uid-1");
    private static final PodUid NEXT = PodUid.of("uid-2");
    private static final NodeRef NODE = NodeRef.of("node-1");
    private static final NodeRef OTHER = NodeRef.of("node-2");
    private static final InstanceId INSTANCE = InstanceId.of("i-1");
    private static final InstanceId OTHER_INSTANCE = InstanceId.of("i-2");
    private static final EniId TRUNK = EniId.of("eni-trunk");
    private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attached VID = new Attached(AttachMode.TRUNK_MEMBER, 7, null);

    private static final Allocation REQUESTED = new Allocation(
            PodRef.of("default", "web-0"),
            UID,
            NODE,
            ZoneId.of("zone-a"),
            INSTANCE,
            TRUNK,
            AllocationPhase.REQUESTED,
            false,
            false,
            null,
            List.of(wanted("eth0"), wanted("eth1")));
    private static final Allocation HALF_MADE = made(REQUESTED, 0);
    private static final Allocation ATTACHING = made(HALF_MADE, 1).attaching();
    private static final Allocation BOUND =
            ATTACHING.in(AllocationPhase.BOUND).seenAt(SEEN).eachInterface(each -> each.withAttached(VID));
    private static final Allocation ATTACHING_AGAIN = BOUND.attachingAgain();
    private static final Allocation MADE_AGAIN = lost(ATTACHING_AGAIN.requestedAgain());
    private static final Allocation LEAVING = BOUND.detaching(false);
    private static final Allocation LEAVING_TO_BE_KEPT = BOUND.detaching(true);
    private static final Allocation RETAINED =
            LEAVING_TO_BE_KEPT.in(AllocationPhase.RETAINED).unattached();
    private static final Allocation RETURNING =
            RETAINED.serving(NEXT, OTHER, OTHER_INSTANCE, TRUNK).attachingAgain();
    private static final Allocation DELETING = RETAINED.in(AllocationPhase.DELETING);

    private static InterfaceAllocation wanted(String name) {
        InterfaceSpec spec = new InterfaceSpec(
                name,
                List.of(SecurityGroupId.of("sg-1")),
                ReleasePolicy.NEVER,
                null,
                IpStack.IPV4,
                InterfaceExtras.NONE);
        return new InterfaceAllocation(spec, VSwitchId.of("vsw-a"), 1, null, null);
    }

    private static Allocation made(Allocation record, int index) {
        AllocatedEni eni = new AllocatedEni(
                EniId.of("eni-" + index), "mac", null, ZoneId.of("zone-a"), "10.0.0." + index, null, null, null);
        return record.withInterface(index, record.interfaces().get(index).withEni(eni));
    }

    private static Allocation lost(Allocation record) {
        InterfaceAllocation one = record.interfaces().get(1);
        return record.withInterface(1, one.nextIntent(one.vSwitch()));
    }

    record Whole(String name, Allocation record) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Whole> wholes() {
        return Stream.of(
                new Whole("requested", REQUESTED),
                new Whole("half made", HALF_MADE),
                new Whole("attaching", ATTACHING),
                new Whole("attaching again", ATTACHING_AGAIN),
                new Whole("one made again", MADE_AGAIN),
                new Whole("bound", BOUND),
                new Whole("leaving", LEAVING),
                new Whole("leaving, to be kept", LEAVING_TO_BE_KEPT),
                new Whole("leaving half made", HALF_MADE.detaching(false)),
                new Whole("leaving half made, to be kept", HALF_MADE.detaching(true)),
                new Whole("retained", RETAINED),
                new Whole("returning", RETURNING),
                new Whole("deleting", DELETING));
    }

    @ParameterizedTest
    @MethodSource("wholes")
    void comesBackAsItWas(Whole whole) {
        Allocation record = whole.record();
        assertThat(AllocationHalves.join(AllocationHalves.head(record), AllocationHalves.status(record)))
                .isEqualTo(record);
    }

    record Torn(Allocation before, Allocation next, AllocationPhase read) {
        @Override
        public String toString() {
            return before.phase() + " -> " + next.phase() + ", torn, reads as " + read;
        }
    }

    static Stream<Torn> torn() {
        return Stream.of(
                new Torn(REQUESTED, HALF_MADE, AllocationPhase.REQUESTED),
                new Torn(HALF_MADE, ATTACHING, AllocationPhase.ATTACHING),
                new Torn(REQUESTED, HALF_MADE.detaching(false), AllocationPhase.REQUESTED),
                new Torn(ATTACHING, BOUND, AllocationPhase.ATTACHING),
                new Torn(ATTACHING, LEAVING, AllocationPhase.ATTACHING),
                new Torn(ATTACHING, ATTACHING.serving(NEXT, NODE, INSTANCE, TRUNK), AllocationPhase.ATTACHING),
                new Torn(BOUND, ATTACHING_AGAIN, AllocationPhase.BOUND),
                new Torn(BOUND, MADE_AGAIN, AllocationPhase.REQUESTED),
                new Torn(ATTACHING_AGAIN, MADE_AGAIN, AllocationPhase.REQUESTED),
                new Torn(MADE_AGAIN, ATTACHING_AGAIN, AllocationPhase.ATTACHING),
                new Torn(BOUND, LEAVING, AllocationPhase.BOUND),
                new Torn(BOUND, LEAVING_TO_BE_KEPT, AllocationPhase.BOUND),
                new Torn(LEAVING_TO_BE_KEPT, RETAINED, AllocationPhase.DETACHING),
                new Torn(LEAVING_TO_BE_KEPT, RETURNING, AllocationPhase.DETACHING),
                new Torn(LEAVING_TO_BE_KEPT, DELETING, AllocationPhase.DETACHING),
                new Torn(LEAVING, DELETING, AllocationPhase.DETACHING),
                new Torn(RETAINED, RETURNING, AllocationPhase.RETAINED),
                new Torn(RETAINED, DELETING, AllocationPhase.RETAINED));
    }

    @ParameterizedTest
    @MethodSource("torn")
    void aCrashBetweenTheWritesReadsAsALegalPhase(Torn torn) {
        Head head = AllocationHalves.head(torn.next());
        Allocation read = AllocationHalves.join(head, AllocationHalves.status(torn.before()));

        assertThat(read.phase()).isEqualTo(torn.read());
        assertThat(idsOf(read)).as("ids are in the half that is written first").isEqualTo(idsOf(torn.next()));
        boolean bindsWholly = read.phase() != AllocationPhase.BOUND && read.phase() != AllocationPhase.ATTACHING;
        assertThat(bindsWholly || read.complete() && read.instance() != null).isTrue();
        assertThat(read.phase() != AllocationPhase.RETAINED || read.complete()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("torn")
    void theSecondWriteMendsIt(Torn torn) {
        Head head = AllocationHalves.head(torn.next());
        Allocation whole = AllocationHalves.join(head, AllocationHalves.status(torn.next()));
        assertThat(whole.phase()).isEqualTo(torn.next().phase());
    }

    private static List<String> idsOf(Allocation record) {
        return record.interfaces().stream()
                .map(each -> each.intent() + "/"
                        + (each.eni() == null ? "-" : each.eni().id().value()))
                .toList();
    }

    @Test
    void aReleaseWritesTheSameStatusForDetachAndDelete() {
        Allocation deleting = LEAVING.in(AllocationPhase.DELETING);
        assertThat(AllocationHalves.status(deleting)).isEqualTo(AllocationHalves.status(LEAVING));
    }

    @Test
    void anUnknownWirePhaseIsRefusedWithTheChoices() {
        Status odd = new Status("Initial", null, null, null, List.of());
        assertThatThrownBy(() -> AllocationHalves.join(AllocationHalves.head(REQUESTED), odd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("default/web-0")
                .hasMessageContaining("Initial")
                .hasMessageContaining("Unbind");
    }
}
