package dev.podnetwork.fake.sim;

import dev.podnetwork.spi.Env;
import org.jspecify.annotations.Nullable;

/** One thing that is to happen: the only object that an event costs. */
final class SimEvent implements Env.Timer {
    private final SimWorld world;
    final @Nullable SimProcess owner;

    /** What to run; null once it has run or was cancelled. */
    @Nullable
    Runnable task;

    SimEvent(SimWorld world, @Nullable SimProcess owner, Runnable task) {
        this.world = world;
        this.owner = owner;
        this.task = task;
    }

    @Override
    public void cancel() {
        if (task != null) {
            task = null;
            world.forgotten();
        }
    }

    /** Whether running it would do nothing. */
    boolean idle() {
        return task == null || (owner != null && !owner.alive());
    }
}
