package dev.podnetwork.k8s.client;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.podnetwork.k8s.client.Item.ItemReader;
import dev.podnetwork.k8s.client.Item.Sink;
import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one kind of object: lists it in pages, then watches it from there, resumes a watch that ends where it ended, and
 * lists again when the API server has forgotten that place (410). It knows how old what it told is: {@link #fresh} is false
 * before the first list, 10 s after the watch was lost, and when an open watch has been silent for longer than two bookmarks
 * take, which a half-open connection is.
 *
 * <p>Thread-safe; the sink is called from one thread at a time.
 *
 * @param <K> how objects are found
 * @param <T> what is kept of them
 */
public final class Reflector<K, T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long SILENCE = 130 * SECOND;
    private static final long GRACE = 10 * SECOND;
    private static final long LONGEST_PAUSE = 10 * SECOND;
    private static final String PAGE = "500";
    private static final int GONE = 410;
    private static final int TRIES_OF_A_PAGE = 8;

    private final KubeApi api;
    private final Env env;
    private final String path;
    private final Map<String, String> query;
    private final ItemReader<K, T> reader;
    private final Sink<K, T> sink;

    private volatile boolean synced;
    private volatile boolean connected;
    private volatile long lastHeard;
    private volatile boolean closed;
    private volatile @Nullable AutoCloseable stream;
    private String resumeAt = "";
    private int failures;

    /**
     * Follows what a path lists.
     *
     * @param query selectors, if any
     */
    public Reflector(
            KubeApi api, Env env, String path, Map<String, String> query, ItemReader<K, T> reader, Sink<K, T> sink) {
        this.api = api;
        this.env = env;
        this.path = path;
        this.query = Map.copyOf(query);
        this.reader = reader;
        this.sink = sink;
    }

    /** Begins; call once. */
    public void start() {
        lastHeard = env.ticks();
        list();
        env.schedule(GRACE, this::guard);
    }

    /** Whether a list was ever complete. */
    public boolean synced() {
        return synced;
    }

    /** Whether what was told is as new as a watch can make it. */
    public boolean fresh() {
        return synced && env.ticks() - lastHeard < (connected ? SILENCE : GRACE);
    }

    /** An open watch that says nothing for too long is given up; a new one begins where it ended. */
    private void guard() {
        if (closed) {
            return;
        }
        if (connected && env.ticks() - lastHeard >= SILENCE) {
            LOG.warn("the watch of {} has been silent for {} s and is given up", path, SILENCE / SECOND);
            end();
        }
        env.schedule(GRACE, this::guard);
    }

    private void end() {
        AutoCloseable open = stream;
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.warn("cannot end the watch of {}", path, e);
            }
        }
    }

    private void list() {
        if (!closed) {
            sink.listing();
            page("");
        }
    }

    private void page(String next) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put("limit", PAGE);
        if (!next.isEmpty()) {
            all.put("continue", next);
        }
        CompletionStage<Void> done =
                api.send(KubeRequest.get(path, all)).thenAccept(answer -> whole(() -> page(next, answer), this::list));
        done.exceptionally(e -> {
            LOG.error("the list of {} cannot be taken", path, e);
            return null;
        });
    }

    /** Whatever is wrong with an answer, the list or the watch begins again. */
    private void whole(Step step, Runnable again) {
        try {
            step.run();
        } catch (IOException | RuntimeException bad) {
            LOG.warn("{} cannot be read: {}", path, bad.toString());
            later(again);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void page(String token, KubeAnswer answer) throws IOException {
        if (!(answer instanceof Replied replied) || !replied.ok()) {
            notListed(token, answer);
            return;
        }
        ListPage page = ListPage.read(JsonTrees.reader(replied.body()), reader, sink);
        if (!page.next().isEmpty()) {
            failures = 0;
            page(page.next());
            return;
        }
        sink.listed();
        resumeAt = page.resourceVersion();
        lastHeard = env.ticks();
        synced = true;
        watch();
    }

    /** One page that is late does not make the pages before it worthless; one whose token has expired does. */
    private void notListed(String token, KubeAnswer answer) {
        String why = answer instanceof Replied refused ? refused.problem() : ((KubeAnswer.Lost) answer).reason();
        LOG.warn("{} cannot be listed: {}", path, why);
        boolean expired = answer instanceof Replied refused && refused.code() == GONE;
        boolean again = !token.isEmpty() && !expired && failures < TRIES_OF_A_PAGE;
        later(again ? () -> page(token) : this::list);
    }

    private void watch() {
        if (resumeAt.isEmpty()) {
            list();
            return;
        }
        if (closed) {
            return;
        }
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put("watch", "true");
        all.put("allowWatchBookmarks", "true");
        all.put("resourceVersion", resumeAt);
        all.put("timeoutSeconds", String.valueOf(300 + Long.remainderUnsigned(env.nextLong(), 300)));
        stream = api.stream(KubeRequest.get(path, all), new KubeApi.StreamListener() {
            @Override
            public void read(Reader text) throws IOException {
                connected = true;
                lastHeard = env.ticks();
                failures = 0;
                follow(text);
            }

            @Override
            public void ended(@Nullable Replied refused, String reason) {
                lost(refused, reason);
            }
        });
    }

    private void lost(@Nullable Replied refused, String reason) {
        if (connected) {
            connected = false;
            if (env.ticks() - lastHeard < SILENCE) {
                // Pings answered until a moment ago, however quiet the watch was.
                lastHeard = env.ticks();
            }
        }
        if (refused != null && refused.code() == GONE) {
            list();
            return;
        }
        LOG.debug("the watch of {} ended: {}", path, reason);
        later(this::watch);
    }

    private void later(Runnable again) {
        long pause = Math.min((SECOND / 10) << Math.min(failures, 7), LONGEST_PAUSE);
        failures++;
        env.schedule(pause / 2 + Long.remainderUnsigned(env.nextLong(), pause / 2), again);
    }

    private void follow(Reader text) throws IOException {
        try (JsonReader in = new JsonReader(text)) {
            in.setStrictness(Strictness.LENIENT);
            while (!closed && in.peek() != JsonToken.END_DOCUMENT) {
                if (!event(in)) {
                    return;
                }
                lastHeard = env.ticks();
            }
        } catch (IllegalStateException | JsonParseException | NumberFormatException bad) {
            throw new IOException("the watch of " + path + " cannot be read", bad);
        }
    }

    /** One event; false when the watch cannot go on. */
    private boolean event(JsonReader in) throws IOException {
        String type = "";
        boolean goesOn = true;
        in.beginObject();
        while (in.hasNext()) {
            if (in.nextName().equals("type")) {
                type = in.nextString();
            } else {
                goesOn = object(type, in);
            }
        }
        in.endObject();
        return goesOn;
    }

    private boolean object(String type, JsonReader in) throws IOException {
        switch (type) {
            case "ADDED", "MODIFIED" -> {
                Item<K, T> item = reader.read(in);
                sink.put(item);
                resumeAt = item.resourceVersion();
            }
            case "DELETED" -> {
                Item<K, T> item = reader.read(in);
                sink.removed(item);
                resumeAt = item.resourceVersion();
            }
            case "BOOKMARK" -> resumeAt = version(JsonTrees.readObject(in));
            default -> {
                Map<String, @Nullable Object> status = JsonTrees.readObject(in);
                LOG.debug("the watch of {} says {} {}", path, type, status);
                if (Long.valueOf(GONE).equals(status.get("code"))) {
                    resumeAt = "";
                }
                return false;
            }
        }
        return true;
    }

    private static String version(Map<String, @Nullable Object> bookmark) {
        return bookmark.get("metadata") instanceof Map<?, ?> meta ? String.valueOf(meta.get("resourceVersion")) : "";
    }

    /** Ends the watch; nothing more is told soon after. Idempotent. */
    @Override
    public void close() {
        closed = true;
        end();
    }
}
