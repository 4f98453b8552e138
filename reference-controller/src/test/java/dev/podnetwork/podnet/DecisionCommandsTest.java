package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.tree.Doc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask and run nothing, or little. */
final class DecisionCommandsTest {
    private static final String ENI_CONF = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: eni-config, namespace: kube-system}
            data:
              eni_conf: |
                {
                  "version": "1",
                  %s
                  "vswitches": {"zone-a": ["vsw-a"], "zone-b": ["vsw-b"]}
                }
            """;

    @TempDir
    Path directory;

    private static Cli match(String example, String... more) {
        Path here = Cli.example(example);
        List<String> all =
                new ArrayList<>(List.of("match", here.resolve("pods.yaml").toString(), "-f", here.toString(), "-q"));
        all.addAll(List.of(more));
        return Cli.podnet(all.toArray(String[]::new));
    }

    private Path eniConf(String name, String lines) {
        return Cli.write(directory, name, String.format(ENI_CONF, lines));
    }

    @Test
    void ofTwoPoliciesTheLowestNameCountsAndTheOthersAreExplained() {
        Cli run = match("two-policies");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Deployment default/shop: PodNetworking shop-a")
                .contains("policies [shop-a, shop-b] match, the lowest name is used")
                .contains("policy shop-b is not used: selects the pod too")
                .contains("policy a-fixed-shop is not used: selects the pod but gives fixed addresses");
    }

    @Test
    void namespaceAndPodSelectorsMustBothMatch() {
        assertThat(match("selectors").out())
                .contains("Pod billing/gateway: PodNetworking finance-gateways")
                .contains("Pod billing/ledger: PodNetworking rest-of-finance")
                .contains("Pod default/gateway-of-others: no network of ours: not match")
                .contains("policy finance-gateways is not used: the namespace does not satisfy team=finance");
    }

    @Test
    void onlyTheMatchingPodGetsThePolicyAndBothRun_L2() {
        Cli run = Cli.simulate(Cli.example("selectors"));

        assertThat(match("selectors").out())
                .containsOnlyOnce("/metadata/annotations/k8s.aliyun.com~1pod-networking \"finance-gateways\"");
        assertThat(run.reasons("billing/gateway", "RUNNING")).hasSize(1);
        assertThat(run.reasons("default/gateway-of-others", "RUNNING")).hasSize(1);
        assertThat(run.reasons("default/gateway-of-others", "BOUND")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trunk-fixed-ip",
                "exclusive-pool",
                "elastic-deployment",
                "vswitch-runs-dry",
                "two-policies",
                "serverless"
            })
    void whatSimulateTakesMatchAndPreflightTakeToo(String example) {
        String directory = Cli.example(example).toString();

        assertThat(Cli.podnet("preflight", directory).exitCode()).isLessThanOrEqualTo(1);
        assertThat(Cli.podnet("preflight", directory).err()).isEmpty();
        assertThat(Cli.podnet("match", directory, "-f", directory, "-q").exitCode())
                .isZero();
    }

    @Test
    void onVirtualNodesTheFirstGroupCounts() {
        assertThat(match("serverless", "--serverless").out())
                .contains("security groups [sg-burst-1], eniType Default, Elastic")
                .contains("a virtual node is needed in one of the zones")
                .contains("only the first security group, sg-burst-1, takes effect");
        assertThat(match("serverless").out()).contains("no network of ours: not match");
    }

    @Test
    void aPodWithTwoNetworksGetsTwoInterfacesInOrder() {
        Cli run = match("multi-network", "-o", "json");
        Doc.Fields pod = (Doc.Fields) run.json().items("pods").get(0);

        assertThat(pod.fields("podNetworks").items("podNetworks"))
                .extracting(e -> ((Doc.Fields) e).text("interface").orElseThrow())
                .containsExactly("eth0", "eth1");
        assertThat(pod.text("source")).contains("REQUEST");
        assertThat(pod.items("patch")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-policies", "selectors", "multi-network", "dual-stack"})
    void everyExampleRunsToo(String example) {
        Cli run = Cli.simulate(Cli.example(example));

        assertThat(run.exitCode()).isZero();
        assertThat(run.summaryList("waiting")).isEmpty();
        assertThat(run.bound()).isPositive();
    }

    @Test
    void aFileWithoutAPodIsAWrongCommandLine() {
        Path file = Cli.example("two-policies").resolve("cluster.yaml");
        Cli run = Cli.podnet("match", file.toString(), "-q");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no pod or workload stands in");
    }

    @Test
    void preflightRefusesWhatDoesNotFitAndSaysWhy() {
        Cli uneven = Cli.podnet("preflight", Cli.example("dual-stack").toString());
        Cli lingjun = Cli.podnet("preflight", Cli.example("lingjun-node").toString(), "--set", "cluster.terway=1.14.2");

        assertThat(uneven.exitCode()).isEqualTo(1);
        assertThat(uneven.out())
                .contains("node node-dual: 1 rule(s) apply")
                .contains("DS-02 error:")
                .contains(
                        "node.ipv4PerEni=20, node.ipv6PerEni=1; changed by cluster.ipStack=ipv4, or node.ipv6PerEni=20");
        assertThat(lingjun.exitCode()).isEqualTo(1);
        assertThat(lingjun.out()).contains("DS-03 error", "TR-03 error", "EX-02 error", "LJ-01 error");
    }

    @Test
    void whatManifestsDoNotTellIsOpenAndCanBeStated() {
        Cli open = Cli.podnet("preflight", Cli.example("two-policies").toString(), "-a");
        Cli stated = Cli.podnet("preflight", "--set", "node.dataPath=datapathv2", "--set", "node.kernel=5.4");
        Path document = Cli.write(directory, "facts.yaml", """
                apiVersion: podnetwork.dev/v1alpha1
                kind: Preflight
                spec: {node: {dataPath: datapathv2, kernel: "5.10"}, cluster.zones: 3}
                """);
        Cli written = Cli.podnet("preflight", document.toString(), "-o", "json");

        assertThat(open.exitCode()).isZero();
        assertThat(open.out()).contains("DP-01 is open [not known: node.dataPath, node.kernel]");
        assertThat(stated.exitCode()).isEqualTo(1);
        assertThat(stated.out()).contains("DP-01 error", "changed by node.dataPath=veth, or node.kernel=5.10");
        assertThat(written.exitCode()).isZero();
        assertThat(written.json().flag("refused")).contains(false);
    }

    @Test
    void preflightReadsWhatClustersAreMadeOf() {
        Path file = Cli.write(directory, "cluster.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: eni-config, namespace: kube-system}
                data:
                  eni_conf: '{"version": "1", "enable_eni_trunking": "true", "service_cidr": "10.0.0.0/16", "vswitches": {}}'
                  10-terway.conf: '{"eniip_virtual_type": "DataPathV2", "network_policy_provider": "ebpf"}'
                ---
                apiVersion: podnetwork.dev/v1alpha1
                kind: Cloud
                spec: {vSwitches: [{id: vsw-a, zone: zone-a, cidr: 10.0.4.0/24}]}
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: np}
                spec:
                  podSelector: {}
                  egress: [{to: [{ipBlock: {cidr: 10.0.4.0/24, except: [10.0.4.1/32]}}]}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: lb}
                spec: {type: NodePort, externalTrafficPolicy: Local}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: p, annotations: {k8s.aliyun.com/network-priority: guaranteed}}
                spec: {containers: [{name: c, image: registry.invalid/c:1}]}
                ---
                apiVersion: v1
                kind: Node
                metadata:
                  name: n
                  annotations:
                    alibabacloud.com/instance-type-info: '{"InstanceTypeId":"x","EniQuantity":2,"EniPrivateIpAddressQuantity":6}'
                spec: {}
                status: {nodeInfo: {kernelVersion: 4.19.91-26.al7.x86_64, osImage: CentOS Linux 7, kubeletVersion: v1.30.1-aliyun.1}}
                """);
        String out = Cli.podnet("preflight", file.toString()).out();

        for (String rule : List.of(
                "DP-01", "DP-02", "DP-03", "DP-10", "NP-03", "NP-04", "NP-05", "TR-01", "SH-01", "QS-02", "CN-01",
                "CN-02")) {
            assertThat(out).contains("  " + rule + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({"cluster.kernel=5, there is no fact cluster.kernel", "node.kernel=new, allowed is a version"})
    void aWrongFactIsOneClearLine(String fact, String words) {
        Cli run = Cli.podnet("preflight", "--set", fact);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }

    @Test
    void capacityOfEveryModeWithWhatWouldChangeIt() {
        Cli run = Cli.podnet("capacity", "--eni", "7", "--ipv4", "20");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("EX-06 FAILS: exclusive pods are 6, more than 6 are needed (margin -1); it would pass with"
                        + " EniQuantity 7 -> 8")
                .contains("boundary: 6 exclusive pods");
        assertThat(Cli.podnet("capacity", "--eni", "7", "--ipv4", "20", "--mode", "exclusive", "--seven-enis-join")
                        .out())
                .contains("EX-06 passes");
    }

    @Test
    void capacityFromAnAnswerOfTheCloud() {
        Path file = Cli.write(directory, "types.json", """
                {"InstanceTypes": {"InstanceType": [
                  {"InstanceTypeId": "ecs.g7.xlarge", "EniQuantity": 4, "EniTotalQuantity": 20, "EniTrunkSupported": true,
                   "EniPrivateIpAddressQuantity": 15, "EniIpv6AddressQuantity": 15}]}}
                """);
        Cli run = Cli.podnet("capacity", file.toString(), "--mode", "trunk", "--host-network-pods", "3", "-o", "json");
        Doc.Fields report = (Doc.Fields) run.json().items("reports").get(0);

        assertThat(report.whole("sharedPods")).contains(45L);
        assertThat(report.whole("memberPods")).contains(16L);
        assertThat(report.whole("maxPods")).contains(64L);
        assertThat(report.flag("joins")).contains(true);
    }

    @Test
    void capacityOfALingjunNode() {
        assertThat(Cli.podnet("capacity", "--leni-quota", "8", "--leni-sip-quota", "10", "--exclusive")
                        .out())
                .contains("7 exclusive pods");
        assertThat(Cli.podnet("capacity", "--leni-quota", "1", "--hdeni-quota", "20", "--exclusive")
                        .out())
                .contains("20 exclusive pods", "eno-api hdeni");
        assertThat(Cli.podnet("capacity", "--leni-quota", "1", "--hdeni-quota", "20", "--ecs-link")
                        .out())
                .contains("REJECTED: exclusive ENI mode must be enabled");
    }

    @Test
    void capacityWithoutATypeIsAWrongCommandLine() {
        assertThat(Cli.podnet("capacity").exitCode()).isEqualTo(2);
        assertThat(Cli.podnet("capacity", "--eni", "4", "--ipv4", "10", "--mode", "mixed")
                        .err())
                .contains("write shared, trunk or exclusive");
    }

    @Test
    void oneTypeOfAFileCanBeAskedForAndAnUnknownOneIsNamed() {
        Path file = Cli.write(directory, "types.json", """
                {"InstanceTypes": {"InstanceType": [
                  {"InstanceTypeId": "ecs.a", "EniQuantity": 4, "EniPrivateIpAddressQuantity": 15},
                  {"InstanceTypeId": "ecs.b", "EniQuantity": 8, "EniPrivateIpAddressQuantity": 20}]}}
                """);
        assertThat(Cli.podnet("capacity", file.toString(), "--instance-type", "ecs.b")
                        .out())
                .contains("ecs.b")
                .doesNotContain("ecs.a");
        Cli unknown = Cli.podnet("capacity", file.toString(), "--instance-type", "ecs.c");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("'ecs.c'", "only [ecs.a, ecs.b]");
        assertThat(Cli.podnet("capacity", "--instance-type", "ecs.c").err()).contains("none are built in");
        assertThat(Cli.podnet("capacity", "--eni", "2", "--ipv4", "6", "--mode", "trunk")
                        .out())
                .contains("TR-01 FAILS")
                .contains("no single limit would change that");
    }

    @Test
    void aWrongCommandLineIsSaidInTwoLinesAndNotInPagesOfHelp() {
        String err = Cli.podnet("capacity").err();
        assertThat(err.lines()).hasSize(2);
        assertThat(err).contains("no instance type is given").contains("'podnet capacity --help'");
        assertThat(Cli.podnet("capacity", "--enis", "4").err().lines()).hasSizeLessThan(6);
    }

    @Test
    void objectsThatNothingSeparatesAreToldSo() {
        Path file = Cli.write(directory, "two.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                apiVersion: v1
                kind: Pod
                metadata: {name: b}
                """);
        assertThat(Cli.podnet("match", file.toString()).err())
                .contains("two.yaml:4")
                .contains("write --- on a line");
    }

    @Test
    void aConfigurationIsCheckedWithTheLinesOfItsErrors() {
        Path file = eniConf("bad.yaml", "\"max_pool_sise\": 5,\n      \"ip_stack\": \"v6\",");
        Cli run = Cli.podnet("config", "check", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("bad.yaml:8: error: max_pool_sise is not a key of eni-config: did you mean max_pool_size?")
                .contains("bad.yaml:9: error: ip_stack is \"v6\": allowed is empty, ipv4, dual, ipv6");
    }

    @Test
    void theOverlayOfANodeIsMerged() {
        Path base = eniConf("base.yaml", "\"max_pool_size\": 5,");
        Path overlay = Cli.write(directory, "node.json", "{\"max_pool_size\": 10, \"vswitches\": {\"zone-b\": null}}");
        Cli run = Cli.podnet("config", "check", base.toString(), "--node", overlay.toString(), "-o", "json");
        Doc.Fields document = (Doc.Fields) run.json().items("documents").get(0);

        assertThat(run.exitCode()).isZero();
        assertThat(document.texts("overridden")).containsExactly("/max_pool_size", "/vswitches/zone-b");
        assertThat(document.fields("effective").whole("max_pool_size")).contains(10L);
        assertThat(document.fields("effective").fields("vswitches").fields()).containsOnlyKeys("zone-a");
    }

    @Test
    void anEditSaysWhatItReaches() {
        Path old = eniConf("old.yaml", "\"enable_eni_trunking\": true, \"max_pool_size\": 5,");
        Path good = eniConf(
                "good.yaml", "\"enable_eni_trunking\": \"true\", \"max_pool_size\": 6, \"security_group\": \"sg-2\",");
        Path bad = eniConf("worse.yaml", "\"enable_eni_trunking\": false, \"max_pool_size\": 5,");

        Cli fine = Cli.podnet("config", "check", good.toString(), "--diff", old.toString());
        Cli forbidden = Cli.podnet("config", "check", bad.toString(), "--diff", old.toString());

        assertThat(fine.exitCode()).isZero();
        assertThat(fine.out())
                .contains("max_pool_size: 5 -> 6: hot")
                .contains("security_groups: [] -> [sg-2]: new ENIs only")
                .doesNotContain("enable_eni_trunking");
        assertThat(forbidden.exitCode()).isEqualTo(1);
        assertThat(forbidden.out()).contains("enable_eni_trunking: true -> false: forbidden");
    }

    @Test
    void controllerAndClusterThatDisagreeAboutTrunkAreRefused() {
        Path config = eniConf("config.yaml", "\"enable_eni_trunking\": false,");
        Path controller = Cli.write(directory, "ctrl.yaml", "clusterID: c-1\nvpcID: vpc-1\nenableTrunk: true\n");
        Cli run = Cli.podnet("config", "check", config.toString(), controller.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("enable_eni_trunking is false in eni-config but enableTrunk is true");
    }

    @Test
    void everyKeyIsListed() {
        assertThat(Cli.podnet("config", "keys").out())
                .contains("  ip_stack (default \"ipv4\"): address families; allowed is empty, ipv4, dual, ipv6")
                .contains("  enableTrunk (default true)")
                .contains("  accessSecret (default \"\")");
    }

    @Test
    void aWaitIsExplainedAtAnyMoment() {
        String example = Cli.example("vswitch-runs-dry").toString();
        Cli waiting = Cli.podnet("explain", "batch-9", "-f", example, "--at", "5m");
        Cli bound = Cli.podnet("explain", "default/batch-3", "-f", example, "-o", "json");
        Cli nobody = Cli.podnet("explain", "nobody", "-f", example);

        assertThat(waiting.out())
                .contains("default/batch-9: WAITING: vsw-small no ip left")
                .contains("held up by: a free address in vSwitch vsw-small")
                .contains("ahead of it: 2: ")
                .contains("policy batch is used");
        assertThat(bound.json().text("state")).contains("BOUND");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).startsWith("there is no pod default/nobody at 30m0s; name one of the pods so far");
    }

    @Test
    void aPodWithoutANodeIsExplained() {
        Cli run = Cli.podnet(
                "explain", podWithoutNode(), "-f", Cli.example("exclusive-pool").toString(), "--at", "9m");

        assertThat(run.out())
                .contains("held up by: a node that can take it aliyun/eni")
                .contains("earliest change: when something outside changes");
    }

    private static String podWithoutNode() {
        return Cli.simulate(Cli.example("exclusive-pool"), "--until", "9m")
                .summaryList("waiting")
                .get(0)
                .text("pod")
                .orElseThrow();
    }

    @Test
    void aPodThatIsNotOursSaysWhyItsPoliciesAreNotAsked() {
        Path pod = Cli.write(directory, "pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: a, labels: {app: db}}
                spec: {hostNetwork: true, containers: [{name: c}]}
                """);
        Path rest = Cli.write(directory, "rest.yaml", POLICY_OF_DB);
        Cli run = Cli.podnet("match", pod.toString(), "-f", rest.toString(), "-q");
        assertThat(run.out()).contains("policy db is not used: selects the pod, but none is asked: host network");
    }

    @Test
    void theZoneOfARecordCountsUnlessItIsBeingDeleted() {
        Path pod = Cli.write(directory, "pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: a, labels: {app: db}}
                spec: {containers: [{name: c}]}
                """);
        String record = """
                ---
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: a%s}
                spec:
                  zone: zone-b
                  allocations:
                  - allocationType: {type: Fixed, releaseStrategy: Never}
                    eni: {id: eni-m1, vSwitchID: vsw-b, zone: zone-b, mac: "00:16:3e:00:00:01", securityGroupIDs: [sg-1]}
                    ipv4: 10.2.0.9
                    ipv4CIDR: 10.2.0.0/24
                status: {phase: Unbind}
                """;
        Path rest = Cli.write(directory, "rest.yaml", POLICY_OF_DB + String.format(record, ""));
        assertThat(Cli.podnet("match", pod.toString(), "-f", rest.toString(), "-q")
                        .out())
                .contains("zones: zone-b; and of these zone-a, zone-b");
        String leaving = ", deletionTimestamp: \"2026-01-01T00:00:00Z\"";
        Cli.write(directory, "rest.yaml", POLICY_OF_DB + String.format(record, leaving));
        assertThat(Cli.podnet("match", pod.toString(), "-f", rest.toString(), "-q")
                        .out())
                .contains("zones: zone-a, zone-b");
    }

    @Test
    void nothingGivenIsNothingChecked() {
        Path empty = Cli.write(directory, "empty.yaml", "# to do\n");
        Cli run = Cli.podnet("preflight", empty.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(empty + ": there is no manifest in it; ")
                .hasLineCount(1);
        assertThat(Cli.podnet("preflight", "--set", "cluster.created=2020-13").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--eni -3 --ipv4 5",
                "--eni 8 --ipv4 5 --total 4",
                "--eni 8 --ipv4 5 --eni-cap-ratio -1",
                "--leni-quota -1",
                "--leni-quota 4 --eno-api foo",
                "--leni-quota 4 --eni 4 --ipv4 4"
            })
    void impossibleCountsAreRefused(String options) {
        List<String> all = new ArrayList<>(List.of("capacity"));
        all.addAll(List.of(options.split(" ")));
        Cli run = Cli.podnet(all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
        assertThat(run.err()).startsWith("--");
    }

    @Test
    void figuresThatNoTypeHasDoNotTurnNegative() {
        Cli run = Cli.podnet("capacity", "--eni", "999999999", "--ipv4", "999999999", "--mode", "shared", "-o", "json");
        assertThat(run.out()).contains("\"sharedPods\":2147483647").doesNotContain(":-");
    }

    @Test
    void aNumberThatIsTooLargeIsImpossible() {
        Cli run = Cli.podnet(
                "config",
                "check",
                eniConf("big.yaml", "\"max_pool_size\": 1e20,").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("max_pool_size").contains("allowed is a whole number, 0 or more");
    }

    @Test
    void bothAddressesOfAPairAreExplained() {
        Cli run = Cli.podnet(
                "explain",
                "db-0",
                "-f",
                Cli.write(directory, "in.yaml", POLICY_OF_DB + "---\n" + eniConfOf("\"ip_stack\": \"dual\",") + """
                                ---
                                apiVersion: apps/v1
                                kind: StatefulSet
                                metadata: {name: db}
                                spec:
                                  replicas: 1
                                  selector: {matchLabels: {app: db}}
                                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c}]}}
                                """)
                        .toString());
        assertThat(run.out()).containsPattern("has eth0 10\\.\\S+ 2001:db8:\\S+ on eni-");
    }

    private static String eniConfOf(String lines) {
        return String.format(ENI_CONF, lines);
    }

    private static final String POLICY_OF_DB = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: db}
            spec:
              allocationType: {type: Fixed, releaseStrategy: Never}
              selector: {podSelector: {matchLabels: {app: db}}}
              securityGroupIDs: [sg-1]
              vSwitchOptions: [vsw-a, vsw-b]
            ---
            apiVersion: podnetwork.dev/v1alpha1
            kind: Cloud
            spec:
              vSwitches:
              - {id: vsw-a, zone: zone-a, cidr: 10.1.0.0/24, ipv6Cidr: "2001:db8:0:1::/64"}
              - {id: vsw-b, zone: zone-b, cidr: 10.2.0.0/24, ipv6Cidr: "2001:db8:0:2::/64"}
            """;
}
