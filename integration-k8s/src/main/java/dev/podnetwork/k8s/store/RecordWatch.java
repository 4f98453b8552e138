package dev.podnetwork.k8s.store;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.k8s.client.Item;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.Reflector;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows all records, keeping nothing of them but their keys, and says which were changed by others. */
final class RecordWatch implements Item.Sink<PodRef, Boolean>, AutoCloseable {
    private final EchoFilter echoes;
    private final Consumer<PodRef> news;
    private final Set<PodRef> keys = ConcurrentHashMap.newKeySet();
    private final Reflector<PodRef, Boolean> reflector;
    private @Nullable Set<PodRef> listed;

    RecordWatch(KubeApi api, Env env, EchoFilter echoes, Consumer<PodRef> news) {
        this.echoes = echoes;
        this.news = news;
        this.reflector = new Reflector<>(api, env, KubePaths.POD_ENIS, Map.of(), RecordWatch::read, this);
    }

    void start() {
        reflector.start();
    }

    boolean synced() {
        return reflector.synced();
    }

    private static Item<PodRef, Boolean> read(JsonReader in) throws IOException {
        String[] found = {"", "", ""};
        in.beginObject();
        while (in.hasNext()) {
            if (in.nextName().equals("metadata") && in.peek() == JsonToken.BEGIN_OBJECT) {
                in.beginObject();
                while (in.hasNext()) {
                    switch (in.nextName()) {
                        case "namespace" -> found[0] = in.nextString();
                        case "name" -> found[1] = in.nextString();
                        case "resourceVersion" -> found[2] = in.nextString();
                        default -> in.skipValue();
                    }
                }
                in.endObject();
            } else {
                in.skipValue();
            }
        }
        in.endObject();
        return new Item<>(PodRef.of(found[0], found[1]), found[2], Boolean.TRUE);
    }

    @Override
    public void listing() {
        listed = new HashSet<>();
    }

    @Override
    public void put(Item<PodRef, Boolean> item) {
        keys.add(item.key());
        Set<PodRef> now = listed;
        if (now != null) {
            now.add(item.key());
        }
        if (echoes.told(item.key(), item.resourceVersion())) {
            news.accept(item.key());
        }
    }

    @Override
    public void removed(Item<PodRef, Boolean> last) {
        gone(last.key());
    }

    private void gone(PodRef key) {
        keys.remove(key);
        if (echoes.toldGone(key)) {
            news.accept(key);
        }
    }

    @Override
    public void listed() {
        Set<PodRef> now = listed;
        listed = null;
        if (now != null) {
            for (PodRef key : Set.copyOf(keys)) {
                if (!now.contains(key)) {
                    gone(key);
                }
            }
        }
    }

    @Override
    public void close() {
        reflector.close();
    }
}
