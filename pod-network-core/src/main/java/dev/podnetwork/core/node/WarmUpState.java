package dev.podnetwork.core.node;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.core.plan.NodeReading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Once in a node's life: counts what the cloud gave, used or not (spec: node-ipam §2.10). */
final class WarmUpState {
    private final NodeCore node;
    private int obtained;
    private boolean done;

    WarmUpState(NodeCore node) {
        this.node = node;
    }

    void recover(@Nullable Instant completedAt) {
        done = completedAt != null || node.spec.policy().warmUp() == 0;
    }

    void obtained(int addresses) {
        obtained += addresses;
        if (!done && obtained >= node.spec.policy().warmUp()) {
            done = true;
            node.write(List.of(new JournalEntry.WarmedUp(node.fleet.env.now())), () -> {});
        }
    }

    NodeReading.WarmUp reading() {
        return done ? NodeReading.WarmUp.DONE : new NodeReading.WarmUp(false, obtained);
    }
}
