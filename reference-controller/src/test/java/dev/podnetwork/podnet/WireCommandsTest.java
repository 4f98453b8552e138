package dev.podnetwork.podnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.aliyun.AliyunProvider;
import dev.podnetwork.api.InstanceId;
import dev.podnetwork.api.VSwitchId;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.LeniOp;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.CloudNetworkProvider;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code podnet fake-cloud} and {@code podnet ram-policy}. */
final class WireCommandsTest {
    @TempDir
    private Path directory;

    @Test
    void theFakeCloudServesWhatAFileDeclaresAndSaysHow() throws Exception {
        Path file = Cli.write(directory, "cloud.yaml", """
                apiVersion: podnetwork.dev/v1alpha1
                kind: Cloud
                spec:
                  vpc: vpc-x
                  vSwitches:
                  - {id: vsw-mine, zone: z-1, cidr: 10.9.0.0/24}
                  lingjunNodes:
                  - {id: e01-mine, type: efg1.nvga1, zone: z-1, vSwitches: [vsw-mine], leniQuota: 3}
                """);
        PipedWriter pipe = new PipedWriter();
        BufferedReader out = new BufferedReader(new PipedReader(pipe, 1 << 16));
        CommandLine line = Podnet.commandLine();
        line.setOut(new PrintWriter(pipe));
        Thread server = new Thread(() -> line.execute("fake-cloud", "--data", file.toString()));
        server.start();
        String first = out.readLine();
        assertThat(first).startsWith("fake cloud on http://127.0.0.1:");
        String host = first.substring("fake cloud on http://".length());
        assertThat(out.readLine()).contains("fake-key", "fake-secret");

        CloudNetworkProvider provider = ServiceLoader.load(CloudNetworkProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals("aliyun"))
                .findFirst()
                .orElseThrow();
        assertThat(provider).isInstanceOf(AliyunProvider.class);
        Map<String, String> environment = Map.of(
                "ALIBABA_CLOUD_REGION_ID", "cn-hangzhou",
                "ALIBABA_CLOUD_ACCESS_KEY_ID", "fake-key",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake-secret",
                "ECS_ENDPOINT", host,
                "VPC_ENDPOINT", host,
                "EFLO_ENDPOINT", host,
                "ALICLOUD_CLIENT_SCHEME", "HTTP");
        try (CloudNetwork network = provider.open(environment)) {
            CloudOp op = new CloudOp.DescribeVSwitches(VSwitchId.of("vsw-mine"), null, 1);
            CloudReply reply = network.call(op).toCompletableFuture().get(90, TimeUnit.SECONDS);
            assertThat(reply)
                    .isInstanceOfSatisfying(
                            CloudReply.VSwitchPage.class,
                            page -> assertThat(page.vSwitches()).hasSize(1));
            CloudOp node = new LeniOp.DescribeLingjunNode(InstanceId.of("e01-mine"));
            assertThat(network.call(node).toCompletableFuture().get(90, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            CloudReply.LingjunNodeInfo.class,
                            info -> assertThat(info.node().leniQuota()).isEqualTo(3));
        }
        String logged = out.readLine();
        while (!logged.startsWith("200 ")) {
            logged = out.readLine();
        }
        assertThat(logged).contains("vpc:DescribeVSwitches by fake-key").doesNotContain("Signature");
        server.interrupt();
        server.join(10_000);
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aFileThatDoesNotFitIsOneClearLine() {
        Path file = Cli.write(directory, "bad.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");

        Cli answer = Cli.podnet("fake-cloud", "--data", file.toString());
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.err()).contains("there is no kind Cloud in it").hasLineCount(1);
        Path lost = Cli.write(directory, "lost.yaml", """
                apiVersion: podnetwork.dev/v1alpha1
                kind: Cloud
                spec:
                  lingjunNodes:
                  - {id: e01-mine, type: efg1.nvga1, zone: z-1, vSwitches: [vsw-none]}
                """);
        assertThat(Cli.podnet("fake-cloud", "--data", lost.toString()).err())
                .contains("e01-mine names the vSwitch vsw-none")
                .hasLineCount(1);
        assertThat(Cli.podnet("fake-cloud", "--key", "nonsense").exitCode()).isEqualTo(2);
        assertThat(Cli.podnet("fake-cloud", "--metadata-of", "i-nowhere").err()).contains("no such instance");
    }

    @Test
    void thePolicyHoldsWhatTheFeatureCallsAndNoMore() {
        String policy = Cli.podnet("ram-policy", "--features", "eni").out();

        assertThat(policy)
                .contains("\"ecs:CreateNetworkInterface\"", "\"vpc:DescribeVSwitches\"", "\"Effect\": \"Allow\"")
                .doesNotContain("DescribeInstanceTypes");
        assertThat(Cli.podnet("ram-policy", "--features", "eni,capacity").out()).contains("ecs:DescribeInstanceTypes");
        assertThat(Cli.podnet("capacity", "--backend", "aliyun").err()).contains("name them with --instance-type");
        assertThat(Cli.podnet("capacity", "--backend", "none", "--instance-type", "t")
                        .err())
                .contains("name one of aliyun");
        assertThat(Cli.podnet("ram-policy", "--features", "magic").err()).contains("'magic' is none of eni, exclusive");
    }
}
