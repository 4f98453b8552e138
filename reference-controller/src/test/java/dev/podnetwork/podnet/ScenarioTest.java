package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.k8s.tree.Doc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of scenarios do what they say. */
class ScenarioTest {
    private static final String SETTING = """
            apiVersion: network.alibabacloud.com/v1beta1
            kind: PodNetworking
            metadata: {name: POLICY}
            spec:
              allocationType: {type: Fixed, releaseStrategy: TTL, releaseAfter: 1h}
              selector: {podSelector: {matchLabels: {app: db}}}
              securityGroupIDs: [sg-1]
              vSwitchOptions: [vsw-1]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              replicas: 2
              podManagementPolicy: Parallel
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: c}]}
            ---
            apiVersion: podnetwork.dev/v1alpha1
            kind: Scenario
            spec:
              duration: DURATION
              steps:
            """.replace("POLICY", "fixed");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restart controller",
                "fault lost-reply CreateNetworkInterface times 1",
                "fault throttle for 1m",
                "fault lost-reply for 1m",
                "fault unavailable AttachNetworkInterface for 30s",
                "fault attach-falls-back times 1",
                "fault stale-describe for 1m",
                "fault empty-describe times 1",
                "fault stuck times 2",
                "fault late-apply CreateNetworkInterface times 1",
                "fault slow-attach for 1m",
                "fault reset for 30s"
            })
    void aPodKeepsItsAddressWhateverGoesWrongMeanwhile(String wrong) {
        Cli run = simulate("1h", "0s: " + wrong, "10m: " + wrong, "10m: delete pod db-0", "20m: fault off");
        assertThat(run.bound()).isEqualTo(2);
        assertThat(run.addresses("default/db-0").stream().distinct())
                .as("%s", run.addresses("default/db-0"))
                .hasSize(1);
        assertThat(run.summary().whole("enisLeft")).contains(2L);
    }

    @Test
    void nothingIsAskedOfTheCloudAtL0AndNothingIsReleasedAtL1() {
        Cli l0 = simulate("10m", "0s: degradation l0");
        assertThat(l0.bound()).isZero();
        assertThat(calls(l0, "CreateNetworkInterface")).isZero();
        assertThat(l0.summaryList("waiting")).hasSize(2);

        Cli l1 = simulate("20m", "5m: degradation l1", "6m: delete pod db-0", "15m: restart controller");
        assertThat(calls(l1, "DetachNetworkInterface")).isZero();
        assertThat(simulate("30m", "5m: degradation l1", "6m: delete pod db-0", "15m: degradation off")
                        .bound())
                .isEqualTo(2);
    }

    @Test
    void theInstanceIsLostAndThePodMovesWithItsAddress() {
        String node = simulate("5m").nodes("default/db-0").get(0);
        Cli run = simulate("30m", "10m: delete instance " + node);
        assertThat(run.bound()).isEqualTo(2);
        assertThat(run.addresses("default/db-0").stream().distinct()).hasSize(1);
        assertThat(run.nodes("default/db-0"))
                .endsWith(run.nodes("default/db-0").get(1))
                .doesNotHaveDuplicates();
    }

    @Test
    void anInterfaceThatIsDetachedBehindOurBackComesBack() {
        Cli run = simulate("30m", "10m: detach eni of db-0");
        assertThat(run.bound()).isEqualTo(2);
        assertThat(calls(run, "AttachNetworkInterface")).isEqualTo(3);
    }

    @Test
    void aLivingPodKeepsItsRecordUntilItIsGone() {
        Cli living = simulate("15m", "10m: delete podeni db-0");
        assertThat(living.bound()).isEqualTo(2);
        Cli gone = simulate("30m", "10m: delete podeni db-0", "20m: scale db to 0");
        assertThat(gone.summaryList("retained"))
                .singleElement()
                .satisfies(each -> assertThat(each.text("pod")).contains("default/db-1"));
    }

    @Test
    void aVSwitchOfAnotherVpcMakesThePolicyFailAndNamesBothVpcs() {
        String cloud = """
                ---
                apiVersion: podnetwork.dev/v1alpha1
                kind: Cloud
                spec:
                  vpc: vpc-ours
                  vSwitches: [{id: vsw-1, zone: cn-hangzhou-a, cidr: 10.0.0.0/24, vpc: vpc-theirs}]
                """;
        Path file = Cli.write(
                directory, "in.yaml", SETTING.replace("DURATION", "5m").replace("  steps:\n", "") + cloud);
        Cli run = Cli.simulate(file);
        assertThat(run.reasons("PodNetworking fixed", "FAIL"))
                .containsExactly("vSwitch vsw-1 is in VPC vpc-theirs, the cluster is in VPC vpc-ours: "
                        + "use one of the cluster's VPC");
        assertThat(run.reasons("default/db-0", "NOT OURS")).hasSize(1);
        assertThat(run.bound()).isZero();
    }

    @Test
    void aPodThatFindsNoNodeSaysWhichResourceAndZone() {
        Cli run = simulate("5m", "0s: cordon node node-1", "0s: cordon node node-2", "1m: scale db to 3");
        assertThat(run.reasons("default/db-2", "UNSCHEDULED"))
                .containsExactly("no node in zones [cn-hangzhou-a] has 1 free aliyun/member-eni: "
                        + "all 2 that offer it are full or cordoned, add a node or delete pods");
    }

    @Test
    void withoutADurationItRunsUntilNothingMoves() {
        Cli run = simulate("DURATION", "10m: scale db to 1");
        assertThat(run.bound()).isEqualTo(1);
        assertThat(run.json().text("lasted").orElseThrow()).startsWith("16m");
    }

    private static long calls(Cli run, String api) {
        return run.summaryList("cloudCalls").stream()
                .filter(each -> each.text("api").orElseThrow().equals(api))
                .mapToLong((Doc.Fields each) -> each.whole("calls").orElseThrow())
                .sum();
    }

    private Cli simulate(String duration, String... steps) {
        StringBuilder text = new StringBuilder(
                duration.equals("DURATION")
                        ? SETTING.replace("  duration: DURATION\n", "")
                        : SETTING.replace("DURATION", duration));
        for (String step : List.of(steps)) {
            String[] parts = step.split(": ", 2);
            text.append("  - {at: ")
                    .append(parts[0])
                    .append(", do: ")
                    .append(parts[1])
                    .append("}\n");
        }
        if (steps.length == 0) {
            text.append("  - {at: 1s, do: uncordon node node-1}\n");
        }
        return Cli.simulate(Cli.write(directory, "in.yaml", text.toString()));
    }
}
