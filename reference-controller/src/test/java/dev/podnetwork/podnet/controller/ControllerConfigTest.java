package dev.podnetwork.podnet.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.core.admission.ClusterKind;
import dev.podnetwork.core.config.Finding;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller's configuration file (scenario K13 and the published defaults). */
class ControllerConfigTest {
    @TempDir
    private Path folder;

    private ControllerConfig read(String text) throws IOException {
        Path file = folder.resolve("ctrl-config.yaml");
        Files.writeString(file, text);
        return ControllerConfig.read(file.toString());
    }

    @Test
    void aMinimalFileHasThePublishedDefaults_K13() throws IOException {
        ControllerConfig config = read("clusterID: c-1\nvpcID: vpc-1\n");
        assertThat(config.settings().trunk()).isTrue();
        assertThat(config.settings().injectResources()).isTrue();
        assertThat(config.text("controllerName")).isEqualTo("terway-controlplane");
        assertThat(config.runs("pod")).isTrue();
        assertThat(config.runs("node")).isFalse();
        assertThat(config.healthAddress()).startsWith("127.0.0.1:");
        assertThat(config.metricsAddress()).isEqualTo("0");
        assertThat(read("clusterID: c-1\nvpcID: vpc-1\nenableTrunk: false\n")
                        .settings()
                        .trunk())
                .isFalse();
    }

    @Test
    void theFirstEntryThatSpeaksOfAControllerDecides() throws IOException {
        ControllerConfig config = read("clusterID: c-1\nvpcID: vpc-1\ncontrollers: [-node, \"*\", pod]\n");
        assertThat(config.runs("node")).isFalse();
        assertThat(config.runs("multi-ip-node")).isTrue();
    }

    @Test
    void unknownKeysAndImpossibleValuesAreNamedWithTheirLine() {
        assertThatThrownBy(() -> read("clusterID: c-1\nvpcID: vpc-1\nenableTrunc: true\npodMaxConcurrent: 0\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("ctrl-config.yaml:3: enableTrunc")
                .hasMessageContaining("; " + folder)
                .hasMessageContaining(":4: podMaxConcurrent");
    }

    @Test
    void aControllerThatNobodyKnowsIsNamedWithItsLine() {
        assertThatThrownBy(() -> read("clusterID: c-1\nvpcID: vpc-1\ncontrollers: [pod, pod-networkings]\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("controllers names pod-networkings")
                .hasMessageContaining("pod-networking,")
                .hasMessageContaining(":3");
    }

    @Test
    void credentialsBecomeTheSettingsOfTheBackend() throws IOException {
        Path file = folder.resolve("ctrl-secret.yaml");
        Files.writeString(file, "accessKey: a\naccessSecret: b\n");
        assertThat(ControllerConfig.credentials(file.toString()))
                .containsEntry("ALIBABA_CLOUD_ACCESS_KEY_ID", "a")
                .containsEntry("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "b");
        assertThat(ControllerConfig.credentials(null)).isEmpty();
    }

    @Test
    void aLimitOnCallsIsOnlySetWhenTheFileHasOne() throws IOException {
        Env env = PodNetworkAllocators.systemEnv(1);
        String minimal = "clusterID: c-1\nvpcID: vpc-1\n";
        assertThat(read(minimal).callLimit(env)).isNull();
        assertThat(read(minimal).warnings()).isEmpty();
        ControllerConfig limited = read(minimal + "kubeClientQPS: 20\n");
        assertThat(limited.callLimit(env)).isNotNull();
        assertThat(limited.warnings())
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains("20 calls a second", "6.7 pods a second");
        assertThat(read(minimal + "kubeClientBurst: 5\n").callLimit(env)).isNotNull();
    }

    @Test
    void aServerlessClusterIsOneOfVirtualNodes() throws IOException {
        String minimal = "clusterID: c-1\nvpcID: vpc-1\n";
        assertThat(read(minimal).settings().kind()).isEqualTo(ClusterKind.NODES);
        assertThat(read(minimal + "clusterType: serverless\n").settings().kind())
                .isEqualTo(ClusterKind.SERVERLESS);
    }
}
