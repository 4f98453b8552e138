package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods without a policy that can only go to exclusive nodes of a mixed cluster ask for an ENI, in the simulator as in the webhook (weakness W15). */
class ExclusiveNodesTest {
    private static final String CLUSTER = """
            apiVersion: v1
            kind: Node
            metadata:
              name: own-1
              labels:
                k8s.aliyun.com/exclusive-mode-eni-type: eniOnly
                topology.kubernetes.io/zone: cn-hangzhou-a
                node.kubernetes.io/instance-type: ecs.g6nv.8xlarge
            spec: {providerID: cn-hangzhou.i-own1}
            ---
            apiVersion: v1
            kind: Node
            metadata:
              name: shared-1
              labels: {topology.kubernetes.io/zone: cn-hangzhou-a, node.kubernetes.io/instance-type: ecs.g7.xlarge}
            spec: {providerID: cn-hangzhou.i-shared1}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: eni-config, namespace: kube-system}
            data:
              eni_conf: '{"version": "1", "enable_eni_trunking": true, "vswitches": {"cn-hangzhou-a": ["vsw-1"]}, "security_groups": ["sg-1"]}'
            ---
            """;
    private static final String DAEMON_SET = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec: {containers: [{name: c}]}
            ---
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: jobs}
            spec:
              replicas: 9
              selector: {matchLabels: {app: jobs}}
              template:
                metadata: {labels: {app: jobs}}
                spec:
                  %s
                  containers: [{name: c}]
            """;

    @TempDir
    Path directory;

    private Cli simulate(String objects) {
        return Cli.simulate(Cli.write(directory, "all.yaml", CLUSTER + objects));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nodeSelector: {k8s.aliyun.com/exclusive-mode-eni-type: eniOnly}",
                "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: "
                        + "[{key: k8s.aliyun.com/exclusive-mode-eni-type, operator: In, values: [eniOnly]}]}]}}}"
            })
    void noMorePodsAreSentThereThanItHasEnis(String placement) {
        Cli run = simulate(DEPLOYMENT.formatted(placement));
        assertThat(run.bound()).as(run.out()).isEqualTo(7);
        assertThat(run.summaryList("waiting"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.text("reason").orElse("")).contains("aliyun/eni"));
    }

    @Test
    void theNodeOfADaemonSetsPodCounts() {
        Cli run = simulate(
                DAEMON_SET + DEPLOYMENT.formatted("nodeSelector: {k8s.aliyun.com/exclusive-mode-eni-type: eniOnly}"));
        assertThat(run.bound()).as(run.out()).isEqualTo(7);
        assertThat(run.summaryList("waiting")).hasSizeBetween(2, 3);
        assertThat(run.out()).contains("default/agent-");
    }
}
