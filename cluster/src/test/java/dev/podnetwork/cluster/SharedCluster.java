package dev.podnetwork.cluster;

import dev.podnetwork.k8s.model.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the one control plane that all tests of this JVM share, with our definitions applied. A test that kills or changes more than its
 * own namespace starts a {@link LocalControlPlane} of its own.
 */
public final class SharedCluster implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalControlPlane.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedCluster.class))
                .getOrComputeIfAbsent("cluster", key -> new Held(), Held.class)
                .cluster;
    }

    /** Applies our definitions with kubectl and waits until the server serves them. */
    public static void applyDefinitions(LocalControlPlane cluster) {
        for (String name : List.of("podnetworkings", "podenis")) {
            cluster.kubectl().apply(resource(Vocabulary.class, "/dev/podnetwork/k8s/" + name + ".crd.yaml"));
        }
        cluster.kubectl()
                .run(
                        "wait",
                        "--for=condition=Established",
                        "--timeout=60s",
                        "crd/podnetworkings.network.alibabacloud.com",
                        "crd/podenis.network.alibabacloud.com");
        // Established comes before the paths are there.
        Await.until(
                "the paths of our kinds",
                Duration.ofSeconds(60),
                () -> List.of("podnetworkings", "podenis").stream()
                        .allMatch(plural -> cluster.api()
                                .find("/apis/network.alibabacloud.com/v1beta1/" + plural)
                                .isPresent()));
    }

    /** A published manifest. */
    public static String manifest(String name) {
        return resource(SharedCluster.class, "/manifests/" + name + ".yaml");
    }

    private static String resource(Class<?> near, String path) {
        try (InputStream in = near.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Held implements AutoCloseable {
        final LocalControlPlane cluster = LocalControlPlane.start(ControlPlaneOptions.WHOLE.withAudit());

        Held() {
            applyDefinitions(cluster);
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
