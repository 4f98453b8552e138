package dev.podnetwork.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.core.capacity.JoinThresholds;
import dev.podnetwork.core.config.Cidr;
import dev.podnetwork.core.preflight.PreflightVerdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the table, both ways. */
final class PreflightTest {
    private static final Preflight PREFLIGHT = Preflight.of(JoinThresholds.STRICT);

    /** Rule, severity, facts under which it speaks, one fact that silences it. */
    private static final String TABLE = """
            DP-01 ERROR   node.dataPath=datapathv2 node.kernel=5.4 | node.kernel=5.10.0
            DP-02 ERROR   cluster.currentTerway=true node.kernel=4.19.91-26.al7 | node.kernel=5.10
            DP-03 ERROR   node.dataPath=datapathv2 node.os=other | node.os=ubuntu
            DP-04 ERROR   node.dataPath=datapathv2 cluster.terwayAtCreation=v1.7.9 | cluster.terwayAtCreation=v1.8.0
            DP-05 ERROR   node.dataPath=ipvlan cluster.terway=1.8.0 cluster.new=true | cluster.new=false
            DP-06 ERROR   node.dataPath=ipvlan node.existing=true node.ciliumNet=true node.dataPathNow=ipvlan | node.dataPathNow=datapathv2
            DP-07 INFO    node.dataPath=ipvlan node.exclusive=true | node.dataPath=veth
            DP-08 ERROR   node.dataPath=datapathv2 node.sandboxed=true | node.sandboxed=false
            DP-09 ERROR   node.dataPath=datapathv2 cluster.ipStack=dual service.hairpin=true | service.hairpin=false
            DP-10 WARNING node.dataPath=datapathv2 service.localNodePort=true | service.localNodePort=false
            DP-11 INFO    node.dataPath=datapathv2 service.clusterTraffic=true | node.dataPath=veth
            DP-12 INFO    node.dataPath=datapathv2 cluster.new=true cluster.kubernetes=1.34.1 | cluster.kubernetes=1.33.9
            DP-13 INFO    node.dataPath=datapathv2 | node.dataPath=ipvlan
            DP-14 WARNING node.dataPath=datapathv2 node.connections=80 node.connectionMap=100 | node.connections=79
            DP-15 WARNING node.dataPath=datapathv2 cluster.callsOwnLoadBalancer=true | cluster.callsOwnLoadBalancer=false
            NP-01 ERROR   networkPolicy.used=true node.exclusive=true | node.exclusive=false
            NP-02 INFO    networkPolicy.used=true cluster.new=true cluster.terway=1.9.2 | cluster.terway=1.9.1
            NP-03 ERROR   networkPolicy.used=true node.dataPath=datapathv2 networkPolicy.podBlock=true | networkPolicy.podBlock=false
            NP-04 WARNING networkPolicy.used=true node.dataPath=datapathv2 networkPolicy.except=true | networkPolicy.used=false
            NP-05 WARNING networkPolicy.used=true node.dataPath=datapathv2 networkPolicy.egress=true | networkPolicy.egress=false
            NP-06 WARNING networkPolicy.provider=ebpf node.existing=true node.ciliumChainer=false | node.ciliumChainer=true
            NP-07 INFO    networkPolicy.provider=iptables node.dataPath=veth | networkPolicy.provider=ebpf
            DS-01 ERROR   cluster.ipStack=dual cluster.kubernetes=1.21.14 | cluster.kubernetes=1.22.0
            DS-02 ERROR   cluster.ipStack=dual node.ipv4PerEni=20 node.ipv6PerEni=1 | node.ipv6PerEni=20
            DS-03 ERROR   cluster.ipStack=dual node.lingjun=true | cluster.ipStack=ipv4
            DS-04 ERROR   cluster.ipStack=dual node.erdma=true | node.erdma=false
            DS-05 ERROR   cluster.ipStack=dual cluster.vpcIpv6=false | cluster.vpcIpv6=true
            TR-01 ERROR   node.trunk=true node.trunkSupported=false | node.trunkSupported=true
            TR-02 INFO    node.trunk=true node.exclusive=true | node.trunk=false
            TR-03 ERROR   node.trunk=true node.lingjun=true | node.lingjun=false
            TR-04 INFO    node.trunk=true cluster.managed=true cluster.kubernetes=1.31 | cluster.kubernetes=1.30
            TR-05 WARNING node.trunk=true cluster.managed=false | cluster.managed=true
            TR-06 WARNING node.trunk=true policy.sameNodeGroups=true | policy.sameNodeGroups=false
            TR-07 ERROR   node.trunk=true cluster.managed=true cluster.addonToken=false | cluster.addonToken=true
            TR-08 ERROR   node.trunk=true cluster.managed=true cluster.credentialPath= | cluster.credentialPath=/var/addon/token-config
            TR-09 WARNING node.trunk=true cluster.created=2020-05-31 | cluster.created=2020-06-01
            TR-10 ERROR   cluster.controllerTrunk=true cluster.eniConfigTrunk=false | cluster.eniConfigTrunk=true
            TR-11 WARNING policy.youngerFields=true cluster.terway=1.10.9 | cluster.terway=1.11.0
            TR-12 WARNING policy.fixed=true cluster.autoScaling=true | cluster.autoScaling=false
            EX-01 ERROR   node.exclusive=true node.lingjun=false cluster.terway=1.10.8 | cluster.terway=1.11.0
            EX-02 ERROR   node.exclusive=true node.lingjun=true cluster.terway=1.14.2 | cluster.terway=1.14.3
            EX-03 ERROR   node.exclusive=true node.existing=true | node.existing=false
            EX-04 ERROR   node.modeChange=true | node.modeChange=false
            EX-05 ERROR   node.exclusive=true node.cniChain=true | node.cniChain=false
            EX-06 ERROR   node.exclusive=true node.exclusivePods=6 | node.exclusivePods=7
            EX-07 WARNING node.exclusive=true node.tainted=false | node.tainted=true
            SH-01 ERROR   node.exclusive=false node.sharedPods=11 | node.sharedPods=12
            LJ-01 ERROR   node.lingjun=true policy.ownNetwork=true | policy.ownNetwork=false
            LJ-02 ERROR   node.lingjun=true node.prefix=true | node.prefix=false
            PX-01 ERROR   node.prefix=true node.recordWithoutPrefix=true | node.recordWithoutPrefix=false
            QS-01 WARNING pod.bandwidth=true node.exclusive=false node.trunk=true | node.trunk=false
            QS-02 WARNING pod.priority=true node.dataPath=datapathv2 node.exclusive=false node.trunk=false | node.dataPath=veth
            QS-03 WARNING pod.ingressBandwidth=true node.dataPath=ipvlan | node.dataPath=veth
            CP-01 ERROR   cluster.pluginChange=true cluster.new=false | cluster.new=true
            CN-01 ERROR   cluster.serviceBlocks=172.16.0.0/16 cluster.nodeBlocks=172.16.4.0/24 cluster.podBlocks=10.0.0.0/8 | cluster.serviceBlocks=172.21.0.0/20
            CN-03 INFO    cluster.podBlocks=10.0.0.0/16 cluster.nodeBlocks=10.0.0.0/16 | cluster.podBlocks=10.1.0.0/16
            CN-04 ERROR   cluster.serviceBlocks=172.21.0.0/20,fd00:21::/112 cluster.ipStack=ipv4 | cluster.ipStack=dual
            CN-02 WARNING cluster.zones=2 | cluster.zones=3
            """;

