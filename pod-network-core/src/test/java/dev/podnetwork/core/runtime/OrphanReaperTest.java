package dev.podnetwork.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
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
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.api.release.ReleasePolicy;
import dev.podnetwork.core.allocation.Bounds;
import dev.podnetwork.core.cloud.ApiLimits;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.serving.ServingApi;
import dev.podnetwork.core.sim.Forwarding;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimStore;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.fake.sim.StoreFault;
import dev.podnetwork.spi.Leadership;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.MetricsSink;
import dev.podnetwork.spi.RecordStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is released of what nobody claims (scenarios E25, E26, E28, E29; weaknesses W3, W7). */
class OrphanReaperTest {
    private static final ClusterId CLUSTER = ClusterId.of("c-1");
    private static final PodRef POD = PodRef.of("default", "web-0");

    private final SimWorld world = new SimWorld(1);
    private final SimProcess process = world.start("p");
    private final EventLoop loop = new EventLoop(process);
    private final SimStore<Allocation> store = SimStore.ofAllocations(world);
    private final List<CloudOp> sent = new ArrayList<>();
    private final Settings settings = new Settings(
            CLUSTER,
            Bounds.DEFAULT,
            ApiLimits.published(),
            100,
            Duration.ofSeconds(8),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10));
    private final CloudCalls calls = new CloudCalls(
            process,
            loop,
            op -> {
                sent.add(op);
                return CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE);
            },
            Leadership.always(),
            MetricsSink.none(),
            settings);
    private final SharedResources shared = new SharedResources(process, 100, pod -> {});
    private final OrphanReaper reaper =
            new OrphanReaper(loop, settings, calls, shared, store.handle(process), process::ticks);

    private static EniDescription eni(String id, EniStatus status, @Nullable String on, String token) {
        EniAttachment where = on == null ? null : new EniAttachment(InstanceId.of(on), EniId.of("eni-trunk"), 7, null);
        return new EniDescription(
                EniId.of(id),
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
                Tags.of(CLUSTER, token),
                SimWorld.START);
    }

    private static Allocation record(@Nullable String eni) {
        InterfaceSpec spec =
                new InterfaceSpec("eth0", List.of(), ReleasePolicy.ELASTIC, null, IpStack.IPV4, InterfaceExtras.NONE);
        AllocatedEni made = eni == null
                ? null
                : new AllocatedEni(EniId.of(eni), "mac", null, ZoneId.of("zone-a"), "10.0.0.1", null, null, null);
        return new Allocation(
                POD,
                PodUid.of("uid-1"),
                NodeRef.of("node-1"),
                ZoneId.of("zone-a"),
                InstanceId.of("i-1"),
                null,
                eni == null ? AllocationPhase.REQUESTED : AllocationPhase.ATTACHING,
                false,
                false,
                null,
                List.of(new InterfaceAllocation(spec, VSwitchId.of("vsw-a"), 1, made, null)));
    }

    private void consider(EniDescription... enis) {
        reaper.consider(candidates(ServingApi.ECS, enis));
        world.runFor(Duration.ofMinutes(1));
    }

    private static List<OrphanReaper.Candidate> candidates(ServingApi api, EniDescription... enis) {
        return Stream.of(enis)
                .map(each -> new OrphanReaper.Candidate(each, api))
                .toList();
    }

    @Test
    void aLingjunOneIsReleasedThroughItsOwnApiEachTimeUnderAnotherToken() {
        List<OrphanReaper.Candidate> failed = candidates(ServingApi.EFLO, eni("leni-1", EniStatus.DELETING, null, "t"));
        reaper.consider(failed);
        world.runFor(Duration.ofMinutes(1));
        reaper.consider(failed);
        world.runFor(Duration.ofMinutes(1));
        reaper.consider(candidates(ServingApi.EFLO, eni("leni-2", EniStatus.IN_USE, "e01-1", "t")));
        world.runFor(Duration.ofMinutes(1));

        assertThat(sent).hasSize(3).doesNotHaveDuplicates();
        assertThat(sent.get(0))
                .isInstanceOfSatisfying(
                        LeniOp.DeleteLeni.class, op -> assertThat(op.leni()).isEqualTo(EniId.of("leni-1")));
        assertThat(sent.get(2)).isEqualTo(new LeniOp.DetachLeni(EniId.of("leni-2"), InstanceId.of("e01-1")));
    }

    @Test
    void e25_anUnreferencedInterfaceIsDeletedOnce() {
        consider(eni("eni-1", EniStatus.AVAILABLE, null, "t"));
        assertThat(sent).containsExactly(new CloudOp.DeleteEni(EniId.of("eni-1")));
    }

    @Test
    void e26_anAttachedOneIsDetachedAndNotDeletedInThatPass_W7() {
        consider(eni("eni-1", EniStatus.IN_USE, "i-1", "t"));
        assertThat(sent)
                .containsExactly(new CloudOp.DetachEni(EniId.of("eni-1"), InstanceId.of("i-1"), EniId.of("eni-trunk")));
    }

    @Test
    void e28_whatARecordNamesIsUntouched() {
        store.put(POD, record("eni-1"));
        consider(eni("eni-1", EniStatus.AVAILABLE, null, "t"));
        assertThat(sent).isEmpty();
    }

    @Test
    void whatTheOpenIntentOfARecordMadeIsUntouched_W3() {
        store.put(POD, record(null));
        String uid = store.get(POD).orElseThrow().uid();
        consider(eni("eni-1", EniStatus.AVAILABLE, null, Tokens.of(CLUSTER, uid, "eth0", 1)));
        assertThat(sent).isEmpty();
        consider(eni("eni-2", EniStatus.AVAILABLE, null, Tokens.of(CLUSTER, uid, "eth0", 0)));
        assertThat(sent).containsExactly(new CloudOp.DeleteEni(EniId.of("eni-2")));
    }

    @Test
    void whatAnUnreadableRecordNamesIsUntouched() {
        RecordStore<Allocation> unreadable = new HeldStore(store.handle(process), EniId.of("eni-1"));
        new OrphanReaper(loop, settings, calls, shared, unreadable, process::ticks)
                .consider(candidates(
                        ServingApi.ECS,
                        eni("eni-1", EniStatus.AVAILABLE, null, "t"),
                        eni("eni-2", EniStatus.AVAILABLE, null, "t")));
        world.runFor(Duration.ofMinutes(1));
        assertThat(sent).containsExactly(new CloudOp.DeleteEni(EniId.of("eni-2")));
    }

    /** A store with an object that names an interface and cannot be read. */
    private static final class HeldStore extends Forwarding.Store {
        private final EniId eni;

        HeldStore(RecordStore<Allocation> store, EniId eni) {
            super(store);
            this.eni = eni;
        }

        @Override
        public CompletionStage<ListReply<Allocation>> list() {
            return super.list()
                    .thenApply(reply -> reply instanceof ListReply.Listed<Allocation> listed
                            ? new ListReply.Listed<>(listed.records(), List.of(eni), listed.storeTime())
                            : reply);
        }
    }

    @Test
    void e29_aListThatFailsSavesThemAll() {
        store.faults().chance(StoreFault.LIST_FAILS, 1.0);
        consider(eni("eni-1", EniStatus.AVAILABLE, null, "t"));
        assertThat(sent).isEmpty();
    }

    @Test
    void e29_nothingToConsiderListsNothing() {
        reaper.consider(List.of());
        long events = world.events();
        world.runFor(Duration.ofMinutes(1));
        assertThat(world.events()).isEqualTo(events);
        assertThat(sent).isEmpty();
    }

    @Test
    void whatARecordClaimsWhileTheCallWaitsIsUntouched() {
        calls.degrade(Degradation.L1);
        consider(eni("eni-1", EniStatus.AVAILABLE, null, "t"));
        assertThat(calls.parked()).isEqualTo(1);
        shared.replace(null, record("eni-1"));
        calls.degrade(Degradation.OFF);
        world.runFor(Duration.ofMinutes(1));
        assertThat(sent).isEmpty();
    }

    @Test
    void whoWasDeposedReleasesNothing() {
        reaper.consider(candidates(ServingApi.ECS, eni("eni-1", EniStatus.AVAILABLE, null, "t")));
        reaper.stop();
        world.runFor(Duration.ofMinutes(1));
        assertThat(sent).isEmpty();
    }
}
