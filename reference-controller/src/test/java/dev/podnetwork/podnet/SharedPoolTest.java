package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.tree.Doc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods that no policy selects, on nodes whose pool gives them an address. */
class SharedPoolTest {
    private static final String CLOUD = """
        apiVersion: podnetwork.dev/v1alpha1
        kind: Cloud
        spec:
          vSwitches:
          - {id: vsw-1, zone: z-1, cidr: CIDR, ipv6Cidr: "2001:db8:0:1::/64"}
          securityGroups: [{id: sg-1}]
          instanceTypes:
          - {name: ecs.small, eniQuantity: 3, eniTotalQuantity: 13, ipv4PerEni: 6, ipv6PerEni: 6, trunkSupported: true}
        ---
        apiVersion: v1
        kind: Node
        metadata:
          name: node-1
          labels: {topology.kubernetes.io/zone: z-1, node.kubernetes.io/instance-type: ecs.small}
        spec: {providerID: cn-hangzhou.i-1}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: eni-config, namespace: kube-system}
        data:
          eni_conf: |
            {"vswitches": {"z-1": ["vsw-1"]}, "security_group": "sg-1", CONFIG}
        ---
        """;
    private static final String WEB = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: web}
        spec:
          podManagementPolicy: Parallel
          replicas: REPLICAS
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: c}]}
        ---
        """;

    @TempDir
    Path folder = Path.of("");

    private Cli simulate(String config, String cidr, int replicas, String more, String... options) {
        String trunk = config.contains("trunking") ? "" : ", \"enable_eni_trunking\": false";
        String all = CLOUD.replace("CONFIG", config + trunk).replace("CIDR", cidr)
                + WEB.replace("REPLICAS", Integer.toString(replicas))
                + more;
        Cli run = Cli.simulate(Cli.write(folder, "all.yaml", all), options);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private static String scenario(String... steps) {
        StringBuilder all = new StringBuilder(
                "apiVersion: podnetwork.dev/v1alpha1\nkind: Scenario\nspec:\n  duration: 30m\n  steps:\n");
        for (String step : steps) {
            all.append("  - {at: ").append(step.replaceFirst(" ", ", do: ")).append("}\n");
        }
        return all.toString();
    }

    private static long shared(Cli run) {
        return run.summary().fields("pods").whole("shared").orElseThrow();
    }

    private static List<String> addresses(Cli run) {
        return run.summaryList("leases").stream()
                .map(each -> each.text("ipv4").orElseThrow())
                .toList();
    }

    private static long pool(Cli run, String figure) {
        List<Doc.Fields> pools = run.summaryList("sharedPools");
        assertThat(pools).hasSize(1);
        return pools.get(0).whole(figure).orElseThrow();
    }

    @Test
    void podsWithoutAPolicyGetAnAddressOfTheirNode() {
        Cli run = simulate("\"max_pool_size\": 5", "10.0.0.0/24", 9, "");

        assertThat(shared(run)).isEqualTo(9);
        assertThat(addresses(run)).doesNotHaveDuplicates().hasSize(9);
        assertThat(run.reasons("default/web-0", "LEASED"))
                .singleElement()
                .asString()
                .contains(" from the shared pool of node-1");
        assertThat(run.reasons("default/web-0", "RUNNING")).hasSize(1);
        assertThat(run.summary().whole("enisLeft"))
                .as("none belongs to one pod")
                .contains(0L);
        assertThat(run.summary().fields("pods").whole("withoutOurNetwork")).contains(0L);
    }

    @Test
    void aRestartOfTheControllerLosesNoLease() {
        Cli before = simulate("\"max_pool_size\": 5", "10.0.0.0/24", 7, "", "--until", "5m");
        Cli after = simulate("\"max_pool_size\": 5", "10.0.0.0/24", 7, scenario("5m restart controller"));

        assertThat(addresses(after)).isEqualTo(addresses(before));
        assertThat(after.reasons("default/web-3", "LEASED")).hasSize(1);
    }

    @Test
    void podsBeyondWhatTheNodeHoldsWaitAndSayWhy() {
        Cli run = simulate("\"max_pool_size\": 0", "10.0.0.0/24", 15, "", "--until", "9m");

        assertThat(shared(run)).isEqualTo(12);
        assertThat(run.summaryList("waiting")).hasSize(3).allSatisfy(each -> {
            assertThat(each.text("state")).contains("waiting");
            assertThat(each.text("reason").orElseThrow()).contains("no place on this node");
            assertThat(each.text("scarce").orElseThrow()).startsWith("NODE_SLOT");
        });
    }

    @Test
    void aDryVSwitchIsNamedAndWhoWaitsGoesOnWhenAnAddressComesBack() {
        String small = "10.0.0.0/29";
        Cli early = simulate("\"max_pool_size\": 0", small, 6, "", "--until", "9m");
        assertThat(shared(early)).isEqualTo(4);
        assertThat(early.summaryList("waiting"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.text("scarce")).contains("VSWITCH_ADDRESS vsw-1"));

        Cli late = simulate("\"max_pool_size\": 0", small, 6, scenario("10m finish pod web-0"));
        assertThat(shared(late)).isEqualTo(4);
        assertThat(late.reasons("default/web-0", "RELEASED")).isNotEmpty();
    }

    @Test
    void whoIsToBeLeftAloneGetsNoAddress() {
        Cli run = simulate("\"max_pool_size\": 0", "10.0.0.0/24", 0, """
            apiVersion: v1
            kind: Pod
            metadata: {name: host}
            spec: {hostNetwork: true, containers: [{name: c}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: ignored, labels: {k8s.aliyun.com/ignore-by-terway: "true"}}
            spec: {containers: [{name: c}]}
            """);

        assertThat(shared(run)).isZero();
        assertThat(run.summary().fields("pods").whole("withoutOurNetwork")).contains(2L);
    }

    @Test
    void aPodWithAPolicyStandsBesideAPodWithAnAddressOfTheSamePool() {
        Cli run = simulate("\"max_pool_size\": 0, \"enable_eni_trunking\": true", "10.0.0.0/24", 2, """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: own}
            spec:
              selector: {podSelector: {matchLabels: {app: own}}}
              securityGroupIDs: [sg-1]
              vSwitchOptions: [vsw-1]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: own, labels: {app: own}}
            spec: {containers: [{name: c}]}
            """);

        assertThat(run.bound()).isOne();
        assertThat(shared(run)).isEqualTo(2);
        assertThat(run.summary().whole("enisLeft")).contains(1L);
        List<String> all = new ArrayList<>(addresses(run));
        all.add(run.addresses("default/own").get(0));
        assertThat(all).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void twoFamiliesAreAPairAlsoFromPrefixes() {
        for (String prefixes : List.of("", ", \"enable_ip_prefix\": true")) {
            Cli run = simulate("\"ip_stack\": \"dual\", \"max_pool_size\": 5" + prefixes, "10.0.0.0/24", 8, "");

            assertThat(run.summaryList("leases"))
                    .hasSize(8)
                    .allSatisfy(
                            each -> assertThat(each.text("ipv6").orElseThrow()).startsWith("2001:db8:0:1:"));
        }
    }

    @Test
    void whatIsKeptReadyIsThereBeforeAnyPod() {
        Cli run = simulate("\"min_pool_size\": 3, \"max_pool_size\": 5", "10.0.0.0/24", 0, "", "--until", "5m");

        assertThat(pool(run, "idle")).isEqualTo(3);
    }

    @Test
    void whatIsIdleAboveTheMaximumGoesBack() {
        Cli run = simulate(
                "\"max_pool_size\": 2, \"ip_pool_sync_period\": \"60s\"",
                "10.0.0.0/24",
                10,
                scenario("5m scale web to 2"));

        assertThat(pool(run, "leased")).isEqualTo(2);
        assertThat(pool(run, "idle")).isEqualTo(2);
    }

    @Test
    void aZoneWithoutAVSwitchIsSaid() {
        String all = CLOUD.replace("CONFIG", "\"max_pool_size\": 0")
                        .replace("CIDR", "10.0.0.0/24")
                        .replace("{\"z-1\"", "{\"z-2\"")
                + WEB.replace("REPLICAS", "1");
        Cli run = Cli.simulate(Cli.write(folder, "all.yaml", all), "--until", "1m");

        assertThat(run.summaryList("waiting"))
                .singleElement()
                .satisfies(
                        each -> assertThat(each.text("reason").orElseThrow()).contains("names no vSwitch in zone z-1"));
    }

    @Test
    void explainSaysWhatAPodHasOrWaitsFor() {
        String all = CLOUD.replace("CONFIG", "\"max_pool_size\": 0").replace("CIDR", "10.0.0.0/29")
                + WEB.replace("REPLICAS", "6");
        String file = Cli.write(folder, "all.yaml", all).toString();
        Cli run = Cli.simulate(Path.of(file), "--until", "5m");
        String has = run.summaryList("leases").get(0).text("pod").orElseThrow();
        String waits = run.summaryList("waiting").get(0).text("pod").orElseThrow();

        assertThat(Cli.podnet("explain", has, "-f", file, "--at", "5m").out())
                .contains("BOUND")
                .contains("from the shared pool of node node-1");
        assertThat(Cli.podnet("explain", waits, "-f", file, "--at", "5m").out())
                .contains("WAITING")
                .contains("vsw-1");
    }

    @Test
    void anInterfaceThatIsLostIsReplaced() {
        Cli run = simulate(
                "\"max_pool_size\": 0", "10.0.0.0/24", 3, scenario("2m lose eni of web-0", "12m scale web to 8"));

        assertThat(shared(run)).isEqualTo(8);
    }

    @Test
    void theExampleShowsAShortageARestartAndWhatGoesBack() {
        Cli early = Cli.simulate(Cli.example("shared-pool"), "--until", "9m");
        assertThat(shared(early)).isBetween(24L, 28L);
        assertThat(early.summaryList("waiting")).isNotEmpty();

        Cli late = Cli.simulate(Cli.example("shared-pool"));
        assertThat(shared(late)).isEqualTo(6);
        assertThat(late.summaryList("sharedPools"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.whole("idle").orElseThrow()).isBetween(2L, 5L));
        assertThat(Cli.simulate(Cli.example("shared-pool")).out()).isEqualTo(late.out());
    }
}
