package dev.podnetwork.fake.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Interfaces in the order of their creation, which is the order of every listing. Forgotten ones are swept out lazily. */
final class CreationOrder {
    private @Nullable Eni[] enis = new @Nullable Eni[16];
    private int size;
    private int dead;

    void add(Eni eni) {
        if (size == enis.length) {
            enis = Arrays.copyOf(enis, size * 2);
        }
        enis[size++] = eni;
    }

    /** One of them has been marked forgotten. */
    void oneForgotten() {
        dead++;
        if (dead > 64 && dead > size / 2) {
            sweep();
        }
    }

    /** The index of the first one created after that number. */
    int after(long number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Eni eni = enis[middle];
            if (eni != null && eni.number <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first one at or after that index that is not forgotten, else null. */
    @Nullable
    Eni firstFrom(int index) {
        for (int i = index; i < size; i++) {
            Eni eni = enis[i];
            if (eni != null && !eni.forgotten) {
                return eni;
            }
        }
        return null;
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Eni eni = enis[i];
            if (eni != null && !eni.forgotten) {
                enis[kept++] = eni;
            }
        }
        Arrays.fill(enis, kept, size, null);
        size = kept;
        dead = 0;
    }
}
