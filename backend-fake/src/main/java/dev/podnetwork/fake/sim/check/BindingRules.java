package dev.podnetwork.fake.sim.check;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.api.allocation.Binding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whoever is told a binding is told one that was committed, to the letter. */
final class BindingRules {
    private static final int REMEMBERED = 8;

    private final Scene scene;
    private final Map<PodRef, Deque<Binding>> committed = new HashMap<>();

    BindingRules(Scene scene) {
        this.scene = scene;
    }

    void changed(PodRef key, @Nullable Allocation after) {
        if (after == null || after.phase() != AllocationPhase.BOUND) {
            return;
        }
        Deque<Binding> all = committed.computeIfAbsent(key, each -> new ArrayDeque<>());
        Binding binding = Binding.of(after);
        if (!binding.equals(all.peekLast())) {
            all.addLast(binding);
        }
        if (all.size() > REMEMBERED) {
            all.removeFirst();
        }
    }

    void answered(Binding binding) {
        Deque<Binding> all = committed.get(binding.pod());
        if (all == null || !all.contains(binding)) {
            scene.fail(
                    "a binding is told only after it is committed",
                    binding.pod(),
                    binding + " was told; committed were " + all);
        }
    }
}
