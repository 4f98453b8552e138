package dev.podnetwork.podnet.input;

import dev.podnetwork.k8s.client.KubeAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command speaks to. */
public final class ClusterOption {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster; default: $KUBECONFIG, else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    /** Made by the command line parser. */
    public ClusterOption() {}

    /** The way there. */
    public KubeAccess access() {
        if (kubeconfig != null) {
            return KubeAccess.byFile(kubeconfig);
        }
        String named = System.getenv().getOrDefault("KUBECONFIG", "");
        return KubeAccess.byFile(
                named.isEmpty() ? Path.of(System.getProperty("user.home"), ".kube", "config") : Path.of(named));
    }
}
