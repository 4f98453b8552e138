package dev.podnetwork.k8s.controller;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.spi.Env;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events ({@code events.k8s.io/v1}). The name of an event follows from what it says: what is said again is the same event, in a series
 * with a count and the last time, which {@code kubectl describe} shows. Events are for people: what was the last word less than half a minute
 * ago is not said again, few are under way at once, so that they do not stand in the way of bindings, the others wait; what does not fit the line is
 * dropped and counted. Thread-safe.
 */
final class EventWriter {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST_UNDER_WAY = 8;
    private static final int MOST_WAITING = 20_000;
    private static final int LONGEST_NOTE = 1000;
    private static final int LONGEST_NAME = 200;
    private static final int CONFLICT = 409;
    private static final long QUIET = 30_000_000_000L;
    private static final int REMEMBERED = 10_000;

    private final KubeApi api;
    private final Env env;
    private final String controller;
    private final String instance;
    private final BooleanSupplier leads;
    private final Executor serial;
    private final Deque<Said> line = new ArrayDeque<>();
    private final Cache<Subject, Last> last =
            CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<String, Long> counts =
            CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();
    private int underWay;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    EventWriter(KubeApi api, Env env, String controller, String instance, BooleanSupplier leads) {
        this.api = api;
        this.env = env;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.controller = controller;
        this.instance = instance.length() > 128 ? instance.substring(0, 128) : instance;
        this.leads = leads;
    }

    /**
     * What to say.
     *
     * @param warning whether it is a warning
     * @param reason one word
     * @param action one word
     * @param note one sentence
     * @param once whether it is true for as long as its object lives, so that a process that says it again says nothing new
     */
    record Words(boolean warning, String reason, String action, String note, boolean once) {
        /** What may come, go and come back. */
        Words(boolean warning, String reason, String action, String note) {
            this(warning, reason, action, note, false);
        }
    }

    /** What was said last about something. */
    private record Last(String path, long at) {}

    /** Something that was said, and when. */
    private record Said(Subject about, Words words, Instant at) {
        /** Events about objects of the cluster live in the namespace default. */
        String namespace() {
            return about.namespace().isEmpty() ? "default" : about.namespace();
        }

        String path() {
            return KubePaths.events(namespace()) + "/" + name(about, words);
        }
    }

    void write(Subject about, Words words) {
        if (leads.getAsBoolean()) {
            Said said = new Said(about, words, env.now());
            serial.execute(() -> queue(said));
        }
    }

    private void queue(Said said) {
        Last before = last.getIfPresent(said.about());
        if (before != null && before.path().equals(said.path()) && env.ticks() - before.at() < QUIET) {
            return;
        }
        if (line.size() >= MOST_WAITING) {
            dropped.incrementAndGet();
            return;
        }
        last.put(said.about(), new Last(said.path(), env.ticks()));
        line.add(said);
        next();
    }

    private void next() {
        while (underWay < MOST_UNDER_WAY && !line.isEmpty()) {
            underWay++;
            send(line.remove());
        }
    }

    private void send(Said said) {
        Long count = counts.getIfPresent(said.path());
        CompletionStage<KubeAnswer> sent = count == null ? create(said) : again(said, count + 1);
        CompletionStage<Void> unused = sent.thenAccept(answer -> {
            if (answer instanceof KubeAnswer.Replied replied && replied.ok()) {
                written.incrementAndGet();
            } else if (!(answer instanceof KubeAnswer.Replied known && known.code() == CONFLICT)) {
                dropped.incrementAndGet();
                LOG.debug("the event {} was not written: {}", said, answer);
            }
            serial.execute(() -> {
                underWay--;
                next();
            });
        });
    }

    /** The first of its kind, or, when another process said it before, the next. */
    private CompletionStage<KubeAnswer> create(Said said) {
        KubeRequest request = KubeRequest.post(KubePaths.events(said.namespace()), json(said));
        return api.send(request).thenCompose(answer -> {
            boolean there = answer instanceof KubeAnswer.Replied replied && replied.code() == CONFLICT;
            if (!there || said.words().once()) {
                counts.put(said.path(), 1L);
                return CompletableFuture.completedFuture(answer);
            }
            return api.send(KubeRequest.get(said.path(), Map.of())).thenCompose(stored -> {
                long before = stored instanceof KubeAnswer.Replied found && found.ok()
                        ? found.object().fields("series").whole("count").orElse(1L)
                        : 1;
                return again(said, before + 1);
            });
        });
    }

    /** One that the API server has forgotten meanwhile, after an hour, begins anew. */
    private CompletionStage<KubeAnswer> again(Said said, long count) {
        String series =
                Json.write(Map.of("series", Map.of("count", count, "lastObservedTime", MICROS.format(said.at()))));
        return api.send(KubeRequest.mergePatch(said.path(), series)).thenCompose(answer -> {
            if (answer instanceof KubeAnswer.Replied replied && replied.missing()) {
                counts.invalidate(said.path());
                return api.send(KubeRequest.post(KubePaths.events(said.namespace()), json(said)));
            }
            counts.put(said.path(), count);
            return CompletableFuture.completedFuture(answer);
        });
    }

    long written() {
        return written.get();
    }

    long dropped() {
        return dropped.get();
    }

    private String json(Said said) {
        Subject about = said.about();
        Words words = said.words();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name(about, words));
        metadata.put("namespace", said.namespace());
        Map<String, Object> regarding = new LinkedHashMap<>();
        regarding.put("apiVersion", about.apiVersion());
        regarding.put("kind", about.kind());
        regarding.put("name", about.name());
        if (!about.namespace().isEmpty()) {
            regarding.put("namespace", about.namespace());
        }
        // The kubelet, and with it kubectl describe node, uses the node's name as its uid.
        regarding.put("uid", about.kind().equals("Node") ? about.name() : about.uid());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("apiVersion", "events.k8s.io/v1");
        event.put("kind", "Event");
        event.put("metadata", metadata);
        event.put("eventTime", MICROS.format(said.at()));
        event.put("type", words.warning() ? "Warning" : "Normal");
        event.put("reason", words.reason());
        event.put("action", words.action());
        event.put("note", shortened(words.note()));
        event.put("regarding", regarding);
        event.put("reportingController", controller);
        event.put("reportingInstance", instance);
        return Json.write(event);
    }

    private static String name(Subject about, Words words) {
        String said = about.uid() + " " + words.reason() + " " + words.note();
        String hash = Hashing.sha256()
                .hashString(said, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 16);
        String name = about.name();
        return (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name) + "." + hash;
    }

    private static String shortened(String note) {
        return note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE - 3) + "..." : note;
    }
}
