package dev.podnetwork.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the control plane comes from: found first, built last. Needs no Go and no Kubernetes. */
class ProgramFinderTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void theFolderOfTestAssetsComesBeforeThePath() throws IOException {
        Path assets = program("assets", "etcd", "etcd Version: 3.6.99");
        Path path = program("path", "etcd", "etcd Version: 3.6.1");
        assertThat(finder(assets.getParent(), path.getParent()).find(Program.ETCD))
                .isEqualTo(assets);
    }

    @Test
    void aProgramOfAnotherMinorVersionIsPassedOverAndNamed() throws IOException {
        Path old = program("assets", "kubectl", "Client Version: v1.32.4");
        Path fitting = program("path", "kubectl", "Client Version: v1.36.0");
        assertThat(finder(old.getParent(), fitting.getParent()).find(Program.KUBECTL))
                .isEqualTo(fitting);
        assertThat(said).containsExactly(old + " is of version 1.32: passed over, 1.36 is needed");
    }

    @Test
    void withoutProgramsAndWithoutGoTheMessageSaysWhatToDo() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> finder(empty, empty).find(Program.API_SERVER))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("KUBEBUILDER_ASSETS")
                .hasMessageContaining("Install Go 1.26");
    }

    @Test
    void whatGoBuildsIsWhatTheProgramsSay() throws IOException {
        assertThat(resource("go/go.mod")).contains("k8s.io/kubernetes " + Versions.KUBERNETES);
        assertThat(resource("go/etcd/go.mod")).contains("go.etcd.io/etcd/server/v3 " + Versions.ETCD);
    }

    private ProgramFinder finder(Path assets, Path path) {
        return new ProgramFinder(
                Map.of(
                        "KUBEBUILDER_ASSETS", assets.toString(),
                        "PATH", path.toString(),
                        "XDG_CACHE_HOME", folder.resolve("cache").toString()),
                said::add);
    }

    private Path program(String in, String name, String version) throws IOException {
        Path file = Files.createDirectories(folder.resolve(in)).resolve(name);
        Files.writeString(file, "#!/bin/sh\necho '" + version + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toRealPath();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ProgramFinder.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
