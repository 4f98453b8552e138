package dev.podnetwork.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.SecurityGroupId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.AttachMode;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.allocation.ScarceResource;
import dev.podnetwork.fake.FakeCloudConfig;
import dev.podnetwork.fake.FakeVSwitch;
import dev.podnetwork.fake.Fault;
import dev.podnetwork.fake.state.WireFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section G through the allocator, and more of the same kind: what is scarce, who waits for it, and what is said. */
class ScarcityScenariosTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static SmallWorld world(int prefixBits) {
        return new SmallWorld(FakeCloudConfig.strict(), prefixBits)
                .trunkNode("n1", "a", 10)
                .trunkNode("n2", "a", 10)
                .start();
    }

    private static ScarceResource waitsFor(SmallWorld w, String pod) {
        ScarceResource scarce = w.allocator().explain(SmallWorld.ref(pod)).waitsFor();
        assertThat(scarce).as(pod + " waits: " + w.explained(pod)).isNotNull();
        return scarce;
    }

    private static String waiting(SmallWorld w, String prefix, int pods) {
        for (int i = 0; i < pods; i++) {
            if (!w.isBound(prefix + "-" + i)) {
                return prefix + "-" + i;
            }
        }
        throw new AssertionError("none of them waits; " + w);
    }

    @Test
    void g10_aVSwitchIsNotReadForEachPodAndReadAgainLater() {
        SmallWorld w = world(24);
        w.run(SmallWorld.deployment("web", 15), Wish.elastic().one()).untilBound(15);
        assertThat(w.calls("DescribeVSwitches")).isLessThanOrEqualTo(2);
        long before = w.calls("DescribeVSwitches");
        w.runFor(Duration.ofHours(1));
        w.run(SmallWorld.bare("late", "n1"), Wish.elastic().one()).untilBound("late");
        w.runFor(MINUTE);
        assertThat(w.calls("DescribeVSwitches")).isGreaterThan(before);
    }

    @Test
    void aVSwitchThatRunsDryIsNamedAndTheNextPodGoesOnWhenAnAddressIsFreed() {
        SmallWorld w = world(29);
        w.run(SmallWorld.statefulSet("web", 6), Wish.elastic().from("vsw-a").one())
                .runFor(Duration.ofMinutes(3));
        int capacity = w.cloud.inspect().use(SmallWorld.VSW_A).capacity();
        assertThat(w.bound()).isEqualTo(capacity).isLessThan(6);
        String waits = waiting(w, "web", 6);
        assertThat(waitsFor(w, waits).kind()).isEqualTo(ScarceResource.Kind.VSWITCH_ADDRESS);
        assertThat(w.explained(waits)).contains("vsw-a").contains("no ip left");
        w.cluster.scale(SmallWorld.ref("web"), capacity);
        w.run(SmallWorld.bare("late", "n1"), Wish.elastic().from("vsw-a").one());
        w.runFor(MINUTE);
        assertThat(w.isBound("late")).isFalse();
        w.cluster.forceDelete(SmallWorld.ref("web-0"));
        w.cluster.scale(SmallWorld.ref("web"), 0);
        w.until(() -> w.isBound("late"), Duration.ofMinutes(3), "bound with the freed address");
    }

    @Test
    void anAddressThatIsFreedWakesWhoWaitsAtOnce() {
        SmallWorld w = world(29);
        w.run(SmallWorld.statefulSet("web", 4), Wish.elastic().from("vsw-a").one())
                .untilBound(4);
        w.run(SmallWorld.bare("late", "n1"), Wish.elastic().from("vsw-a").one());
        w.runFor(MINUTE.multipliedBy(2));
        assertThat(w.isBound("late")).isFalse();
        w.cluster.scale(SmallWorld.ref("web"), 3);
        w.until(() -> w.phase("web-3") == null, MINUTE.multipliedBy(3), "released");
        w.until(() -> w.phase("late") != null, Duration.ofSeconds(1), "asked for at once");
    }

    @Test
    void theSecondVSwitchServesWhenTheFirstIsDry() {
        SmallWorld w = world(29);
        w.cloud.addVSwitch(FakeVSwitch.of("vsw-a2", "vpc-1", "zone-a", "10.200.0.0/24"));
        w.run(
                        SmallWorld.deployment("web", 8),
                        Wish.elastic().from("vsw-a", "vsw-a2").one())
                .untilBound(8);
        assertThat(w.cloud.inspect().use(SmallWorld.VSW_A).free()).isZero();
        assertThat(w.cloud.inspect().use(VSwitchId.of("vsw-a2")).used()).isPositive();
    }

    @Test
    void g4_aZoneWithoutAListedVSwitchIsSaidToHaveNoneAvailableAndNotToBeFull() {
        SmallWorld w = world(24);
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().from("vsw-b").one()).runFor(MINUTE);
        assertThat(w.explained("one")).contains("no available vSwitch").doesNotContain("no ip left");
        assertThat(w.store.size()).isZero();
    }

    @Test
    void aFullSecurityGroupIsNamedAndFreedRoomIsUsed() {
        SmallWorld w = world(24);
        w.cloud.addSecurityGroup(SecurityGroupId.of("sg-small"), SmallWorld.VPC, 2);
        for (String pod : List.of("web-0", "web-1", "web-2")) {
            w.run(SmallWorld.bare(pod, "n1"), Wish.elastic().group("sg-small").one())
                    .runFor(MINUTE);
        }
        assertThat(w.bound()).isEqualTo(2);
        assertThat(waitsFor(w, "web-2").kind()).isEqualTo(ScarceResource.Kind.QUOTA);
        assertThat(w.explained("web-2")).contains("sg-small");
        w.cluster.deletePod(SmallWorld.ref("web-0"));
        w.until(() -> w.isBound("web-2"), Duration.ofMinutes(8), "bound with the freed room");
    }

    @Test
    void aUsedUpQuotaIsNamedAndALargerOneIsUsed() {
        SmallWorld w = world(24);
        w.cloud.setEniQuota(w.cloud.inspect().eniCount() + 2);
        w.run(SmallWorld.statefulSet("web", 4), Wish.elastic().one()).runFor(Duration.ofMinutes(2));
        assertThat(w.bound()).isEqualTo(2);
        assertThat(waitsFor(w, waiting(w, "web", 4)).kind()).isEqualTo(ScarceResource.Kind.QUOTA);
        w.cloud.setEniQuota(1_000);
        w.until(() -> w.bound() == 4, Duration.ofMinutes(10), "bound with the larger quota");
    }

    @Test
    void roomThatIsFreedInASecurityGroupWakesWhoWaitsFirstLongBeforeTheNextTry() {
        SmallWorld w = world(24);
        w.cloud.addSecurityGroup(SecurityGroupId.of("sg-small"), SmallWorld.VPC, 2);
        for (String pod : List.of("web-0", "web-1", "web-2", "web-3")) {
            w.run(SmallWorld.bare(pod, "n1"), Wish.elastic().group("sg-small").one())
                    .runFor(MINUTE);
        }
        w.runFor(Duration.ofMinutes(20));
        w.cluster.deletePod(SmallWorld.ref("web-0"));
        w.until(() -> w.store.get(SmallWorld.ref("web-0")).isEmpty(), MINUTE.multipliedBy(3), "released");
        w.until(() -> w.isBound("web-2"), Duration.ofSeconds(20), "bound with the freed room");
        assertThat(w.isBound("web-3")).isFalse();
    }

    @Test
    void whenOneOfManyFindsRoomInTheQuotaTheOthersFollowAtOnce() {
        SmallWorld w = world(24);
        w.cloud.setEniQuota(w.cloud.inspect().eniCount() + 1);
        w.run(SmallWorld.bare("first", "n1"), Wish.elastic().one()).untilBound("first");
        w.run(SmallWorld.deployment("web", 12), Wish.elastic().one()).runFor(Duration.ofMinutes(30));
        assertThat(w.bound()).isEqualTo(1);
        w.cloud.setEniQuota(1_000);
        w.cluster.deletePod(SmallWorld.ref("first"));
        w.until(() -> w.store.get(SmallWorld.ref("first")).isEmpty(), MINUTE.multipliedBy(3), "released");
        w.until(() -> w.bound() == 12, MINUTE, "all bound");
    }

    @Test
    void ofTwoPodsForOneSlotOneWaitsAndGetsItWhenTheOtherGoes() {
        SmallWorld w = new SmallWorld().trunkNode("n1", "a", 1).start();
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).untilBound("one");
        w.run(SmallWorld.bare("two", "n1"), Wish.elastic().one()).runFor(MINUTE);
        assertThat(waitsFor(w, "two")).isEqualTo(new ScarceResource(ScarceResource.Kind.NODE_SLOT, "n1"));
        assertThat(w.calls("CreateNetworkInterface")).isEqualTo(1);
        w.cluster.deletePod(SmallWorld.ref("one"));
        w.until(() -> w.isBound("two"), Duration.ofMinutes(2), "bound in the freed slot");
    }

    @Test
    void aPodOfTwoInterfacesNeedsTwoSlots() {
        SmallWorld w = new SmallWorld().exclusiveNode("n1", "a", 3).start();
        w.run(SmallWorld.bare("one", "n1"), Wish.each(Wish.elastic(), Wish.elastic()))
                .untilBound("one");
        w.run(SmallWorld.bare("two", "n1"), Wish.each(Wish.elastic(), Wish.elastic()))
                .runFor(MINUTE);
        assertThat(w.explained("two")).contains("2 interface slot(s)").contains("1 free");
        w.run(SmallWorld.bare("three", "n1"), Wish.elastic().one()).runFor(MINUTE);
        w.cluster.deletePod(SmallWorld.ref("one"));
        w.untilBound("two").untilBound("three");
    }

    @Test
    void aPartlyMadePodNamesTheVSwitchThatHasNoAddressForTheRest() {
        SmallWorld w = new SmallWorld().exclusiveNode("n1", "a", 3).start();
        w.faults
                .on("CreateNetworkInterface")
                .nth(2)
                .inject(Fault.refusal(403, "InvalidVSwitchId.IpNotEnough", "No address is left."));
        w.run(SmallWorld.bare("one", "n1"), Wish.each(Wish.elastic(), Wish.elastic()));
        ScarceResource[] said = {null};
        w.until(
                () -> {
                    Explanation now = w.allocator().explain(SmallWorld.ref("one"));
                    said[0] = now.message().contains("IpNotEnough") ? now.waitsFor() : said[0];
                    return said[0] != null;
                },
                MINUTE,
                "the refusal is told");
        assertThat(said[0]).isEqualTo(new ScarceResource(ScarceResource.Kind.VSWITCH_ADDRESS, "vsw-a"));
        w.untilBound("one");
    }

    @Test
    void aPodWhoseInstanceIsGoneSaysSo() {
        SmallWorld w = new SmallWorld().exclusiveNode("n1", "a", 3).start();
        w.cloud.releaseInstance(w.facts("n1").instance());
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).runFor(MINUTE);
        assertThat(w.explained("one"))
                .contains("attach")
                .contains("InvalidEcsId.NotFound")
                .contains(w.facts("n1").instance().value());
    }

    @Test
    void aMemberOnAnExclusiveNodeIsRejectedWithTheChoiceToMake() {
        SmallWorld w = new SmallWorld().exclusiveNode("n1", "a", 3).start();
        w.run(
                        SmallWorld.bare("one", "n1"),
                        Wish.elastic().as(AttachMode.TRUNK_MEMBER).one())
                .runFor(MINUTE);
        assertThat(w.failures.get(SmallWorld.ref("one")))
                .hasMessageContaining("exclusive")
                .hasMessageContaining("n1");
        assertThat(w.calls("CreateNetworkInterface")).isZero();
    }

    @Test
    void aPodOnAnIgnoredOrVirtualNodeIsNotServedAndTheReasonIsSaid() {
        for (String reason : List.of("it carries k8s.aliyun.com/ignore-by-terway", "it is a virtual node")) {
            SmallWorld w = new SmallWorld().trunkNode("n1", "a", 3).start();
            w.cluster.changeNode(SmallWorld.unusable(w.facts("n1"), reason));
            w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).runFor(MINUTE);
            assertThat(w.explained("one")).contains(reason);
            assertThat(w.calls("CreateNetworkInterface")).isZero();
        }
    }

    @Test
    void aDualStackPodHasBothAddressesAndKeepsBoth() {
        SmallWorld w = world(24);
        w.run(SmallWorld.statefulSet("db", 1), Wish.never().dual().one()).untilBound("db-0");
        var eni = w.recorded("db-0").interfaces().get(0).eni();
        assertThat(eni.ipv4()).startsWith("10.0.0.");
        assertThat(eni.ipv6()).isNotNull().startsWith("fd00");
        assertThat(eni.ipv6Cidr()).isEqualTo("fd00:0:0:a::/64");
        w.cluster.deletePod(SmallWorld.ref("db-0"));
        w.until(() -> !w.isBound("db-0"), Duration.ofMinutes(2), "gone").untilBound("db-0");
        assertThat(w.recorded("db-0").interfaces().get(0).eni()).isEqualTo(eni);
    }

    @Test
    void aDualStackPodIsNotServedFromAVSwitchWithoutIpv6() {
        SmallWorld w = world(24);
        w.cloud.addVSwitch(FakeVSwitch.of("vsw-v4", "vpc-1", "zone-a", "10.200.0.0/24"));
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().dual().from("vsw-v4").one())
                .runFor(MINUTE);
        assertThat(w.store.size()).isZero();
        assertThat(w.explained("one")).contains("vsw-v4").containsIgnoringCase("ipv6");
        w.run(
                        SmallWorld.bare("two", "n1"),
                        Wish.elastic().dual().from("vsw-v4", "vsw-a").one())
                .untilBound("two");
    }

    @Test
    void aRefusalForGoodIsRejectedWithTheCloudsWordsAndTriedAgainLater() {
        SmallWorld w = world(24);
        w.faults
                .on("CreateNetworkInterface")
                .times(1)
                .inject(new Fault.Refuse(WireFault.of(403, "Forbidden.RAM", "no permission")));
        w.run(SmallWorld.bare("one", "n1"), Wish.elastic().one()).runFor(MINUTE);
        assertThat(w.explained("one")).contains("Forbidden.RAM");
        assertThat(w.store.size()).isZero();
        w.until(() -> w.isBound("one"), Duration.ofMinutes(8), "tried again");
    }

    @Test
    void anElasticPodsSuccessorWaitsForTheEarlierRecordAndIsToldSo() {
        SmallWorld w = world(24);
        w.faults.on("DetachNetworkInterface").times(1).inject(new Fault.LateEffect(Duration.ofMinutes(2)));
        w.run(SmallWorld.statefulSet("web", 1), Wish.elastic().one()).untilBound("web-0");
        var first = w.recorded("web-0").interfaces().get(0).eni().id();
        w.cluster.forceDelete(SmallWorld.ref("web-0"));
        w.untilPhase("web-0", AllocationPhase.DETACHING).runFor(Duration.ofSeconds(40));
        assertThat(waitsFor(w, "web-0").kind()).isEqualTo(ScarceResource.Kind.EARLIER_RECORD);
        w.untilBound("web-0");
        assertThat(w.recorded("web-0").interfaces().get(0).eni().id()).isNotEqualTo(first);
    }

    @Test
    void aBoundPodWhoseNodeObjectGoesKeepsItsRecordUntilThePodGoes() {
        SmallWorld w = world(24);
        w.run(SmallWorld.bare("one", "n1"), Wish.never().one()).untilBound("one");
        w.cluster.deleteNode(NodeRef.of("n1"));
        w.untilPhase("one", AllocationPhase.RETAINED);
        assertThat(w.calls("DetachNetworkInterface")).isEqualTo(1);
    }
}
