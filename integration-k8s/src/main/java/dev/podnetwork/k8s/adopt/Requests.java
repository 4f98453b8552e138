package dev.podnetwork.k8s.adopt;

import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Requests one after the other, for commands. Blocks; thread-safe. */
final class Requests {
    private static final int NOT_FOUND = 404;
    private static final int EXPIRED = 410;
    private static final String PAGE = "500";

    private final KubeApi api;

    Requests(KubeApi api) {
        this.api = api;
    }

    /** Hands on every object of a list; a kind that the API server does not know has none. */
    void each(String path, Consumer<Doc.Fields> sink) {
        String token = "";
        do {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("limit", PAGE);
            if (!token.isEmpty()) {
                query.put("continue", token);
            }
            Replied page = replied(KubeRequest.get(path, query));
            if (page.code() == NOT_FOUND && token.isEmpty()) {
                return;
            } else if (page.code() == EXPIRED) {
                throw new MigrationException(path + " changed too much while it was listed: call again");
            }
            Doc.Fields list = good(path, page).object();
            list.objects("items").forEach(sink);
            token = list.fields("metadata").text("continue").orElse("");
        } while (!token.isEmpty());
    }

    /** An object; empty when there is none. */
    Optional<Doc.Fields> find(String path) {
        Replied answer = replied(KubeRequest.get(path, Map.of()));
        return answer.code() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(good(path, answer).object());
    }

    /** The answer, whatever it is. */
    Replied replied(KubeRequest request) {
        KubeAnswer answer = send(request);
        if (answer instanceof Replied replied) {
            return replied;
        }
        throw new MigrationException(request.path() + ": " + ((KubeAnswer.Lost) answer).reason() + "; call again");
    }

    private static Replied good(String path, Replied answer) {
        if (answer.ok()) {
            return answer;
        }
        throw new MigrationException(path + " cannot be read: " + answer.problem());
    }

    private KubeAnswer send(KubeRequest request) {
        try {
            return api.send(request).toCompletableFuture().get();
        } catch (ExecutionException broken) {
            throw new MigrationException(request.path() + ": " + broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted at " + request.path() + ": call again");
        }
    }
}
