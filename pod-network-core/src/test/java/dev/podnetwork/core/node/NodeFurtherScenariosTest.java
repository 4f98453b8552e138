package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.TrafficMode;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.LeaseRequest;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** More situations of sections H and I: repeated and late requests, configurations that change, what never becomes demand. */
class NodeFurtherScenariosTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration NOT_LONG = Duration.ofSeconds(10);

    private static NodeSim started(NodeScene scene, PoolPolicy policy) {
        NodeSim sim = NodeFixture.sim(
                scene,
                spec -> spec.withPolicy(policy)
                        .withTimes(spec.times().withPeriods(Duration.ofSeconds(30), Duration.ofMinutes(2))));
        sim.world().limitEvents(2_000_000);
        sim.start();
        sim.world().runFor(NOT_LONG);
        return sim;
    }

    private static NodeScene scene(int enis, int ips, long seed) {
        return NodeScene.of(enis, ips, seed).withCooldown(Duration.ZERO);
    }

    private static void add(NodeSim sim, int pods) {
        for (int i = 0; i < pods; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();
    }

    private static LeaseRequest request(String pod, String sandbox) {
        return LeaseRequest.of(LeaseOwner.of(PodUid.of(pod), "eth0"), sandbox, IpStack.IPV4);
    }

    private static LeaseRequest exactly(String pod, String address) {
        LeaseRequest any = request(pod, "sandbox-" + pod);
        return new LeaseRequest(any.owner(), any.containerId(), any.families(), TrafficMode.STANDARD, address);
    }

    private static CompletableFuture<Lease> ask(NodeSim sim, LeaseRequest request) {
        return sim.ipam(0).acquire(request, LONG).toCompletableFuture();
    }

    private static <T> T answer(NodeSim sim, CompletionStage<T> asked) {
        CompletableFuture<T> answer = asked.toCompletableFuture();
        assertThat(sim.world().runUntil(answer::isDone, LONG)).isTrue();
        return answer.join();
    }

    private static long calls(NodeSim sim, String api) {
        return sim.cloud().inspect().calls(api).calls();
    }

    private static long changes(NodeSim sim) {
        return calls(sim, "CreateNetworkInterface") + calls(sim, "AssignPrivateIpAddresses");
    }

    private static String address(NodeSim sim, LeaseOwner owner) {
        return Objects.requireNonNull(sim.kubelet(0).lease(owner)).address().primary();
    }

    /** A pod that must keep a certain address is served with it, whichever others are idle. */
    @Test
    void aCertainAddressThatIsIdleIsGiven() {
        NodeSim sim = started(scene(1, 8, 1), PoolPolicy.idle(5, 5));
        add(sim, 3);
        String wanted = address(sim, sim.kubelet(0).wanted().get(1));
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world().runFor(NOT_LONG);
        long before = changes(sim);

        assertThat(answer(sim, ask(sim, exactly("x", wanted))).address().primary())
                .isEqualTo(wanted);
        assertThat(changes(sim)).isEqualTo(before);
    }

    /** A pod that must keep an address which another one holds is no demand: no call would bring it (terway#1030). */
    @Test
    void aCertainAddressThatIsTakenIsNoDemandAndIsGivenWhenItIsFree_H20() {
        NodeSim sim = started(scene(2, 4, 2), PoolPolicy.idle(0, 5));
        add(sim, 2);
        LeaseOwner holder = sim.kubelet(0).wanted().get(0);
        String taken = address(sim, holder);
        long before = changes(sim);
        CompletableFuture<Lease> waits = ask(sim, exactly("x", taken));
        sim.world().runFor(Duration.ofMinutes(2));
        assertThat(waits).isNotDone();
        assertThat(changes(sim)).isEqualTo(before);

        sim.kubelet(0).delete(holder);
        assertThat(answer(sim, waits).address().primary()).isEqualTo(taken);
    }

    /** A caller that went away takes its demand along. */
    @Test
    void aCancelledRequestBringsNoAddress() {
        NodeSim sim = started(scene(2, 4, 3), PoolPolicy.idle(0, 5));
        CompletableFuture<Lease> stays = ask(sim, request("a", "1"));
        CompletableFuture<Lease> leaves = ask(sim, request("b", "1"));
        leaves.cancel(false);
        answer(sim, stays);
        sim.world().runFor(Duration.ofMinutes(1));

        assertThat(sim.cloudAddresses(0)).isOne();
        assertThat(sim.snapshot(0).waiting()).isZero();
    }

    /** The minimum is refilled as it is used, and not beyond. */
    @Test
    void theMinimumIsRefilledExactly_H19() {
        NodeSim sim = started(scene(2, 10, 4), PoolPolicy.idle(3, 6));
        sim.world().runFor(NOT_LONG);
        for (int pods = 1; pods <= 6; pods++) {
            add(sim, 1);
            sim.world().runFor(Duration.ofSeconds(20));
            assertThat(sim.cloudAddresses(0)).isEqualTo(pods + 3);
        }
    }

    /** A sandbox that was deleted before it asked stays dead over a restart, and a new one of the pod is served. */
    @Test
    void aLateRequestIsRefusedAlsoAfterACrash() {
        NodeSim sim = started(scene(1, 4, 5), PoolPolicy.idle(1, 2));
        answer(sim, sim.ipam(0).release(request("a", "1").owner(), "1"));
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(NOT_LONG);
        CompletableFuture<Lease> late = ask(sim, request("a", "1"));
        sim.world().runFor(NOT_LONG);

        assertThat(late).isCompletedExceptionally();
        assertThat(answer(sim, ask(sim, request("a", "2"))).containerId()).isEqualTo("2");
    }

    /** A DEL is repeated, comes for nobody, or for another sandbox: it succeeds and frees nothing it should not. */
    @Test
    void deletesAreHarmlessHoweverTheyCome() {
        NodeSim sim = started(scene(1, 4, 6), PoolPolicy.idle(0, 4));
        answer(sim, ask(sim, request("a", "1")));
        answer(sim, sim.ipam(0).release(request("a", "1").owner(), "other"));
        answer(sim, sim.ipam(0).release(request("nobody", "1").owner(), "1"));
        assertThat(sim.snapshot(0).leased()).isOne();
        answer(sim, sim.ipam(0).release(request("a", "1").owner(), "1"));
        answer(sim, sim.ipam(0).release(request("a", "1").owner(), "1"));
        assertThat(sim.snapshot(0).leased()).isZero();
        assertThat(sim.snapshot(0).idle()).isOne();
    }

    /** What sandboxes are gone is said, and freed only when it was missed twice and nobody only asked. */
    @Test
    void aListOfSandboxesFreesWhatIsMissingTwice() {
        NodeSim sim = started(scene(1, 4, 7), PoolPolicy.idle(0, 4));
        Lease kept = answer(sim, ask(sim, request("a", "1")));
        Lease lost = answer(sim, ask(sim, request("b", "1")));
        List<LeaseOwner> active = List.of(kept.owner());

        assertThat(answer(sim, sim.ipam(0).reconcile(active, false))).isEmpty();
        assertThat(answer(sim, sim.ipam(0).reconcile(active, true))).containsExactly(lost);
        assertThat(sim.snapshot(0).leased()).isEqualTo(2);
        assertThat(answer(sim, sim.ipam(0).reconcile(active, false))).containsExactly(lost);
        assertThat(sim.snapshot(0).leased()).isOne();
    }

    /** The only idle address is held for somebody: the next pod gets another one, and the hold ends by itself. */
    @Test
    void aHeldAddressIsNotIdleUntilItsHoldEnds() {
        NodeSim sim = started(scene(1, 8, 8), PoolPolicy.idle(0, 5));
        add(sim, 1);
        LeaseOwner first = sim.kubelet(0).wanted().get(0);
        String held = address(sim, first);
        answer(sim, sim.ipam(0).hold(held, "eip", Duration.ofMinutes(1)));
        sim.kubelet(0).delete(first);
        sim.world().runFor(Duration.ofSeconds(5));

        add(sim, 1);
        assertThat(address(sim, sim.kubelet(0).wanted().get(0))).isNotEqualTo(held);
        sim.world().runFor(Duration.ofMinutes(1));
        long before = changes(sim);
        add(sim, 1);
        assertThat(address(sim, sim.kubelet(0).wanted().get(1))).isEqualTo(held);
        assertThat(changes(sim)).isEqualTo(before);
    }

    @Test
    void twoFamiliesOnANodeOfOneAreRefusedAtOnce() {
        NodeSim sim = started(scene(1, 4, 9), PoolPolicy.idle(1, 2));
        CompletableFuture<Lease> dual =
                ask(sim, LeaseRequest.of(LeaseOwner.of(PodUid.of("a"), "eth0"), "1", IpStack.DUAL));
        sim.world().runFor(Duration.ofMillis(10));

        assertThat(dual).isCompletedExceptionally();
        assertThat(dual.handle((lease, why) -> String.valueOf(why)).join()).contains("IPv4 only");
    }

    /** L0: who fits in what is idle is served without a call, the others when it is over. */
    @Test
    void l0ServesWhatIsIdleAndCallsNobody_H34() {
        NodeFixture.Opened fleets = NodeFixture.fleets(scene(2, 6, 10), spec -> spec.withPolicy(PoolPolicy.idle(2, 4)));
        NodeSim sim = new NodeSim(scene(2, 6, 10), fleets);
        sim.start();
        sim.world().runFor(Duration.ofSeconds(30));
        fleets.last().degrade(Degradation.L0);
        sim.world().runFor(NOT_LONG);
        long before = sim.cloud().inspect().calls().stream()
                .mapToLong(each -> each.calls())
                .sum();
        for (int i = 0; i < 4; i++) {
            sim.kubelet(0).add();
        }
        sim.world().runFor(LONG);
        assertThat(sim.kubelet(0).running()).isEqualTo(2);
        assertThat(sim.cloud().inspect().calls().stream()
                        .mapToLong(each -> each.calls())
                        .sum())
                .isEqualTo(before);

        fleets.last().degrade(Degradation.OFF);
        assertThat(sim.world().runUntil(sim::settled, Duration.ofMinutes(2))).isTrue();
    }

    /** Throttled for a while: few calls, and service when it is over. */
    @Test
    void throttlingIsWaitedOutWithFewCalls() {
        FaultPlan slow = FaultPlan.scripted(11);
        slow.on("AssignPrivateIpAddresses")
                .times(4)
                .inject(new Fault.Refuse(WireFault.of(400, "Throttling.User", "slow down")));
        NodeSim sim = started(scene(1, 20, 11).withFaults(slow), PoolPolicy.idle(0, 0));
        add(sim, 1);
        add(sim, 8);

        assertThat(calls(sim, "AssignPrivateIpAddresses")).isBetween(5L, 8L);
        assertThat(sim.cloudAddresses(0)).isEqualTo(9);
    }

    /** The maximum was lowered while the process was down: what is too much goes back, leases stay. */
    @Test
    void aLowerMaximumAfterARestartGivesTheRestBack() {
        int[] most = {10};
        NodeSim sim = NodeFixture.sim(
                scene(1, 20, 12),
                spec -> spec.withPolicy(PoolPolicy.idle(0, most[0]))
                        .withTimes(spec.times().withPeriods(Duration.ofSeconds(30), Duration.ofMinutes(2))));
        sim.start();
        add(sim, 12);
        sim.kubelet(0).wanted().subList(2, 12).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(LONG);
        assertThat(sim.cloudAddresses(0)).isEqualTo(12);

        most[0] = 1;
        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(LONG);
        assertThat(sim.cloudAddresses(0)).isEqualTo(3);
        assertThat(sim.snapshot(0).leased()).isEqualTo(2);
    }

    /** Prefix mode is turned on for a node that has single addresses, and off again: no lease is lost either way. */
    @Test
    void prefixModeThatIsTurnedOnAndOffKeepsEveryLease() {
        PoolPolicy single = PoolPolicy.idle(0, 20);
        PoolPolicy[] policy = {single};
        NodeSim sim = NodeFixture.sim(scene(2, 10, 13), spec -> spec.withPolicy(policy[0]));
        sim.start();
        add(sim, 4);
        policy[0] = single.withPrefixes(PoolPolicy.Prefixes.atLeast(0));
        sim.crash(Duration.ofSeconds(1));
        add(sim, 20);
        assertThat(sim.attached(0).stream()
                        .mapToInt(eni -> eni.ipv4Prefixes().size())
                        .sum())
                .isBetween(1, 2);
        policy[0] = single;
        sim.crash(Duration.ofSeconds(1));
        add(sim, 6);
        sim.world().runFor(LONG);

        NodeIpamSnapshot now = sim.snapshot(0);
        assertThat(now.leased()).isEqualTo(30);
        assertThat(now.unconfirmed()).isEmpty();
        assertThat(now.leased() + now.idle() + now.cooling() + now.unusable()).isEqualTo(sim.cloudAddresses(0));
    }

    /** An interface is excluded by its tag while pods use it: they stay, it gets no more, and nothing of it goes back. */
    @Test
    void anInterfaceThatIsExcludedKeepsItsPodsAndGetsNoMore_H10_H31() {
        NodeSim sim = started(scene(2, 6, 14), PoolPolicy.idle(0, 0));
        add(sim, 4);
        EniDescription first = sim.attached(0).get(0);
        sim.cloud().tagEni(first.id(), Map.of("terway.alibabacloud.com/excluded", "true"));
        sim.world().runFor(LONG);

        add(sim, 2);
        assertThat(sim.kubelet(0).wanted().subList(4, 6))
                .allSatisfy(owner -> assertThat(
                                Objects.requireNonNull(sim.kubelet(0).lease(owner))
                                        .address()
                                        .eni())
                        .isNotEqualTo(first.id()));
        sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
        sim.world().runFor(LONG);
        assertThat(sim.cloud().inspect().eni(first.id()).orElseThrow().ipv4()).hasSize(4);
        assertThat(sim.attached(0)).hasSize(1);
    }

    /** LEAST_IPS spreads pods over the interfaces there are; with MOST_IPS one fills up. */
    @Test
    void theOrderOfInterfacesIsTheUsers() {
        for (PoolPolicy.Order order : PoolPolicy.Order.values()) {
            NodeSim sim = started(scene(2, 6, 15), PoolPolicy.idle(0, 12).withOrder(order));
            add(sim, 12);
            sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
            sim.world().runFor(NOT_LONG);
            add(sim, 6);
            long used = sim.kubelet(0).wanted().stream()
                    .map(owner -> Objects.requireNonNull(sim.kubelet(0).lease(owner))
                            .address()
                            .eni())
                    .distinct()
                    .count();
            assertThat(used).as(order.name()).isEqualTo(order == PoolPolicy.Order.MOST_IPS ? 1 : 2);
        }
    }
}
