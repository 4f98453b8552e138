package dev.podnetwork.k8s.webhook.tls;

import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells the API server whom to trust: {@code caBundle} in both webhook configurations of our name, and nothing else in them. */
final class CaBundles {
    private static final String BASE = "/apis/admissionregistration.k8s.io/v1/";
    private static final List<String> KINDS =
            List.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations");

    private final KubeApi api;
    private final String name;

    CaBundles(KubeApi api, String name) {
        this.api = api;
        this.name = KubePaths.checked(name);
    }

    /**
     * What became of it.
     *
     * @param problem what went wrong, if anything
     * @param absent whether a configuration is not there: it needs nothing yet
     */
    record Outcome(Optional<String> problem, boolean absent) {
        static final Outcome DONE = new Outcome(Optional.empty(), false);
    }

    /** Makes both trust that bundle (base64 of PEM). */
    CompletionStage<Outcome> trust(String bundle) {
        CompletionStage<Outcome> sofar = CompletableFuture.completedFuture(Outcome.DONE);
        for (String kind : KINDS) {
            sofar = sofar.thenCompose(before -> trust(BASE + kind + "/" + name, bundle)
                    .thenApply(now -> new Outcome(before.problem().or(now::problem), before.absent() || now.absent())));
        }
        return sofar;
    }

    private CompletionStage<Outcome> trust(String path, String bundle) {
        return api.send(KubeRequest.get(path, Map.of())).thenCompose(answer -> patch(path, answer, bundle));
    }

    private CompletionStage<Outcome> patch(String path, KubeAnswer answer, String bundle) {
        if (answer instanceof KubeAnswer.Replied replied && replied.missing()) {
            return CompletableFuture.completedFuture(new Outcome(Optional.empty(), true));
        }
        Optional<String> problem = problem(path, answer);
        if (problem.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome(problem, false));
        }
        List<Map<String, Object>> operations =
                operations(((KubeAnswer.Replied) answer).object().objects("webhooks"), bundle);
        if (operations.isEmpty()) {
            return CompletableFuture.completedFuture(Outcome.DONE);
        }
        byte[] body = Json.write(operations).getBytes(StandardCharsets.UTF_8);
        return api.send(new KubeRequest("PATCH", path, Map.of(), "application/json-patch+json", body))
                .thenApply(written -> new Outcome(problem(path, written), false));
    }

    private static List<Map<String, Object>> operations(List<Doc.Fields> webhooks, String bundle) {
        List<Map<String, Object>> operations = new ArrayList<>();
        for (int i = 0; i < webhooks.size(); i++) {
            Doc.Fields webhook = webhooks.get(i);
            if (!webhook.fields("clientConfig").text("caBundle").orElse("").equals(bundle)) {
                // Somebody may have put another webhook in this place meanwhile.
                operations.add(operation(
                        "test", "/webhooks/" + i + "/name", webhook.text("name").orElse("")));
                operations.add(operation("add", "/webhooks/" + i + "/clientConfig/caBundle", bundle));
            }
        }
        return operations;
    }

    private static Map<String, Object> operation(String op, String path, String value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", op);
        operation.put("path", path);
        operation.put("value", value);
        return operation;
    }

    private static Optional<String> problem(String path, KubeAnswer answer) {
        if (answer instanceof KubeAnswer.Replied replied) {
            return replied.ok() ? Optional.empty() : Optional.of(path + ": " + replied.problem());
        }
        return Optional.of(path + ": " + ((KubeAnswer.Lost) answer).reason());
    }
}
