package dev.podnetwork.fake;

import static dev.podnetwork.fake.FakeScene.NODE;
import static dev.podnetwork.fake.FakeScene.SG;
import static dev.podnetwork.fake.FakeScene.VPC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniAttachment;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.api.cloud.TrafficMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever calls arrive in whatever order, and whatever goes wrong: the tables agree with each other. */
class FakeCloudProperties {
    private static final VSwitchId SMALL = VSwitchId.of("vsw-small");

    @Property(tries = 300)
    void theTablesAgreeAfterEveryStep(@ForAll long seed) {
        Story story = new Story(seed, FakeCloudConfig.lenient(), 0);
        story.run(120, story::check);
    }

    @Property(tries = 100)
    void theTablesAgreeUnderEveryFault(@ForAll long seed) {
        Story story = new Story(seed, FakeCloudConfig.strict(), 0.4);
        story.run(120, story::check);
    }

    @Property(tries = 50)
    void theSameSeedTellsTheSameStory(@ForAll long seed) {
        Story one = new Story(seed, FakeCloudConfig.strict(), 0.3);
        Story other = new Story(seed, FakeCloudConfig.strict(), 0.3);
        one.run(150, () -> {});
        other.run(150, () -> {});

        assertThat(one.heard).isEqualTo(other.heard);
        assertThat(one.cloud.inspect().enis()).isEqualTo(other.cloud.inspect().enis());
        assertThat(one.plan.applied()).isEqualTo(other.plan.applied());
    }

    @Test
    void everyKindOfFaultHappensInTheEnd() {
        Set<String> happened = new TreeSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            Story story = new Story(seed, FakeCloudConfig.lenient(), 0.6);
            story.run(12_000, () -> {});
            happened.addAll(story.plan.applied().keySet());
        }

        assertThat(happened).containsExactlyInAnyOrderElementsOf(Fault.kinds());
        assertThat(Fault.kinds()).hasSize(Fault.class.getPermittedSubclasses().length);
    }

    /** Random calls of one process against a small account. */
    private static final class Story {
        final VirtualTime time = new VirtualTime();
        final FaultPlan plan;
        final FakeCloud cloud;
        final List<String> heard = new ArrayList<>();
        private final FakeCloudNetwork network;
        private final SplitMix64 chance;
        private EniId gone = EniId.of("eni-none");
        private int tokens;
        private int instances;
        private InstanceId node = NODE;

        Story(long seed, FakeCloudConfig config, double intensity) {
            chance = new SplitMix64(seed);
            plan = FaultPlan.random(seed + 1, intensity);
            cloud = new FakeCloud(config, time, seed + 2)
                    .addVSwitch(FakeVSwitch.of("vsw-small", "vpc-1", "zone-a", "10.0.0.0/28")
                            .withIpv6("fd00::/64"))
                    .addVSwitch(FakeVSwitch.of("vsw-b", "vpc-1", "zone-a", "10.0.1.0/28"))
                    .addSecurityGroup(SG, VPC, 14)
                    .addInstanceType(InstanceTypes.G7_XLARGE)
                    .addInstance(NODE, "ecs.g7.xlarge", VPC, ZoneId.of("zone-a"));
            network = new FakeCloudNetwork(cloud, time.process(), plan, config.latencies());
        }

        void run(int steps, Runnable afterEach) {
            for (int i = 0; i < steps; i++) {
                int nth = i;
                network.call(next()).thenAccept(reply -> hear(nth, reply));
                if (chance.chance(0.6)) {
                    time.pass(Duration.ofMillis(chance.between(0, 4_000)));
                }
                behindTheBack();
                afterEach.run();
            }
        }

        private void hear(int nth, CloudReply reply) {
            heard.add(time.now() + " " + nth + " " + reply);
        }

        private void behindTheBack() {
            if (!cloud.inspect().hasInstance(node)) {
                node = InstanceId.of("i-" + ++instances);
                cloud.addInstance(node, "ecs.g7.xlarge", VPC, ZoneId.of("zone-a"));
            }
            if (chance.chance(0.02)) {
                cloud.releaseInstance(node);
            }
        }

        private CloudOp next() {
            EniId eni = oneOfThem();
            EniId trunk = chance.chance(0.7) ? cloud.inspect().trunkOf(node).orElse(null) : null;
            return switch (chance.nextInt(8)) {
                case 0, 1, 2 -> create();
                case 3, 4 -> new CloudOp.AttachEni(eni, node, trunk, null);
                case 5 -> new CloudOp.DetachEni(eni, node, trunkOf(eni));
                case 6 -> new CloudOp.DeleteEni(eni);
                default -> new CloudOp.DescribeEnis(EniFilter.inVSwitch(SMALL), null, 500);
            };
        }

        /** One that exists, since a caller that never learns of it would fill the account; now and then one that is gone. */
        private EniId oneOfThem() {
            List<EniDescription> all = cloud.inspect().enis();
            EniId one =
                    all.isEmpty() ? gone : all.get(chance.nextInt(all.size())).id();
            EniId before = gone;
            gone = one;
            return chance.chance(0.1) ? before : one;
        }

        private CloudOp create() {
            String token = "t" + (chance.chance(0.3) ? tokens : ++tokens);
            VSwitchId from = chance.chance(0.7) ? SMALL : VSwitchId.of("vsw-b");
            int ipv6 = from.equals(SMALL) ? chance.nextInt(3) : 0;
            return new CloudOp.CreateEni(
                    from, List.of(SG), ipv6, chance.chance(0.5), null, TrafficMode.STANDARD, Map.of(), token);
        }

        private @Nullable EniId trunkOf(EniId id) {
            return cloud.inspect()
                    .eni(id)
                    .map(EniDescription::attachment)
                    .map(EniAttachment::trunk)
                    .orElse(null);
        }

        void check() {
            List<EniDescription> all = cloud.inspect().enis();
            Map<VSwitchId, Integer> used = new TreeMap<>();
            Set<String> addresses = new LinkedHashSet<>();
            Set<String> vlans = new LinkedHashSet<>();
            int members = 0;
            int direct = 0;
            for (EniDescription eni : all) {
                used.merge(eni.vSwitch(), 1, Integer::sum);
                eni.ipv4()
                        .forEach(a -> assertThat(addresses.add(a))
                                .as("%s of %s", a, eni)
                                .isTrue());
                eni.ipv6()
                        .forEach(a -> assertThat(addresses.add(a))
                                .as("%s of %s", a, eni)
                                .isTrue());
                EniAttachment at = eni.attachment();
                assertThat(at == null).isEqualTo(isFree(eni.status()));
                if (at != null && eni.type() == EniType.MEMBER) {
                    members++;
                    assertThat(vlans.add(at.trunk() + "/" + at.deviceIndex()))
                            .as("vlan of %s", eni)
                            .isTrue();
                } else if (at != null) {
                    direct++;
                }
                assertThat(cloud.inspect().eniByAddress(VPC, eni.primaryIpv4())).contains(eni);
            }
            assertThat(members).isLessThanOrEqualTo(16);
            assertThat(direct).isLessThanOrEqualTo(4);
            cloud.inspect().uses().forEach(use -> {
                assertThat(use.used()).as("used of %s", use.id()).isEqualTo(used.getOrDefault(use.id(), 0));
                assertThat(use.free()).isBetween(0, use.capacity());
            });
        }

        private static boolean isFree(EniStatus status) {
            return status == EniStatus.AVAILABLE || status == EniStatus.DELETING;
        }
    }
}
