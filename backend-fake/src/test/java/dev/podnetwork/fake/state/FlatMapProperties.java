package dev.podnetwork.fake.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FlatMapProperties {
    /** A key whose hash code says little: many share one, and all that differ do so in one byte. */
    record Key(int number) {
        @Override
        public int hashCode() {
            return number / 3 << 16;
        }
    }

    /** Three in ten remove, the others put: keys come, are replaced, go and come again, and the arrays grow and are closed up. */
    @Property(tries = 300)
    void itHoldsWhatALinkedHashMapHoldsInTheSameOrder(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 999) Integer> story) {
        Map<Key, Integer> flat = new FlatMap<>();
        Map<Key, Integer> model = new LinkedHashMap<>();
        for (int i = 0; i < story.size(); i++) {
            Key key = new Key(story.get(i) / 10);
            if (story.get(i) % 10 < 3) {
                assertThat(flat.remove(key)).isEqualTo(model.remove(key));
            } else {
                assertThat(flat.put(key, i)).isEqualTo(model.put(key, i));
            }
            assertThat(flat).hasSize(model.size());
        }
        assertSame(flat, model);
    }

    private static void assertSame(Map<Key, Integer> flat, Map<Key, Integer> model) {
        assertThat(new ArrayList<>(flat.entrySet())).isEqualTo(new ArrayList<>(model.entrySet()));
        assertThat(flat).isEqualTo(model);
        for (int i = 0; i < 100; i++) {
            assertThat(flat.get(new Key(i))).isEqualTo(model.get(new Key(i)));
            assertThat(flat.containsKey(new Key(i))).isEqualTo(model.containsKey(new Key(i)));
        }
    }

    @Property(tries = 100)
    void anIteratorRemovesWhatItGaveLast(@ForAll @IntRange(min = 1, max = 200) int size, @ForAll int which) {
        Map<Key, Integer> flat = filled(size);
        Map<Key, Integer> model = new LinkedHashMap<>(flat);
        flat.values().removeIf(each -> (each * 31 + which) % 3 == 0);
        model.values().removeIf(each -> (each * 31 + which) % 3 == 0);
        assertSame(flat, model);
        flat.put(new Key(1_000), 1_000);
        model.put(new Key(1_000), 1_000);
        assertSame(flat, model);
    }

    private static Map<Key, Integer> filled(int size) {
        Map<Key, Integer> flat = new FlatMap<>();
        for (int i = 0; i < size; i++) {
            flat.put(new Key(i), i);
        }
        return flat;
    }

    @Example
    void oneThatIsClearedIsEmptyAndCanBeFilledAgain() {
        Map<Key, Integer> flat = filled(100);
        flat.clear();
        assertThat(flat).isEmpty();
        assertThat(flat.get(new Key(1))).isNull();
        flat.put(new Key(1), 7);
        assertThat(flat).containsExactly(Map.entry(new Key(1), 7));
    }

    @Example
    void anIteratorThatMissedAChangeSaysSo() {
        Map<Key, Integer> flat = filled(10);
        Iterator<Key> keys = flat.keySet().iterator();
        keys.next();
        flat.put(new Key(3), 4);
        assertThat(keys.next()).as("another value is no change of the order").isEqualTo(new Key(1));
        flat.put(new Key(10), 10);
        assertThatThrownBy(keys::next).isInstanceOf(ConcurrentModificationException.class);
    }

    @Example
    void nothingIsNoKeyAndNoValue() {
        Map<Key, Integer> flat = filled(1);
        assertThatThrownBy(() -> flat.get(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> flat.put(new Key(2), null)).isInstanceOf(NullPointerException.class);
        assertThat(flat).hasSize(1);
    }
}
