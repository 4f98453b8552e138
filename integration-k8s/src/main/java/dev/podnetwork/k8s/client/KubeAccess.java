package dev.podnetwork.k8s.client;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the API server is and who we are. Two clients are made of it: informers need a read timeout of zero, requests must
 * have one (spec: README, traps). Immutable.
 *
 * @param kubeconfig the file; empty for the service account of the pod we run in
 */
public record KubeAccess(Optional<Path> kubeconfig) {
    private static final Duration PING = Duration.ofSeconds(5);

    /** By a kubeconfig file. */
    public static KubeAccess byFile(Path kubeconfig) {
        return new KubeAccess(Optional.of(kubeconfig));
    }

    /** By the service account that every pod is given. */
    public static KubeAccess inCluster() {
        return new KubeAccess(Optional.empty());
    }

    /**
     * A client of its own, with connections of its own. A connection that answers no ping for 5 s is given up.
     *
     * @throws IOException when the file cannot be read, or this is no pod; the message says which
     */
    ApiClient open() throws IOException {
        if (kubeconfig.isEmpty()) {
            return ClientBuilder.cluster().setPingInterval(PING).build();
        }
        Path file = kubeconfig.get();
        try (Reader text = Files.newBufferedReader(file)) {
            KubeConfig config = KubeConfig.loadKubeConfig(text);
            // Files that it names are beside it: without a folder the client does not know where that is.
            config.setFile(file.toAbsolutePath().toFile());
            return ClientBuilder.kubeconfig(config).setPingInterval(PING).build();
        }
    }
}
