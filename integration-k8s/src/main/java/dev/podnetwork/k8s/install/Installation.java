package dev.podnetwork.k8s.install;

import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubeRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Puts a chart into a cluster and takes it out again. Both can be repeated: what is there already is brought up to date, what is gone already is
 * fine. Blocks; thread-safe.
 */
public final class Installation {
    private static final String MANAGER = "podnet-install";
    private static final int LOOKS = 60;
    private static final List<String> DEFINITION_VERSION =
            List.of("metadata", "annotations", "crd.network.alibabacloud.com/version");

    private final KubeApi api;

    /** Into the cluster behind that API server. */
    public Installation(KubeApi api) {
        this.api = api;
    }

    /** Who hears what is done, one line at a time. */
    public interface Progress {
        /** One line. */
        void line(String text);
    }

    /**
     * Applies everything, server-side, and takes over fields that others set. A definition that is newer than ours is left as it is.
     *
     * @throws InstallException at the first object that is refused
     */
    public void apply(Chart chart, Progress progress) {
        for (Manifest each : chart.manifests()) {
            if (each.kind() == Manifest.Kind.CUSTOM_RESOURCE_DEFINITION && newer(each)) {
                progress.line(each.title() + " is newer here: left as it is");
                continue;
            }
            KubeAnswer answer = send(new KubeRequest(
                    "PATCH",
                    each.path(),
                    Map.of("fieldManager", MANAGER, "force", "true"),
                    "application/apply-patch+yaml",
                    each.json().getBytes(StandardCharsets.UTF_8)));
            if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
                throw new InstallException(each.title() + " was not applied: " + problem(answer));
            }
            progress.line(each.title() + (replied.code() == 201 ? " created" : " up to date"));
        }
    }

    /**
     * Removes everything but the definitions, and with them the objects of users: webhooks first, so that nobody waits for a server that is gone.
     * What the controller itself wrote, on nodes and its lease, goes when the last of its pods is gone.
     *
     * @throws InstallException at the first object that is not let go, or when the controller does not end
     */
    public void remove(Chart chart, Progress progress) {
        List<Manifest> backwards = new ArrayList<>(chart.manifests());
        Collections.reverse(backwards);
        for (Manifest each : backwards) {
            if (each.kind() == Manifest.Kind.CUSTOM_RESOURCE_DEFINITION) {
                progress.line(each.title() + " stays, with its objects; kubectl delete removes both");
                continue;
            }
            KubeAnswer answer = send(KubeRequest.delete(each.path(), "{\"propagationPolicy\":\"Foreground\"}"));
            boolean gone = answer instanceof KubeAnswer.Replied replied && (replied.ok() || replied.missing());
            if (!gone) {
                throw new InstallException(each.title() + " was not removed: " + problem(answer));
            }
            progress.line(each.title() + " removed");
        }
        chart.manifests().stream()
                .filter(each -> each.kind() == Manifest.Kind.DEPLOYMENT)
                .forEach(this::awaitEnd);
        NodeTraces.remove(this::send, progress);
        removeLease(chart, progress);
    }

    /** What {@link #remove} does beyond deleting what {@link #apply} makes. */
    static List<Right> rightsToRemove(Chart chart) {
        List<Right> rights = new ArrayList<>(NodeTraces.RIGHTS);
        for (String verb : List.of("get", "watch")) {
            rights.add(new Right(
                    verb, Manifest.Kind.DEPLOYMENT.group(), Manifest.Kind.DEPLOYMENT.plural(), chart.namespace()));
        }
        rights.add(new Right("delete", "coordination.k8s.io", "leases", chart.namespace()));
        return rights;
    }

    /** While it runs it would write again what is taken away. */
    private void awaitEnd(Manifest deployment) {
        int last = deployment.path().lastIndexOf('/');
        String all = deployment.path().substring(0, last);
        // The server answers when the second is over.
        Map<String, String> aSecondOfIt = Map.of(
                "watch", "true",
                "timeoutSeconds", "1",
                "fieldSelector", "metadata.name=" + deployment.path().substring(last + 1));
        for (int looks = 0; looks < LOOKS; looks++) {
            KubeAnswer answer = send(KubeRequest.get(deployment.path(), Map.of()));
            if (answer instanceof KubeAnswer.Replied replied && replied.missing()) {
                return;
            }
            send(KubeRequest.get(all, aSecondOfIt));
        }
        throw new InstallException(
                deployment.title() + " does not end within a minute, so nodes and lease were left as they are:"
                        + " look at its pods, then say --remove again");
    }

    /** What the controller made itself. */
    private void removeLease(Chart chart, Progress progress) {
        String path = "/apis/coordination.k8s.io/v1/namespaces/" + chart.namespace() + "/leases/" + chart.lease();
        KubeAnswer answer = send(KubeRequest.delete(path, "{}"));
        if (answer instanceof KubeAnswer.Replied replied && replied.ok()) {
            progress.line("Lease " + chart.namespace() + "/" + chart.lease() + " removed");
        }
    }

    private boolean newer(Manifest definition) {
        KubeAnswer answer = send(KubeRequest.get(definition.path(), Map.of()));
        if (!(answer instanceof KubeAnswer.Replied replied) || !replied.ok()) {
            return false;
        }
        Optional<String> there =
                replied.object().fields("metadata").fields("annotations").text("crd.network.alibabacloud.com/version");
        return there.isPresent()
                && SemanticVersion.compare(there.get(), String.valueOf(definition.at(DEFINITION_VERSION))) > 0;
    }

    private KubeAnswer send(KubeRequest request) {
        try {
            return api.send(request).toCompletableFuture().get();
        } catch (ExecutionException broken) {
            throw new InstallException(request.path() + ": " + broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InstallException("interrupted at " + request.path());
        }
    }

    static String problem(KubeAnswer answer) {
        return answer instanceof KubeAnswer.Replied replied ? replied.problem() : ((KubeAnswer.Lost) answer).reason();
    }
}
