package dev.podnetwork.core.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpam;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.FakeEni;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The defects of the local pool of today that spec node-ipam §2.3 lists, each with a variant that has it; and W20's pairs. */
class NodeIpamDefectsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private static NodeSim started(NodeVariant variant, NodeScene scene, PoolPolicy policy) {
        return variant.started(
                scene, spec -> spec.withPolicy(policy.withStack(spec.policy().stack())));
    }

    private static void add(NodeSim sim, int pods) {
        for (int i = 0; i < pods; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();
    }

    private static LeaseRequest request(String pod) {
        return LeaseRequest.of(LeaseOwner.of(PodUid.of(pod), "eth0"), "sandbox-" + pod, IpStack.IPV4);
    }

    /** Idle elsewhere is ignored. Weak: what comes back to any interface but the first is not looked at. */
    @Test
    void idleElsewhereIsIgnored() {
        NodeVariant.shows(
                NodeIpamDefectsTest::idleAnywhereIsFound, NodeVariant.REAL.withDoor(OnlyTheFirstInterface::new));
    }

    private static void idleAnywhereIsFound(NodeVariant variant) {
        NodeSim sim = started(variant, NodeScene.of(3, 10, 1).withCooldown(Duration.ZERO), PoolPolicy.idle(0, 20));
        add(sim, 15);
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(11, 15).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runFor(Duration.ofMillis(20));
        assertThat(sim.settled()).as("without a call").isTrue();
    }

    private static final class OnlyTheFirstInterface extends PassingNode {
        private final Map<LeaseOwner, Lease> leases = new LinkedHashMap<>();

        OnlyTheFirstInterface(NodeIpam next) {
            super(next);
        }

        @Override
        public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
            CompletableFuture<Lease> answer = next.acquire(request, patience);
            CompletionStage<Lease> heard = answer;
            heard.thenAccept(lease -> leases.put(lease.owner(), lease));
            return answer;
        }

        @Override
        public CompletionStage<Void> release(LeaseOwner owner, String containerId) {
            Lease lease = leases.get(owner);
            Lease first = leases.values().iterator().next();
            if (lease != null && !lease.address().eni().equals(first.address().eni())) {
                next.hold(lease.address().primary(), "not looked at", Duration.ofHours(1));
            }
            return next.release(owner, containerId);
        }
    }

    /** Same-pod lookup does not check the state. Weak: a repeated ADD is answered from memory. */
    @Test
    void samePodLookupDoesNotCheckTheState() {
        NodeVariant.shows(
                NodeIpamDefectsTest::aLostAddressIsNotAnsweredAgain, NodeVariant.REAL.withDoor(FromMemory::new));
    }

    private static void aLostAddressIsNotAnsweredAgain(NodeVariant variant) {
        NodeSim sim =
                started(variant, NodeScene.of(1, 8, 2), PoolPolicy.idle(2, 4)).cloudLies();
        sim.world().runFor(Duration.ofSeconds(20));
        Lease first = acquired(sim, request("a"));
        Lease second = acquired(sim, request("b"));
        String primary = sim.attached(0).get(0).ipv4().get(0);
        boolean firstIsPrimary = first.address().primary().equals(primary);
        Lease lost = firstIsPrimary ? second : first;
        sim.cloud()
                .call(new AddressOp.UnassignPrivateIpAddresses(
                        lost.address().eni(),
                        AddressRequest.addresses(List.of(lost.address().primary()))));
        sim.world().runFor(Duration.ofMinutes(10));
        Lease again = acquired(sim, request(firstIsPrimary ? "b" : "a"));
        assertThat(again.address()).isNotEqualTo(lost.address());
    }

    private static Lease acquired(NodeSim sim, LeaseRequest request) {
        CompletableFuture<Lease> answer = sim.ipam(0).acquire(request, LONG);
        assertThat(sim.world().runUntil(answer::isDone, LONG)).isTrue();
        return answer.join();
    }

    private static final class FromMemory extends PassingNode {
        private final Map<LeaseOwner, CompletableFuture<Lease>> answers = new LinkedHashMap<>();

        FromMemory(NodeIpam next) {
            super(next);
        }

        @Override
        public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
            return answers.computeIfAbsent(request.owner(), owner -> next.acquire(request, patience));
        }
    }

    /** A failed write leaks the address. Weak: a journal that says no and has written it all the same. */
    @Test
    void aFailedWriteLeaksTheAddress() {
        List<JournalEntry> kept = new ArrayList<>();
        NodeVariant.shows(
                NodeIpamDefectsTest::whoWasRefusedHoldsNothing,
                NodeVariant.REAL.withJournal(disk -> new RefusesAndKeeps(disk, kept)));
    }

    private static void whoWasRefusedHoldsNothing(NodeVariant variant) {
        NodeSim sim = started(variant, NodeScene.of(1, 6, 3), PoolPolicy.idle(2, 4));
        sim.world().runFor(Duration.ofSeconds(20));
        sim.disk(0).refusing(1);
        CompletableFuture<Lease> refused = sim.ipam(0).acquire(request("a"), LONG);
        sim.world().runFor(Duration.ofSeconds(5));
        assertThat(refused).isCompletedExceptionally();
        sim.disk(0).refusing(0);
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(1));
        assertThat(sim.snapshot(0).leased()).isZero();
    }

    private record RefusesAndKeeps(LeaseJournal disk, List<JournalEntry> kept) implements LeaseJournal {
        @Override
        public JournalState recovered() {
            JournalFold fold = new JournalFold();
            fold.applyAll(entriesOf(disk.recovered()));
            fold.applyAll(kept);
            return fold.state(List.of());
        }

        private static List<JournalEntry> entriesOf(JournalState state) {
            List<JournalEntry> all = new ArrayList<>();
            state.leases().values().forEach(lease -> all.add(new JournalEntry.Leased(lease)));
            state.openIntents().forEach(intent -> all.add(new JournalEntry.IntentOpened(intent)));
            if (state.epoch() != null) {
                all.add(state.epoch());
            }
            return all;
        }

        @Override
        public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
            return disk.append(entries).thenApply(reply -> {
                if (reply instanceof JournalReply.Refused) {
                    kept.addAll(entries);
                }
                return reply;
            });
        }

        @Override
        public void close() {
            disk.close();
        }
    }

    /** Disposal picks the primary as a victim, a no-op that is counted. Weak: an unassign that is said to be done and is not. */
    @Test
    void disposalCountsWhatNeverGoes() {
        NodeVariant.shows(
                NodeIpamDefectsTest::theSurplusReallyGoes, NodeVariant.REAL.withCloud((env, way) -> doingNothing(way)));
    }

    private static void theSurplusReallyGoes(NodeVariant variant) {
        NodeSim sim = started(variant, NodeScene.of(1, 10, 4), PoolPolicy.idle(0, 3));
        add(sim, 9);
        List<LeaseOwner> all = sim.kubelet(0).wanted();
        all.subList(1, 9).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofMinutes(10));
        assertThat(sim.snapshot(0).idle()).isEqualTo(3);
        assertThat(sim.cloudAddresses(0)).isEqualTo(4);
    }

    private static CloudNetwork doingNothing(CloudNetwork way) {
        return op -> op instanceof AddressOp.UnassignPrivateIpAddresses
                ? CompletableFuture.completedFuture(CloudReply.Accepted.INSTANCE)
                : way.call(op);
    }

    /** Every waiter wakes on every broadcast. Weak: an address goes to whoever is awake first, here the newest. */
    @Test
    void everyWaiterWakesForEveryAddress() {
        NodeVariant.shows(NodeIpamDefectsTest::theLongestWaiterIsServed, NodeVariant.REAL.withDoor(NewestFirst::new));
    }

    private static void theLongestWaiterIsServed(NodeVariant variant) {
        NodeSim sim = started(variant, NodeScene.of(1, 2, 5).withCooldown(Duration.ZERO), PoolPolicy.idle(0, 3));
        add(sim, 2);
        LeaseOwner running = sim.kubelet(0).wanted().get(0);
        LeaseOwner longest = sim.kubelet(0).add();
        LeaseOwner next = sim.kubelet(0).add();
        sim.world().runFor(Duration.ofSeconds(1));
        sim.kubelet(0).delete(running);
        sim.world().runFor(Duration.ofSeconds(1));
        assertThat(sim.kubelet(0).lease(longest)).isNotNull();
        assertThat(sim.kubelet(0).lease(next)).isNull();
    }

    /** Passes only the newest request on; the others are asked again when it has its answer. */
    private static final class NewestFirst extends PassingNode {
        private record Asked(LeaseRequest request, Duration patience, CompletableFuture<Lease> answer) {}

        private final List<Asked> line = new ArrayList<>();
        private CompletableFuture<Lease> passedOn = new CompletableFuture<>();

        NewestFirst(NodeIpam next) {
            super(next);
        }

        @Override
        public CompletableFuture<Lease> acquire(LeaseRequest request, Duration patience) {
            Asked asked = new Asked(request, patience, new CompletableFuture<>());
            line.add(asked);
            passedOn.cancel(false);
            passOn();
            return asked.answer();
        }

        private void passOn() {
            Asked newest = line.get(line.size() - 1);
            CompletableFuture<Lease> mine = next.acquire(newest.request(), newest.patience());
            passedOn = mine;
            CompletionStage<Lease> end = mine;
            end.thenAccept(lease -> {
                line.remove(newest);
                newest.answer().complete(lease);
                if (!line.isEmpty()) {
                    passOn();
                }
            });
        }
    }

    /** W20: a pair is missed because the IPv4 address that is tried has no partner. Weak: one family is looked at. */
    @Test
    void aPairIsFoundWhereverItIs_W20() {
        UnaryOperator<PoolPolicy> one = policy -> policy.withStack(IpStack.IPV4);
        NodeVariant.shows(
                NodeIpamDefectsTest::thePairIsTaken,
                NodeVariant.REAL.withSpec(spec -> spec.withPolicy(one.apply(spec.policy()))));
    }

    private static void thePairIsTaken(NodeVariant variant) {
        for (long seed = 1; seed <= 4; seed++) {
            pairIsTaken(variant, seed);
        }
    }

    private static void pairIsTaken(NodeVariant variant, long seed) {
        NodeScene scene = NodeScene.of(3, 4, seed).withFamilies(IpStack.DUAL);
        NodeSim sim = started(variant, scene, PoolPolicy.idle(0, 9));
        sim.crash(Duration.ofSeconds(5));
        sim.cloud().addEni(eni(sim, scene, "eni-single", List.of()));
        sim.cloud().addEni(eni(sim, scene, "eni-pair", List.of("fd00:0:0:0::77")));
        sim.world().runFor(Duration.ofSeconds(20));
        LeaseOwner pod = sim.kubelet(0).add();
        sim.world().runFor(Duration.ofMillis(50));
        Lease lease = sim.kubelet(0).lease(pod);
        assertThat(lease).as("served at once").isNotNull();
        assertThat(Objects.requireNonNull(lease).address().eni().value()).isEqualTo("eni-pair");
        assertThat(lease.address().ipv6()).isNotNull();
    }

    private static FakeEni eni(NodeSim sim, NodeScene scene, String id, List<String> ipv6) {
        return new FakeEni(
                dev.podnetwork.api.EniId.of(id),
                NodeSim.vSwitches(scene).get(0),
                List.of(NodeSim.GROUP),
                null,
                ipv6,
                Map.of(),
                true,
                sim.instance(0),
                false);
    }
}
