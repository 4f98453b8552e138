package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.core.plan.PoolPolicy.Prefixes;
import dev.podnetwork.core.pool.AddressPrefix;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Somebody moves a prefix from one interface of a node to another while no process looks. */
class PrefixMovesTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration DOWN = Duration.ofSeconds(30);

    /** A node of two interfaces: the first has three prefixes, the second one, and two places left. */
    private static NodeSim twoInterfaces(Duration cooldown, long seed) {
        PoolPolicy policy = PoolPolicy.idle(0, 48).withPrefixes(Prefixes.atLeast(0));
        NodeScene scene = NodeScene.of(2, 4, seed).withCooldown(cooldown);
        NodeSim sim = NodeFixture.sim(scene, spec -> spec.withPolicy(policy));
        sim.world().limitEvents(2_000_000);
        sim.start();
        add(sim, 50);
        return sim.cloudLies();
    }

    private static void add(NodeSim sim, int pods) {
        for (int i = 0; i < pods; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();
    }

    private static EniDescription with(NodeSim sim, int prefixes) {
        return sim.attached(0).stream()
                .filter(eni -> eni.ipv4Prefixes().size() == prefixes)
                .findFirst()
                .orElseThrow();
    }

    private static void move(NodeSim sim, String cidr, EniId from, EniId to) {
        AddressRequest.Named named = AddressRequest.prefixes(List.of(cidr));
        sim.cloud().call(new AddressOp.UnassignPrivateIpAddresses(from, named));
        sim.cloud().call(new AddressOp.AssignPrivateIpAddresses(to, named, "by-hand-" + to));
        assertThat(sim.cloud().inspect().eni(to).orElseThrow().ipv4Prefixes()).contains(cidr);
    }

    private static Lease lease(NodeSim sim, LeaseOwner owner) {
        return Objects.requireNonNull(sim.kubelet(0).lease(owner));
    }

    private static boolean isIn(String cidr, Lease lease) {
        return AddressPrefix.ipv4(cidr).offsetOf(lease.address().primary()) >= 0;
    }

    private static List<String> leased(NodeSim sim) {
        return sim.kubelet(0).wanted().stream()
                .map(owner -> lease(sim, owner).address().primary())
                .toList();
    }

    private static List<LeaseOwner> in(NodeSim sim, String cidr) {
        return sim.kubelet(0).wanted().stream()
                .filter(owner -> isIn(cidr, lease(sim, owner)))
                .toList();
    }

    @Test
    void whatPodsUseOfAPrefixThatMovedIsNotLeasedFromItsNewInterface() {
        NodeSim sim = twoInterfaces(Duration.ZERO, 1);
        EniDescription from = with(sim, 3);
        EniId to = with(sim, 1).id();
        String moved = from.ipv4Prefixes().get(0);
        List<LeaseOwner> living = in(sim, moved);
        living.subList(10, living.size()).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofSeconds(5));

        sim.crash(DOWN);
        move(sim, moved, from.id(), to);
        sim.world().runFor(DOWN.plusSeconds(10));
        add(sim, 30);

        assertThat(leased(sim)).hasSize(74).doesNotHaveDuplicates();
        assertThat(in(sim, moved)).as("six were free").hasSize(16);
    }

    @Test
    void addressesOfAPrefixThatMovedServeWhenTheirPodsAreGone() {
        NodeSim sim = twoInterfaces(Duration.ofSeconds(30), 2);
        EniDescription from = with(sim, 3);
        EniId to = with(sim, 1).id();
        String moved = from.ipv4Prefixes().get(1);
        List<LeaseOwner> living = in(sim, moved);
        assertThat(living).hasSize(16);
        sim.crash(DOWN);
        move(sim, moved, from.id(), to);
        sim.world().runFor(DOWN.plusSeconds(10));
        add(sim, 10);
        assertThat(in(sim, moved)).isEqualTo(living);

        living.forEach(sim.kubelet(0)::delete);
        sim.world().runFor(LONG);
        add(sim, 40);

        assertThat(leased(sim)).doesNotHaveDuplicates();
        assertThat(in(sim, moved))
                .isNotEmpty()
                .allSatisfy(
                        owner -> assertThat(lease(sim, owner).address().eni()).isEqualTo(to));
    }

    @Test
    void aPrefixThatMovedAndMovedBackIsTheirsAgain() {
        NodeSim sim = twoInterfaces(Duration.ZERO, 3);
        EniDescription from = with(sim, 3);
        EniId to = with(sim, 1).id();
        String moved = from.ipv4Prefixes().get(2);
        List<LeaseOwner> living = in(sim, moved);
        sim.crash(DOWN);
        move(sim, moved, from.id(), to);
        sim.world().runFor(DOWN.plusSeconds(10));
        sim.crash(DOWN);
        move(sim, moved, to, from.id());
        sim.world().runFor(DOWN.plusSeconds(30));

        assertThat(sim.snapshot(0).unconfirmed()).isEmpty();
        assertThat(sim.snapshot(0).leased()).isEqualTo(50);
        add(sim, 10);
        assertThat(leased(sim)).doesNotHaveDuplicates();
        assertThat(in(sim, moved)).containsAll(living);
    }

    @Test
    void aCooldownGoesAlongWithAPrefixThatMoved() {
        NodeSim sim = twoInterfaces(Duration.ofMinutes(3), 4);
        EniDescription from = with(sim, 3);
        EniId to = with(sim, 1).id();
        String moved = from.ipv4Prefixes().get(0);
        in(sim, moved).forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofSeconds(5));

        sim.crash(DOWN);
        move(sim, moved, from.id(), to);
        sim.world().runFor(DOWN.plusSeconds(10));
        add(sim, 20);

        assertThat(in(sim, moved)).isEmpty();
    }

    /** The interface that lost the prefix is gone as well. */
    @Test
    void whatPodsUseOfAnInterfaceThatVanishedIsNotLeasedFromAnother() {
        NodeSim sim = twoInterfaces(Duration.ZERO, 5);
        EniDescription from = with(sim, 3);
        EniId to = with(sim, 1).id();
        String moved = from.ipv4Prefixes().get(0);
        List<LeaseOwner> living = in(sim, moved);
        sim.crash(DOWN);
        sim.cloud().vanish(from.id());
        AddressRequest.Named named = AddressRequest.prefixes(List.of(moved));
        sim.cloud().call(new AddressOp.AssignPrivateIpAddresses(to, named, "by-hand-" + to));
        assertThat(sim.cloud().inspect().eni(to).orElseThrow().ipv4Prefixes()).contains(moved);
        sim.world().runFor(DOWN.plusSeconds(10));
        add(sim, 20);

        assertThat(in(sim, moved)).isEqualTo(living);
        assertThat(leased(sim)).doesNotHaveDuplicates();
    }

    /** A prefix that was frozen and did not empty serves again by itself; the next look at what is too much chooses anew. */
    @Test
    void aFreezeThatDoesNotEmptyItsPrefixEnds_I14() {
        PoolPolicy policy = PoolPolicy.idle(0, 0).withPrefixes(Prefixes.atLeast(0));
        NodeScene scene = NodeScene.of(1, 4, 7).withCooldown(Duration.ZERO);
        NodeSim sim = NodeFixture.sim(
                scene,
                spec -> spec.withPolicy(policy)
                        .withTimes(spec.times().withPeriods(Duration.ofMinutes(10), Duration.ofMinutes(2))));
        sim.world().limitEvents(2_000_000);
        sim.start();
        add(sim, 2);
        assertThat(sim.snapshot(0).idle()).isEqualTo(15);

        assertThat(untilUnusable(sim, 14, Duration.ofMinutes(30)))
                .as("its free addresses are leased no more")
                .isTrue();
        sim.world().runFor(Duration.ofMinutes(29));
        assertThat(sim.snapshot(0).unusable()).as("for half an hour").isEqualTo(14);
        assertThat(untilUnusable(sim, 0, Duration.ofMinutes(2)))
                .as("then they are again")
                .isTrue();
        assertThat(untilUnusable(sim, 14, Duration.ofMinutes(30)))
                .as("until it is frozen anew")
                .isTrue();
        assertThat(sim.snapshot(0).leased()).isEqualTo(2);
    }

    private static boolean untilUnusable(NodeSim sim, int addresses, Duration atMost) {
        for (long waited = 0; waited < atMost.toSeconds(); waited += 5) {
            if (sim.snapshot(0).unusable() == addresses) {
                return true;
            }
            sim.world().runFor(Duration.ofSeconds(5));
        }
        return false;
    }

    /** An address of a prefix is held for somebody's sake: a start does not forget that. */
    @Test
    void aHoldOnAnAddressOfAPrefixOutlivesACrash() {
        NodeSim sim = twoInterfaces(Duration.ZERO, 6);
        LeaseOwner pod = sim.kubelet(0).wanted().get(0);
        String held = lease(sim, pod).address().primary();
        sim.ipam(0).hold(held, "eip-1", Duration.ofHours(1));
        sim.kubelet(0).delete(pod);
        sim.world().runFor(Duration.ofSeconds(5));
        sim.crash(DOWN);
        sim.world().runFor(DOWN.plusSeconds(10));

        List<LeaseOwner> before = new ArrayList<>(sim.kubelet(0).wanted());
        add(sim, 20);
        assertThat(leased(sim)).doesNotContain(held);

        sim.ipam(0).endHold(held, "eip-1");
        add(sim, 20);
        assertThat(before).hasSize(49);
        assertThat(leased(sim)).contains(held);
    }

    @Test
    void thatAPrefixWentBackOnceIsForgottenWhenNoAnswerCanBeThatOld() {
        NodeSim sim = twoInterfaces(Duration.ZERO, 4);
        EniDescription seen = with(sim, 3);
        String prefix = seen.ipv4Prefixes().get(0);
        LeaseAddress wentBack = new LeaseAddress(seen.id(), prefix, null);
        Instant until = sim.world().now().plus(Duration.ofMinutes(1));
        sim.disk(0).write(List.of(new JournalEntry.Cooling(wentBack, until)));
        sim.world().runFor(LONG);

        sim.crash(DOWN);
        sim.world().runFor(DOWN.plusSeconds(30));

        assertThat(sim.disk(0).state().cooling()).doesNotContainKey(wentBack);
        List<LeaseOwner> living = in(sim, prefix);
        living.forEach(sim.kubelet(0)::delete);
        add(sim, 4 * 16 - 50 + living.size());
        assertThat(in(sim, prefix)).as("it serves").isNotEmpty();
        assertThat(leased(sim)).doesNotHaveDuplicates();
    }

    /** Over the years a node has many interfaces; the journal remembers those it has. */
    @Test
    void theJournalForgetsTheCooldownsOfWhatIsGivenBackWithinOneUptime() {
        for (boolean prefixes : new boolean[] {true, false}) {
            PoolPolicy policy = PoolPolicy.idle(0, 0);
            NodeScene scene = NodeScene.of(2, 4, 5).withCooldown(Duration.ofSeconds(30));
            NodeSim sim = NodeFixture.sim(
                    scene, spec -> spec.withPolicy(prefixes ? policy.withPrefixes(Prefixes.atLeast(0)) : policy));
            sim.world().limitEvents(2_000_000);
            sim.start();
            for (int round = 0; round < 3; round++) {
                add(sim, 6);
                sim.kubelet(0).wanted().forEach(sim.kubelet(0)::delete);
                sim.world().runFor(Duration.ofHours(1));
            }
            List<String> there =
                    sim.attached(0).stream().flatMap(eni -> eni.ipv4().stream()).toList();
            assertThat(there).as("nearly all went back").hasSizeLessThan(2);
            assertThat(sim.disk(0).state().cooling().keySet())
                    .as("prefixes: " + prefixes)
                    .allMatch(address -> there.contains(address.primary()));
        }
    }
}