    /** One row. */
    record Row(String id, String severity, PreflightFacts speaking, PreflightFacts silenced) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Row> rows() {
        return TABLE.lines().map(line -> {
            String[] columns = line.split(" \\| ", -1);
            String[] words = columns[0].trim().split(" +", 3);
            PreflightFacts speaking = facts(PreflightFacts.NONE, words[2]);
            return new Row(words[0], words[1], speaking, facts(speaking, columns[1].trim()));
        });
    }

    private static PreflightFacts facts(PreflightFacts start, String text) {
        PreflightFacts facts = start;
        for (String each : text.split(" +", -1)) {
            int equals = each.indexOf('=');
            facts = facts.withText(Facts.byName(each.substring(0, equals)).orElseThrow(), each.substring(equals + 1))
                    .orElseThrow();
        }
        return facts;
    }

    private static PreflightFacts changed(PreflightFacts start, List<Change> changes) {
        PreflightFacts facts = start;
        for (Change change : changes) {
            facts = facts.withText(Facts.byName(change.fact()).orElseThrow(), change.value())
                    .orElseThrow();
        }
        return facts;
    }

    private static PreflightVerdict verdict(String id, PreflightFacts facts) {
        return PREFLIGHT.check(facts).stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRuleOfTheTableHasARowHere() {
        assertThat(rows().map(Row::id)).containsExactlyElementsOf(PREFLIGHT.ruleIds());
        assertThat(PREFLIGHT.ruleIds()).doesNotHaveDuplicates().hasSize(58);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void speaksAndNamesWhatDecidedIt(Row row) {
        PreflightVerdict verdict = verdict(row.id(), row.speaking());

        assertThat(verdict.outcome()).isEqualTo(Outcome.APPLIES);
        assertThat(verdict.severity().name()).isEqualTo(row.severity());
        assertThat(verdict.decidedBy()).isNotEmpty();
        assertThat(row.speaking().shown()).containsAllEntriesOf(verdict.decidedBy());
        assertThat(verdict.text()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSilencedByOneFactAndNamesIt(Row row) {
        PreflightVerdict verdict = verdict(row.id(), row.silenced());

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSES);
        assertThat(row.silenced().shown()).containsAllEntriesOf(verdict.decidedBy());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyChangeItNamesTurnsItAround(Row row) {
        List<List<Change>> silencing = verdict(row.id(), row.speaking()).flips();
        assertThat(silencing).isNotEmpty();
        for (List<Change> changes : silencing) {
            assertThat(verdict(row.id(), changed(row.speaking(), changes)).outcome())
                    .as("%s after %s", row.id(), changes)
                    .isEqualTo(Outcome.PASSES);
        }
        List<List<Change>> waking = verdict(row.id(), row.silenced()).flips();
        assertThat(waking).hasSize(1);
        assertThat(verdict(row.id(), changed(row.silenced(), waking.get(0))).outcome())
                .isEqualTo(Outcome.APPLIES);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isOpenWithoutTheFactThatDecidesAndNamesIt(Row row) {
        List<String> names = new ArrayList<>(row.speaking().shown().keySet());
        for (String missing : names) {
            PreflightFacts without = PreflightFacts.NONE;
            for (String name : names) {
                if (!name.equals(missing)) {
                    without = changed(
                            without,
                            List.of(new Change(name, row.speaking().shown().get(name))));
                }
            }
            PreflightVerdict verdict = verdict(row.id(), without);
            if (verdict.outcome() == Outcome.OPEN) {
                assertThat(verdict.decidedBy()).containsKey(missing);
            } else {
                // Either alternative, or either block list, is enough.
                assertThat(row.id()).isIn("QS-01", "QS-02", "CN-01");
                assertThat(verdict.outcome()).isEqualTo(Outcome.APPLIES);
            }
        }
    }

    @Test
    void aTypeWithSevenEnisIsTheBoundaryOfTheTwoDocuments() {
        PreflightFacts seven = PreflightFacts.NONE.with(Facts.EXCLUSIVE, true).with(Facts.EXCLUSIVE_PODS, 6);

        assertThat(verdict("EX-06", seven).isRefusal()).isTrue();
        assertThat(Preflight.of(JoinThresholds.BY_ENIS).check(seven).stream()
                        .filter(v -> v.id().equals("EX-06"))
                        .map(PreflightVerdict::outcome))
                .containsExactly(Outcome.PASSES);
    }

    @Test
    void blocksOfBothFamiliesAreCompared() {
        assertThat(overlap("10.0.0.0/8", "10.200.0.0/16")).isTrue();
        assertThat(overlap("10.0.0.0/9", "10.128.0.0/9")).isFalse();
        assertThat(overlap("0.0.0.0/0", "192.168.1.0/24")).isTrue();
        assertThat(overlap("2001:db8::/32", "2001:db8:1:2::/64")).isTrue();
        assertThat(overlap("2001:db8:0:1::/64", "2001:db8:0:2::/64")).isFalse();
        assertThat(overlap("::/0", "10.0.0.0/8")).isFalse();
        assertThat(Cidr.parse("10.0.0.0/33")).isEmpty();
        assertThat(Cidr.parse("10.0.0/8")).isEmpty();
        assertThat(Cidr.parse("1:2:3/64")).isEmpty();
        assertThat(Cidr.parse("256.0.0.0/8")).isEmpty();
    }

    private static boolean overlap(String one, String other) {
        return Cidr.parse(one).orElseThrow().overlaps(Cidr.parse(other).orElseThrow());
    }

    @Test
    void versionsAreComparedByTheirNumbers() {
        assertThat(Version.of("v1.14.3-aliyun.1")).isEqualTo(Version.of("1.14.3"));
        assertThat(Version.of("1.9")).isEqualTo(Version.of("1.9.0")).hasSameHashCodeAs(Version.of("1.9.0"));
        assertThat(Version.of("5.10.134-16.1.al8.x86_64")).isGreaterThan(Version.of("5.10"));
        assertThat(Version.of("1.10.0")).isGreaterThan(Version.of("1.9.9"));
        assertThat(Version.parse("latest")).isEmpty();
    }
}
