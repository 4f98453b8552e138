package dev.podnetwork.k8s.store;

import com.google.gson.stream.JsonReader;
import dev.podnetwork.api.EniId;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.model.RawPodEni;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One live list of all records, in pages of one moment. A record that nobody can read is reported and left out: it is not ours
 * to touch, and the others must not wait for it; the interfaces that it names are named. Use an instance once.
 */
final class RecordList {
    private static final String PAGE = "500";
    private static final int MOST_LOSSES = 8;

    private final KubeApi api;
    private final PodEniObjects objects;
    private final Consumer<Stored<Allocation>> seen;
    private final Function<Replied, Instant> clock;
    private final List<Stored<Allocation>> records = new ArrayList<>();
    private final List<EniId> held = new ArrayList<>();
    private final Consumer<UnreadableRecord> problems;
    private int losses;

    RecordList(
            KubeApi api,
            PodEniObjects objects,
            Function<Replied, Instant> clock,
            Consumer<Stored<Allocation>> seen,
            Consumer<UnreadableRecord> problems) {
        this.problems = problems;
        this.api = api;
        this.objects = objects;
        this.seen = seen;
        this.clock = clock;
    }

    CompletionStage<ListReply<Allocation>> read() {
        return page("");
    }

    private CompletionStage<ListReply<Allocation>> page(String token) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("limit", PAGE);
        if (!token.isEmpty()) {
            query.put("continue", token);
        }
        return api.send(KubeRequest.get(KubePaths.POD_ENIS, query)).thenCompose(answer -> take(token, answer));
    }

    private CompletionStage<ListReply<Allocation>> take(String token, KubeAnswer answer) {
        if (!(answer instanceof Replied replied)) {
            return lost(token, ((KubeAnswer.Lost) answer).reason());
        }
        if (!replied.ok()) {
            return unavailable(replied.problem());
        }
        try (JsonReader in = JsonTrees.reader(replied.body())) {
            String next = page(in);
            Instant time = clock.apply(replied);
            if (!next.isEmpty()) {
                return page(next);
            }
            records.sort(Comparator.comparing(Stored::key));
            return CompletableFuture.completedFuture(
                    new ListReply.Listed<>(List.copyOf(records), List.copyOf(held), time));
        } catch (IOException | IllegalStateException bad) {
            return unavailable("the list of records cannot be read: " + bad.getMessage());
        }
    }

    /** A page whose answer was lost is asked for again; the ones before it stay good. */
    private CompletionStage<ListReply<Allocation>> lost(String token, String reason) {
        return token.isEmpty() || ++losses > MOST_LOSSES ? unavailable(reason) : page(token);
    }

    private String page(JsonReader in) throws IOException {
        String next = "";
        in.beginObject();
        while (in.hasNext()) {
            switch (in.nextName()) {
                case "items" -> {
                    in.beginArray();
                    while (in.hasNext()) {
                        record(JsonTrees.readObject(in));
                    }
                    in.endArray();
                }
                case "metadata" -> {
                    Object token = JsonTrees.readObject(in).get("continue");
                    next = token == null ? "" : String.valueOf(token);
                }
                default -> in.skipValue();
            }
        }
        in.endObject();
        return next;
    }

    private void record(Map<String, @Nullable Object> object) {
        try {
            Stored<Allocation> stored = objects.decode(Plain.fields(object, Position.NOWHERE));
            seen.accept(stored);
            records.add(stored);
        } catch (RuntimeException unreadable) {
            Doc.Fields raw = Plain.fields(object, Position.NOWHERE);
            held.addAll(RawPodEni.enis(raw));
            problems.accept(UnreadableRecord.of(raw, unreadable));
        }
    }

    private static CompletionStage<ListReply<Allocation>> unavailable(String reason) {
        return CompletableFuture.completedFuture(new ListReply.Unavailable<>(reason));
    }
}
