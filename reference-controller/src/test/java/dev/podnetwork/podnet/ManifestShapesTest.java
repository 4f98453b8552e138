package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes that published manifests have, in our own words (spec: manifests/README.md). */
class ManifestShapesTest {
    private static final String POLICY = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata:
              name: keeps          # a comment
            spec:
              allocationType:
                type: Fixed
                # between fields
                releaseStrategy: TTL
                releaseAfter: "5m0s"
              selector:
                podSelector:
                  matchLabels: {keep: "yes"}
              securityGroupIDs: [sg-bpxxxx]
              vSwitchOptions: [vsw-bpxxxx]
            status:
              status: Fail
              updateAt: "2020-01-01T00:00:00Z"
              vSwitches: [{id: vsw-other, zone: elsewhere}]
            """;
    private static final String STATEFUL = """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: kept, namespace: nobody-declares}
            spec:
              serviceName: kept
              unknownHere: fine
              selector: {matchLabels: {app: kept}}
              template:
                metadata: {labels: {app: kept, keep: "yes"}}
                spec: {containers: [{name: c, image: nowhere.invalid/x:1, resources: {limits: {cpu: 1}}}]}
            """;

    @TempDir
    Path directory;

    @Test
    void placeholdersInPoliciesAreMadeUpAndAStatusInAManifestCountsForNothing() {
        Cli run = simulate(POLICY + STATEFUL);
        assertThat(run.bound()).isEqualTo(1);
        assertThat(run.out())
                .contains("made up: vSwitch vsw-bpxxxx (10.0.0.0/19, zone cn-hangzhou-a)")
                .contains("made up: security group sg-bpxxxx")
                .contains("no Node given: 4 default nodes")
                .doesNotContain("elsewhere");
    }

    @Test
    void aListIsTakenApartAndUnusedKindsAreSkippedWithOneLine() {
        Cli run = simulate("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {}}
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: other}}
                - apiVersion: v1
                  kind: Pod
                  metadata: {name: plain}
                  spec: {containers: [{name: c}]}
                """);
        assertThat(run.exitCode()).isZero();
        assertThat(run.json().texts("notices"))
                .filteredOn(each -> each.contains("skipped"))
                .containsExactly(
                        file() + ":4: skipped Service default/s: this kind is not simulated",
                        file() + ":5: skipped ConfigMap default/other: this kind is not simulated");
        assertThat(run.summary().fields("pods").whole("withoutOurNetwork")).contains(1L);
    }

    @Test
    void aKindInOtherLettersIsAMistakeAndNotAKindThatWeDoNotUse() {
        Cli run = simulate("apiVersion: apps/v1\nkind: Statefulset\nmetadata: {name: db}\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(":2: kind is Statefulset; write it as StatefulSet: case matters");
    }

    @Test
    void aFileWithoutAManifestIsNamed() {
        Cli run = simulate("# nothing here\n---\n---\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(file() + ": there is no manifest in it; ")
                .hasLineCount(1);

        String pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c}]}\n";
        Path other = Cli.write(directory, "other.yaml", pod);
        Cli both = Cli.podnet("simulate", file().toString(), other.toString(), "-o", "json");
        assertThat(both.json().texts("notices")).contains(file() + ": there is no manifest in it");
    }

    @Test
    void aRecordThatIsBeingDeletedGoes() {
        String record = """
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: one, finalizers: [pod-eni], deletionTimestamp: "2026-01-01T00:00:00Z"}
                spec:
                  zone: zone-b
                  allocations:
                  - allocationType: {type: Fixed, releaseStrategy: Never}
                    eni: {id: eni-m1, vSwitchID: vsw-b, zone: zone-b, mac: "00:16:3e:00:00:01", securityGroupIDs: [sg-1]}
                    ipv4: 10.2.0.9
                    ipv4CIDR: 10.2.0.0/24
                status: {phase: Unbind}
                """;
        Cli run = simulate(record);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.reasons("default/one", "REMOVED")).containsExactly("addresses given back: 10.2.0.9 (eni-m1)");
        Cli kept = simulate(record.replace(", deletionTimestamp: \"2026-01-01T00:00:00Z\"", ""));
        assertThat(kept.reasons("default/one", "REMOVED")).isEmpty();
    }

    @Test
    void aRecordWithPlaceholderIdsIsSkippedAndARealOneIsWhereItBegins() {
        String record = """
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodENI
                metadata: {name: NAME, finalizers: [pod-eni], generation: 1}
                spec:
                  allocations:
                  - allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: 10m}
                    eni: {id: ENI, mac: "00:16:3e:00:00:01", securityGroupIDs: [sg-1], vSwitchID: vsw-1, zone: zone-x}
                    ipv4: 172.20.5.9
                  zone: zone-x
                status:
                  eniInfos: {ENI: {id: ENI, status: Bind, vid: 12}}
                  instanceID: i-7
                  phase: Bind
                  podLastSeen: "2026-01-01T00:00:00Z"
                  trunkENIID: eni-trunk
                ---
                """;
        Cli run = simulate(
                record.replace("NAME", "gone-0").replace("ENI:", "eni-77:").replace("id: ENI", "id: eni-77")
                        + record.replace("NAME", "example")
                                .replace("ENI:", "eni-xxx:")
                                .replace("id: ENI", "id: eni-xxx"),
                "--until",
                "6m");
        assertThat(run.out()).contains("skipped PodENI default/example: its id eni-xxx is a placeholder");
        assertThat(run.reasons("default/gone-0", "BOUND"))
                .singleElement()
                .asString()
                .contains("172.20.5.9 (eni-77)");
        assertThat(run.summaryList("retained"))
                .singleElement()
                .satisfies(each -> assertThat(each.text("ipv4")).contains("172.20.5.9"));
        assertThat(simulate(
                                record.replace("NAME", "gone-0")
                                        .replace("ENI:", "eni-77:")
                                        .replace("id: ENI", "id: eni-77"),
                                "--until",
                                "30m")
                        .json()
                        .items("podENIs"))
                .isEmpty();
    }

    @Test
    void eniConfigFillsPoliciesTrunkOffMakesNodesExclusiveAndCommentsInItAreSkipped() {
        Cli run = simulate("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: eni-config, namespace: kube-system}
                data:
                  eni_conf: |-
                    {
                      "version": "1", # of the file
                      "enable_eni_trunking": "false",
                      "vswitches": {"cn-x-k": ["vsw-k"]},
                      "security_groups": ["sg-k"]
                    }
                ---
                apiVersion: network.alibabacloud.com/v1beta1
                kind: PodNetworking
                metadata: {name: all}
                spec: {selector: {podSelector: {}}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec: {containers: [{name: c}]}
                """);
        assertThat(run.bound()).isEqualTo(1);
        assertThat(run.out()).contains("\"vSwitchID\":\"vsw-k\"", "\"type\":\"Secondary\"");
    }

    @Test
    void aCustomStatefulKindKeepsItsAddressesAndADeploymentNeverMatchesAFixedPolicy() {
        String config = """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: eni-config, namespace: kube-system}
                data: {eni_conf: '{"custom_stateful_workload_kinds": ["gameserverset"]}'}
                """;
        String game =
                STATEFUL.replace("kind: StatefulSet", "kind: GameServerSet").replace("apps/v1", "games.example/v1");
        assertThat(simulate(POLICY + game + config).bound()).isEqualTo(1);

        Cli deployment = simulate(POLICY + STATEFUL.replace("StatefulSet", "Deployment"));
        assertThat(deployment.bound()).isZero();
        assertThat(deployment.out()).contains("PodNetworking keeps does not apply");
    }

    @Test
    void ofAnObjectThatIsThereTwiceTheLaterOneCounts() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p, labels: {keep: "LABEL"}}
                spec: {containers: [{name: c}]}
                ---
                """;
        Cli same = simulate(pod + pod + POLICY);
        assertThat(same.out()).doesNotContain("takes the place");
        Cli other = simulate(pod.replace("LABEL", "no") + pod.replace("LABEL", "yes") + POLICY);
        assertThat(other.out()).contains(":6: Pod default/p takes the place of the one at " + file() + ":1");
        assertThat(other.bound()).isEqualTo(1);
    }

    @Test
    void aDeniedDeploymentIsNamedOnceWithTheReason() {
        Cli run = simulate(
                POLICY
                        + STATEFUL.replace("StatefulSet", "Deployment")
                                .replace(
                                        "labels: {app",
                                        "annotations: {k8s.aliyun.com/pod-networks: 'no json'}, labels: {app"),
                "--until",
                "10m");
        assertThat(run.summaryList("waiting")).singleElement().satisfies(each -> {
            assertThat(each.text("pod")).contains("nobody-declares/kept");
            assertThat(each.text("state")).contains("denied");
            assertThat(each.text("reason").orElseThrow()).contains("unable parse annotation field");
        });
    }

    @Test
    void jsonIsReadToo() {
        Path file = Cli.write(directory, "pod.json", """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
                \t"spec": {"containers": [{"name": "c"}]}}
                """);
        assertThat(Cli.simulate(file).exitCode()).isZero();
    }

    private Path file() {
        return directory.resolve("in.yaml");
    }

    private Cli simulate(String text, String... more) {
        return Cli.simulate(Cli.write(directory, "in.yaml", text), more);
    }
}
