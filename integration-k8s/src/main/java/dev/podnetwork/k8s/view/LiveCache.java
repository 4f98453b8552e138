package dev.podnetwork.k8s.view;

import dev.podnetwork.k8s.client.Item;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a reflector told last, by key. Read from any thread; told from one at a time.
 *
 * @param <K> the key
 * @param <T> a value with {@code equals}: an object that changed in nothing we keep is no change
 */
final class LiveCache<K, T> implements Item.Sink<K, T> {
    private final Map<K, T> items = new ConcurrentHashMap<>();
    private final Consumer<K> changed;
    private @Nullable Set<K> listed;

    LiveCache(Consumer<K> changed) {
        this.changed = changed;
    }

    @Nullable
    T get(K key) {
        return items.get(key);
    }

    Collection<T> values() {
        return Collections.unmodifiableCollection(items.values());
    }

    Set<K> keys() {
        return Collections.unmodifiableSet(items.keySet());
    }

    @Override
    public void listing() {
        listed = new HashSet<>();
    }

    @Override
    public void put(Item<K, T> item) {
        if (listed != null) {
            listed.add(item.key());
        }
        T before = items.put(item.key(), item.value());
        if (!item.value().equals(before)) {
            changed.accept(item.key());
        }
    }

    @Override
    public void removed(Item<K, T> last) {
        if (items.remove(last.key()) != null) {
            changed.accept(last.key());
        }
    }

    @Override
    public void listed() {
        Set<K> seen = listed;
        listed = null;
        if (seen != null) {
            for (K key : Set.copyOf(items.keySet())) {
                if (!seen.contains(key) && items.remove(key) != null) {
                    changed.accept(key);
                }
            }
        }
    }
}
