package dev.podnetwork.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.cloud.AddressOp;
import dev.podnetwork.api.cloud.AddressRequest;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.pool.Lease;
import dev.podnetwork.api.pool.LeaseAddress;
import dev.podnetwork.api.pool.LeaseOwner;
import dev.podnetwork.api.pool.NodeIpamSnapshot;
import dev.podnetwork.core.plan.PoolPolicy;
import dev.podnetwork.core.plan.PoolPolicy.Prefixes;
import dev.podnetwork.core.pool.AddressPrefix;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.FaultPlan;
import dev.podnetwork.fake.sim.node.NodeScene;
import dev.podnetwork.fake.sim.node.NodeSim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A node whose pods are served from prefixes, of one family and of two. */
class PrefixNodeTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static NodeSim started(NodeScene scene, Prefixes prefixes) {
        PoolPolicy policy = PoolPolicy.idle(0, 5).withPrefixes(prefixes);
        NodeSim sim = NodeFixture.sim(scene, spec -> spec.withPolicy(policy.withStack(scene.families())));
        sim.world().limitEvents(1_000_000);
        sim.start();
        sim.world().runFor(Duration.ofSeconds(10));
        return sim;
    }

    private static NodeScene dual(int enis, int ips, long seed) {
        return NodeScene.of(enis, ips, seed).withFamilies(IpStack.DUAL).withCooldown(Duration.ZERO);
    }

    private static List<LeaseAddress> leased(NodeSim sim) {
        return sim.kubelet(0).wanted().stream()
                .map(owner -> Objects.requireNonNull(sim.kubelet(0).lease(owner)))
                .map(Lease::address)
                .toList();
    }

    private static void add(NodeSim sim, int pods) {
        for (int i = 0; i < pods; i++) {
            sim.kubelet(0).add();
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();
    }

    private static EniDescription eni(NodeSim sim, EniId id) {
        return sim.cloud().inspect().eni(id).orElseThrow();
    }

    @Test
    void aPairIsOneSlotOfOneInterface() {
        NodeSim sim = started(dual(2, 4, 1), Prefixes.atLeast(0));

        add(sim, 70);

        List<LeaseAddress> all = leased(sim);
        assertThat(all).doesNotHaveDuplicates().hasSize(70);
        assertThat(all).extracting(LeaseAddress::ipv6).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(all).allSatisfy(each -> {
            EniDescription on = eni(sim, each.eni());
            assertThat(on.ipv6Prefixes())
                    .as("one IPv6 prefix on each interface")
                    .hasSize(1);
            assertThat(each.ipv6())
                    .isEqualTo(AddressPrefix.partnerOf(
                            each.primary(), on.ipv6Prefixes().get(0)));
        });
        assertThat(sim.cloud().inspect().calls("AssignIpv6Addresses").calls())
                .as("an IPv6 prefix comes with its interface")
                .isZero();
    }

    @Test
    void pairsOutliveACrashAndTheirAddressesStayTheirs() {
        NodeSim sim = started(dual(2, 4, 2), Prefixes.atLeast(0));
        add(sim, 40);
        List<LeaseAddress> before = leased(sim);

        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofMinutes(1));
        add(sim, 20);

        assertThat(leased(sim)).containsAll(before).doesNotHaveDuplicates().hasSize(60);
        assertThat(sim.snapshot(0).unconfirmed()).isEmpty();
    }

    /** The interface is there without its IPv6 prefix: nobody gets half of a pair, and the prefix is fetched. */
    @Test
    void anIpv6PrefixThatIsMissingIsFetchedBeforeAnybodyIsServed() {
        NodeSim sim = started(dual(1, 4, 3), Prefixes.atLeast(0)).cloudLies();
        add(sim, 3);
        EniId id = leased(sim).get(0).eni();
        sim.crash(Duration.ofSeconds(5));
        sim.cloud()
                .call(new AddressOp.UnassignIpv6Addresses(
                        id, AddressRequest.prefixes(eni(sim, id).ipv6Prefixes())));
        List<LeaseOwner> old = sim.kubelet(0).wanted();
        old.forEach(sim.kubelet(0)::delete);
        sim.world().runFor(Duration.ofMinutes(10));
        add(sim, 20);

        String now = eni(sim, id).ipv6Prefixes().get(0);
        assertThat(leased(sim))
                .hasSize(20)
                .allSatisfy(each -> assertThat(each.ipv6()).isEqualTo(AddressPrefix.partnerOf(each.primary(), now)));
    }

    @Test
    void whereAVSwitchHasNoBlockPairsAreMadeOfSingleAddresses() {
        NodeScene scene = dual(2, 10, 4).withBlocks(List.of("10.0.0.0/28"));
        NodeSim sim = started(scene, Prefixes.atLeast(0));

        add(sim, 5);

        assertThat(leased(sim)).extracting(LeaseAddress::ipv6).doesNotContainNull();
        assertThat(sim.attached(0))
                .allSatisfy(eni -> assertThat(eni.ipv4Prefixes()).isEmpty());
    }

    /** Scenario H38: a prefix that vanished is closed at once, invalid later, and does not come back to life. */
    @Test
    void aPrefixThatVanishedServesNobodyAndItsLeasesStay_H38() {
        NodeSim sim = started(NodeScene.of(1, 4, 5).withCooldown(Duration.ZERO), Prefixes.atLeast(2))
                .cloudLies();
        add(sim, 12);
        LeaseAddress kept = leased(sim).get(11);
        EniDescription on = eni(sim, kept.eni());
        String lost = on.ipv4Prefixes().stream()
                .filter(cidr -> AddressPrefix.ipv4(cidr).offsetOf(kept.primary()) >= 0)
                .findFirst()
                .orElseThrow();
        long inLost = leased(sim).stream()
                .filter(each -> AddressPrefix.ipv4(lost).offsetOf(each.primary()) >= 0)
                .count();
        sim.cloud().call(new AddressOp.UnassignPrivateIpAddresses(on.id(), AddressRequest.prefixes(List.of(lost))));
        sim.world().runFor(Duration.ofMinutes(8));

        assertThat(sim.snapshot(0).unconfirmed()).hasSize((int) inLost);
        add(sim, 10);
        List<LeaseAddress> fresh = leased(sim).subList(12, 22);
        assertThat(fresh)
                .allSatisfy(each -> assertThat(AddressPrefix.ipv4(lost).offsetOf(each.primary()))
                        .isNegative());

        sim.cloud()
                .call(new AddressOp.AssignPrivateIpAddresses(
                        on.id(), AddressRequest.prefixes(List.of(lost)), "by-hand"));
        sim.world().runFor(Duration.ofMinutes(8));
        add(sim, 3);
        assertThat(leased(sim).subList(22, 25))
                .as("it stays invalid")
                .allSatisfy(each -> assertThat(AddressPrefix.ipv4(lost).offsetOf(each.primary()))
                        .isNegative());
    }

    /** Scenario H38: a prefix that somebody added is reported while we run, and taken in by the next start. */
    @Test
    void aPrefixThatAppearsIsReportedAndTakenInByTheNextStart_H38() {
        NodeSim sim = started(NodeScene.of(1, 5, 6).withCooldown(Duration.ZERO), Prefixes.atLeast(1));
        add(sim, 2);
        EniId id = leased(sim).get(0).eni();
        sim.world().runFor(Duration.ofMinutes(1));
        sim.cloud().call(new AddressOp.AssignPrivateIpAddresses(id, AddressRequest.prefixCount(1), "by-hand"));
        sim.world().runFor(Duration.ofMinutes(10));
        NodeIpamSnapshot before = sim.snapshot(0);
        assertThat(before.orphans()).singleElement().asString().contains("/28");
        assertThat(before.leased() + before.idle()).isEqualTo(17);

        sim.crash(Duration.ofSeconds(1));
        sim.world().runFor(Duration.ofSeconds(30));

        NodeIpamSnapshot now = sim.snapshot(0);
        assertThat(now.leased() + now.idle()).isEqualTo(33);
    }

    /** An old answer at the start hides a prefix with leases: when it is shown again nothing of it is there twice. */
    @Test
    void aStartThatIsShownOldThingsGivesNoAddressOfAPrefixTwice() {
        FaultPlan old = FaultPlan.scripted(7);
        NodeSim sim = started(dual(1, 6, 7).withFaults(old), Prefixes.atLeast(0));
        add(sim, 30);
        List<LeaseAddress> before = leased(sim);
        old.on("DescribeNetworkInterfaces").times(1).inject(new Fault.StaleDescribe(Duration.ofSeconds(12)));
        sim.crash(Duration.ofMillis(200));
        sim.world().runFor(Duration.ofSeconds(4));
        List<LeaseOwner> more = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            more.add(sim.kubelet(0).add());
        }
        assertThat(sim.world().runUntil(sim::settled, LONG)).isTrue();

        assertThat(more).hasSize(40);
        assertThat(leased(sim)).containsAll(before).doesNotHaveDuplicates();
    }
}
