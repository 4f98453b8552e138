package dev.podnetwork.k8s.adopt;

import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the two control planes, as far as the other has to know of it: whether it runs, and its webhooks (spec: control-plane
 * §2.1, §10.3, §12). Blocks.
 */
public final class ControlPlane {
    /** The kinds of its webhook configurations. */
    private static final List<String> WEBHOOKS =
            List.of("validatingwebhookconfigurations", "mutatingwebhookconfigurations");

    private static final String ADMISSION = "/apis/admissionregistration.k8s.io/v1/";
    /** What the API server adds to an object, and refuses or ignores in a new one. */
    private static final List<String> SERVERS =
            List.of("resourceVersion", "uid", "creationTimestamp", "generation", "selfLink", "managedFields");

    private final Requests requests;
    private final String namespace;
    private final String name;

    /** The control plane whose Deployment and webhook configurations have this name. */
    public ControlPlane(KubeApi api, String namespace, String name) {
        this.requests = new Requests(api);
        this.namespace = namespace;
        this.name = name;
    }

    /** Why it counts as running: its Deployment has replicas; empty when it has none or is not there. */
    public Optional<String> running() {
        Optional<Doc.Fields> found = requests.find(deployment());
        long wanted = found.map(each -> each.fields("spec").whole("replicas").orElse(1L))
                .orElse(0L);
        long there = found.map(each -> each.fields("status").whole("replicas").orElse(0L))
                .orElse(0L);
        return Math.max(wanted, there) == 0
                ? Optional.empty()
                : Optional.of("Deployment " + namespace + "/" + name + " has " + Math.max(wanted, there)
                        + " replicas: kubectl -n " + namespace + " scale deployment " + name
                        + " --replicas=0, and call again when its pods are gone");
    }

    private String deployment() {
        return "/apis/apps/v1/namespaces/" + KubePaths.checked(namespace) + "/deployments/" + KubePaths.checked(name);
    }

    /**
     * Who leads, whatever runs it: the holder of the lease, if it has not run out by the API server's clock.
     *
     * @param lease its name
     */
    public Optional<String> leads(String lease) {
        Replied answer = requests.replied(
                KubeRequest.get(KubePaths.leases(namespace) + "/" + KubePaths.checked(lease), Map.of()));
        if (answer.missing()) {
            return Optional.empty();
        } else if (!answer.ok()) {
            throw new MigrationException("Lease " + namespace + "/" + lease + " cannot be read: " + answer.problem());
        }
        Doc.Fields spec = answer.object().fields("spec");
        String holder = spec.text("holderIdentity").orElse("");
        Instant until = instant(spec.text("renewTime").orElse(""))
                .plusSeconds(spec.whole("leaseDurationSeconds").orElse(0L));
        return holder.isEmpty() || until.isBefore(answer.serverTime())
                ? Optional.empty()
                : Optional.of("Lease " + namespace + "/" + lease + " is held by " + holder + " until " + until
                        + ": stop it, and call again then");
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }

    /** The plurals of the kinds of its webhook configurations, in the order in which they are deleted. */
    public static List<String> webhookKinds() {
        return WEBHOOKS;
    }

    /** Its webhook configurations by plural of their kind, ready to be applied again; those that are there. */
    public Map<String, Map<String, @Nullable Object>> webhooks() {
        Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();
        for (String kind : WEBHOOKS) {
            Replied answer = requests.replied(KubeRequest.get(webhook(kind), Map.of()));
            if (answer.ok()) {
                all.put(kind, bare(JsonTrees.map(answer.body())));
            } else if (!answer.missing()) {
                throw new MigrationException(kind + "/" + name + " cannot be read: " + answer.problem());
            }
        }
        return all;
    }

    private static Map<String, @Nullable Object> bare(Map<String, @Nullable Object> object) {
        if (object.get("metadata") instanceof Map<?, ?> metadata) {
            SERVERS.forEach(metadata::remove);
        }
        return object;
    }

    private String webhook(String kind) {
        return ADMISSION + kind + "/" + KubePaths.checked(name);
    }

    /** Deletes a webhook configuration; one that is not there is fine. */
    public void deleteWebhook(String kind) {
        Replied answer = requests.replied(KubeRequest.delete(webhook(kind), "{}"));
        if (!answer.ok() && !answer.missing()) {
            throw new MigrationException(kind + "/" + name + " was not deleted: " + answer.problem());
        }
    }

    /** Creates a webhook configuration from a backup; one that is there stays as it is. Says whether it was created. */
    public boolean restoreWebhook(String kind, Map<String, @Nullable Object> object) {
        Replied answer = requests.replied(KubeRequest.post(ADMISSION + kind, Json.write(object)));
        if (!answer.ok() && answer.code() != 409) {
            throw new MigrationException(kind + "/" + name + " was not restored: " + answer.problem());
        }
        return answer.ok();
    }
}
