package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.error.CapacityException;
import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.api.error.RejectedException;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.LeaseStory;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.plan.NodeSpec;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.FakeEni;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the pool of a node promises, one promise at a time, under virtual time. */
class NodeIpamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(118);

    private static NodeSim started(NodeScene scene, UnaryOperator<NodeSpec> change) {
        NodeSim sim = NodeFixture.sim(scene, change);
        sim.world().limitEvents(2_000_000);
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));
        return sim;
    }

    private static UnaryOperator<NodeSpec> policy(PoolPolicy policy) {
        return spec -> spec.withPolicy(policy);
    }

    private static LeaseRequest request(String pod) {
        return LeaseRequest.of(LeaseOwner.of(PodUid.of(pod), "eth0"), "sandbox-" + pod, IpStack.IPV4);
    }

    private static Lease acquired(NodeSim sim, LeaseRequest request) {
        CompletableFuture<Lease> answer = sim.ipam(0).acquire(request, PATIENCE);
        assertThat(sim.world().runUntil(answer::isDone, PATIENCE)).isTrue();
        return answer.join();
    }

    private static void released(NodeSim sim, LeaseRequest request) {
        CompletableFuture<Void> answer =
                sim.ipam(0).release(request.owner(), request.containerId()).toCompletableFuture();
        assertThat(sim.world().runUntil(answer::isDone, PATIENCE)).isTrue();
        answer.join();
    }

    private static Throwable failure(NodeSim sim, CompletableFuture<Lease> answer) {
        assertThat(sim.world().runUntil(answer::isDone, PATIENCE.multipliedBy(2)))
                .isTrue();
        List<Throwable> failures = new ArrayList<>();
        CompletionStage<Lease> end = answer;
        end.whenComplete((lease, failure) -> failures.add(failure));
        Throwable failure = Objects.requireNonNull(failures.get(0));
        return failure instanceof CompletionException wrapped ? Objects.requireNonNull(wrapped.getCause()) : failure;
    }

    private static LeaseStory story(NodeSim sim, LeaseOwner owner) {
        List<LeaseStory> stories = new ArrayList<>();
        sim.ipam(0).describe(owner).thenAccept(stories::add);
        sim.world().runUntil(() -> !stories.isEmpty(), PATIENCE);
        return stories.get(0);
    }

    @Test
    void nothingIsReleasedWithoutAWord_H2() {
        NodeSim sim = started(NodeScene.of(1, 5, 1), UnaryOperator.identity());
        acquired(sim, request("a"));

        sim.world().runFor(Duration.ofHours(3));

        assertThat(sim.snapshot(0).leased()).isOne();
    }

    @Test
    void aReleasedAddressLosesItsPod_H4() {
        NodeSim sim = started(NodeScene.of(1, 5, 1), UnaryOperator.identity());
        acquired(sim, request("a"));

        released(sim, request("a"));

        assertThat(sim.disk(0).state().leases()).isEmpty();
        assertThat(sim.snapshot(0).leased()).isZero();
    }

    @Test
    void runningPodsKeepTheirAddresses_H7() {
        NodeSim sim = started(NodeScene.of(1, 5, 1), policy(PoolPolicy.idle(3, 5)));
        sim.world().runFor(Duration.ofSeconds(20));
        List<String> there = new ArrayList<>(sim.attached(0).get(0).ipv4());

        Lease second = acquired(sim, request("b").exactly(there.get(1)));
        Lease first = acquired(sim, request("a").exactly(there.get(0)));

        assertThat(first.address().ipv4()).isEqualTo(there.get(0));
        assertThat(second.address().ipv4()).isEqualTo(there.get(1));
    }

    @Test
    void aPodThatMayOnlyTakeALostAddressIsNoDemand_H20() {
        NodeSim sim = started(NodeScene.of(3, 5, 1), UnaryOperator.identity());
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Lease> waits =
                    sim.ipam(0).acquire(request("s" + i).exactly("10.0.9." + i), PATIENCE);
            assertThat(waits).isNotDone();
        }
        acquired(sim, request("new"));

        assertThat(sim.cloudAddresses(0)).isOne();
        assertThat(story(sim, request("s0").owner()).reasons().toString()).contains("10.0.9.0");
    }

    @Test
    void anInterfaceThatIsNotOursServesNobodyAndStays_H10_H31() {
        NodeScene scene = NodeScene.of(2, 5, 1);
        NodeSim sim = NodeFixture.sim(scene, policy(PoolPolicy.idle(0, 0)));
        FakeEni foreign = new FakeEni(
                EniId.of("eni-foreign"),
                NodeSim.vSwitches(scene).get(0),
                List.of(NodeSim.GROUP),
                null,
                List.of(),
                Map.of("terway.alibabacloud.com/excluded", "true"),
                true,
                sim.instance(0),
                false);
        sim.cloud().addEni(foreign);
        sim.start();

        Lease lease = acquired(sim, request("a"));
        released(sim, request("a"));
        sim.world().runFor(Duration.ofMinutes(30));

        assertThat(lease.address().eni()).isNotEqualTo(EniId.of("eni-foreign"));
        assertThat(sim.cloud().inspect().eni(EniId.of("eni-foreign"))).isPresent();
    }

    @Test
    void l0StopsEveryCallAndWhatIsIdleIsStillLeased_H34() {
        NodeScene scene = NodeScene.of(2, 5, 1);
        NodeFixture.Opened fleets = NodeFixture.fleets(scene, policy(PoolPolicy.idle(1, 5)));
        NodeSim sim = new NodeSim(scene, fleets);
        sim.start();
        sim.world().runFor(Duration.ofMinutes(1));
        fleets.last().degrade(Degradation.L0);
        sim.world().runFor(Duration.ofSeconds(2));
        long before = calls(sim);

        acquired(sim, request("a"));
        CompletableFuture<Lease> waits = sim.ipam(0).acquire(request("b"), Duration.ofMinutes(20));
        sim.world().runFor(Duration.ofMinutes(10));

        assertThat(calls(sim)).isEqualTo(before);
        assertThat(story(sim, request("b").owner()).reasons().toString()).contains("emergency switch");
        fleets.last().degrade(Degradation.OFF);
        assertThat(sim.world().runUntil(waits::isDone, Duration.ofMinutes(1))).isTrue();
    }

    private static long calls(NodeSim sim) {
        return sim.cloud().inspect().calls().stream()
                .mapToLong(seen -> seen.calls())
                .sum();
    }

    @Test
    void anIdleAddressThatVanishedIsNotHandedOutAndOneInUseIsKept_H37() {
        NodeSim sim =
                started(NodeScene.of(1, 8, 1), policy(PoolPolicy.idle(2, 4))).cloudLies();
        Lease kept = acquired(sim, request("a"));
        acquired(sim, request("b"));
        sim.world().runFor(Duration.ofSeconds(30));
        EniId eni = kept.address().eni();
        List<String> all = new ArrayList<>(sim.attached(0).get(0).ipv4());
        Lease other = acquired(sim, request("b"));
        String leased = all.indexOf(kept.address().primary()) == 0
                ? other.address().primary()
                : kept.address().primary();
        String idle = all.get(all.size() - 1);
        sim.cloud().call(new AddressOp.UnassignPrivateIpAddresses(eni, named(leased, idle)));

        sim.world().runFor(Duration.ofMinutes(10));

        assertThat(sim.snapshot(0).unconfirmed())
                .extracting(each -> each.address().primary())
                .containsExactly(leased);
        assertThat(acquired(sim, request("c")).address().primary()).isNotIn(leased, idle);
        assertThat(sim.snapshot(0).leased()).isEqualTo(3);
    }

    private static AddressRequest.Named named(String... addresses) {
        return AddressRequest.addresses(List.of(addresses));
    }

    @Test
    void anInterfaceThatCannotBeAttachedIsDeletedAgain_H40() {
        FaultPlan never = FaultPlan.scripted(1);
        never.on("AttachNetworkInterface").times(3).inject(new Fault.AttachFallsBack());
        NodeSim sim = started(NodeScene.of(2, 5, 1).withFaults(never), UnaryOperator.identity());

        CompletableFuture<Lease> answer = sim.ipam(0).acquire(request("a"), Duration.ofMinutes(10));

        assertThat(sim.world().runUntil(answer::isDone, Duration.ofMinutes(9))).isTrue();
        sim.world().runFor(Duration.ofMinutes(5));
        assertThat(sim.loose()).isEmpty();
        assertThat(sim.cloud().inspect().calls("DeleteNetworkInterface").calls())
                .isPositive();
    }

    @Test
    void theWarmUpIsOnceInANodesLife_H52_L10() {
        NodeSim sim =
                started(NodeScene.of(2, 10, 1), policy(PoolPolicy.idle(0, 3).withWarmUp(8)));
        sim.world().runFor(Duration.ofSeconds(30));
        assertThat(sim.cloudAddresses(0)).isEqualTo(8);
        sim.world().runFor(Duration.ofMinutes(10));
        assertThat(sim.cloudAddresses(0)).isEqualTo(3);

        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(sim.cloudAddresses(0)).isEqualTo(3);
        assertThat(sim.disk(0).state().warmedUpAt()).isNotNull();
    }

    @Test
    void aDelBeforeALateAddIsRemembered() {
        NodeSim sim = started(NodeScene.of(1, 5, 1), UnaryOperator.identity());

        released(sim, request("a"));

        assertThat(failure(sim, sim.ipam(0).acquire(request("a"), PATIENCE))).isInstanceOf(RejectedException.class);
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofSeconds(20));
        assertThat(failure(sim, sim.ipam(0).acquire(request("a"), PATIENCE))).isInstanceOf(RejectedException.class);
        sim.world().runFor(Duration.ofMinutes(11));
        acquired(sim, request("a"));
    }

    @Test
    void aDelOfAnOldSandboxFreesNothing() {
        NodeSim sim = started(NodeScene.of(1, 5, 1), UnaryOperator.identity());
        LeaseRequest fresh = LeaseRequest.of(request("a").owner(), "sandbox-new", IpStack.IPV4);
        Lease first = acquired(sim, request("a"));
        Lease second = acquired(sim, fresh);

        released(sim, request("a"));

        assertThat(second.address()).isEqualTo(first.address());
        assertThat(sim.snapshot(0).leased()).isOne();
    }

    @Test
    void whoIsCancelledTakesItsDemandAlong() {
        NodeSim sim = started(NodeScene.of(2, 5, 1), UnaryOperator.identity());

        CompletableFuture<Lease> waits = sim.ipam(0).acquire(request("a"), PATIENCE);
        waits.cancel(false);
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(sim.cloudAddresses(0)).isZero();
        assertThat(sim.snapshot(0).waiting()).isZero();
    }

    @Test
    void whoWaitsTooLongIsToldWhatIsScarce() {
        NodeSim sim = started(NodeScene.of(1, 1, 1), UnaryOperator.identity());
        acquired(sim, request("a"));

        Throwable failure = failure(sim, sim.ipam(0).acquire(request("b"), Duration.ofSeconds(30)));

        assertThat(failure).isInstanceOf(CapacityException.class).hasMessageContaining("no place on this node");
    }

    @Test
    void anotherOwnerStopsThisOne() {
        NodeSim sim = started(NodeScene.of(1, 5, 1), UnaryOperator.identity());

        sim.ipam(0).ownedBy(new JournalEntry.Epoch("controller", 99));

        assertThat(failure(sim, sim.ipam(0).acquire(request("a"), PATIENCE)))
                .isInstanceOf(ClosedException.class)
                .hasMessageContaining("controller");
    }

    @Test
    void aHeldAddressIsNotReused() {
        NodeScene scene = NodeScene.of(1, 1, 1).withCooldown(Duration.ZERO);
        NodeSim sim = started(scene, UnaryOperator.identity());
        Lease lease = acquired(sim, request("a"));
        sim.ipam(0).hold(lease.address().primary(), "eip", Duration.ofMinutes(5));
        released(sim, request("a"));

        CompletableFuture<Lease> waits = sim.ipam(0).acquire(request("b"), Duration.ofMinutes(20));
        sim.world().runFor(Duration.ofMinutes(4));

        assertThat(waits).isNotDone();
        assertThat(sim.world().runUntil(waits::isDone, Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void theCooldownOutlivesACrash() {
        NodeSim sim = started(NodeScene.of(1, 1, 1), UnaryOperator.identity());
        acquired(sim, request("a"));
        released(sim, request("a"));
        long freed = sim.world().nanos();
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofSeconds(5));

        acquired(sim, request("b"));

        assertThat(sim.world().nanos() - freed)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(29).toNanos());
    }
}
