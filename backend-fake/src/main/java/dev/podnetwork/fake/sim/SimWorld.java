package dev.podnetwork.fake.sim;

import dev.podnetwork.fake.CloudClock;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The world: one virtual clock, one event queue ordered by (time, order of arrival), one seed. Everything that happens is
 * an event; after each of them the {@linkplain #afterEvent hooks} run. The same seed and the same program give the same
 * events, on every JVM.
 *
 * <p>As a {@code CloudClock} it shows the cloud's time. Not thread-safe: everything in a world runs on the thread that runs the world.
 */
public final class SimWorld implements CloudClock {
    /** The store's clock at time zero. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final long CLOUD_AHEAD_NANOS = 700_000_000L;
    private static final int COMPACT_FROM = 4096;

    private final long seed;
    private final SimRandom random;
    private final EventQueue queue = new EventQueue();
    private final List<Runnable> hooks = new ArrayList<>();
    private long nanos;
    private long events;
    private long maxEvents = Long.MAX_VALUE;
    private long lastActivity;
    private int forgotten;
    private int processes;

    /** A world in which nothing happens yet. */
    public SimWorld(long seed) {
        this.seed = seed;
        this.random = new SimRandom(SimRandom.mix(seed));
    }

    /** The seed, to replay it. */
    public long seed() {
        return seed;
    }

    /** Nanoseconds since the world began. */
    public long nanos() {
        return nanos;
    }

    /** The store's clock. Durable times are this clock's. */
    public Instant storeTime() {
        return START.plusNanos(nanos);
    }

    /** The cloud's clock, which is a little ahead of the store's. */
    @Override
    public Instant now() {
        return START.plusNanos(nanos + CLOUD_AHEAD_NANOS);
    }

    /** A stream of random numbers for one part of the world; each call gives another. */
    public SimRandom newRandom() {
        return random.split();
    }

    /** Starts a process. A crashed process never comes back: start another one. */
    public SimProcess start(String name) {
        return new SimProcess(this, name, ++processes, random.split());
    }

    /** Lets something happen that belongs to no process, so that no crash undoes it. */
    @Override
    public void schedule(long delayNanos, Runnable task) {
        add(delayNanos, new SimEvent(this, null, task));
    }

    /** As {@link #schedule}, and can be cancelled. */
    public Env.Timer timer(long delayNanos, Runnable task) {
        SimEvent event = new SimEvent(this, null, task);
        add(delayNanos, event);
        return event;
    }

    void add(long delayNanos, SimEvent event) {
        queue.add(nanos, delayNanos <= 0 ? nanos : nanos + delayNanos, event);
    }

    void forgotten() {
        if (++forgotten > COMPACT_FROM && forgotten > queue.size() / 2) {
            queue.compact();
            forgotten = 0;
        }
    }

    /** Runs this after every event, hooks in the order they were given. What it throws ends the run. */
    public void afterEvent(Runnable hook) {
        hooks.add(hook);
    }

    /** Stops the run with an error once more than this many events have happened: a loop that never ends is a bug. */
    public void limitEvents(long max) {
        maxEvents = max;
    }

    /** How many events have happened. */
    public long events() {
        return events;
    }

    /** How many events are still to happen; cancelled ones may be among them. */
    public int pending() {
        return queue.size();
    }

    /** Says that something moved, for {@link #runUntilQuiet}. Stores and clusters say so; so may a test. */
    public void active() {
        lastActivity = nanos;
    }

    /** Lets the next event happen. False when there was none. */
    public boolean step() {
        return step(Long.MAX_VALUE);
    }

    private boolean step(long until) {
        while (true) {
            long time = queue.nextTime(nanos);
            if (time > until || time == Long.MAX_VALUE) {
                return false;
            }
            SimEvent event = queue.take(nanos);
            if (event == null) {
                return false;
            }
            if (event.idle()) {
                forgotten = Math.max(0, forgotten - 1);
                continue;
            }
            nanos = Math.max(nanos, time);
            happen(event);
            return true;
        }
    }

    private void happen(SimEvent event) {
        SimProcess owner = event.owner;
        if (owner != null && owner.defers(event)) {
            return;
        }
        Runnable task = event.task;
        event.task = null;
        if (task != null) {
            task.run();
        }
        count();
        for (int i = 0; i < hooks.size(); i++) {
            hooks.get(i).run();
        }
    }

    private void count() {
        if (++events > maxEvents) {
            throw new IllegalStateException("more than " + maxEvents + " events by " + Duration.ofNanos(nanos)
                    + " of seed " + seed + ": something goes round in circles, or the limit is too low");
        }
    }

    /** Runs until this time, which the clock then shows. */
    public void run(long untilNanos) {
        while (step(untilNanos)) {
            continue;
        }
        nanos = Math.max(nanos, untilNanos);
    }

    /** Runs for this long. */
    public void runFor(Duration time) {
        run(nanos + time.toNanos());
    }

    /** Runs until {@code done}, asked after every event, or for at most {@code limit}; says whether it is done. */
    public boolean runUntil(BooleanSupplier done, Duration limit) {
        long until = nanos + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (!step(until)) {
                nanos = Math.max(nanos, until);
                return done.getAsBoolean();
            }
        }
        return true;
    }

    /**
     * Runs until nothing {@linkplain #active moved} for {@code quiet}, or nothing is left to happen; at most for
     * {@code limit}. Says whether it became quiet. Timers that only look again do not count as movement.
     */
    public boolean runUntilQuiet(Duration quiet, Duration limit) {
        long until = nanos + limit.toNanos();
        while (nanos - lastActivity < quiet.toNanos()) {
            long next = Math.min(until, lastActivity + quiet.toNanos());
            if (step(next)) {
                continue;
            }
            nanos = Math.max(nanos, next);
            if (next == until) {
                return nanos - lastActivity >= quiet.toNanos();
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "world of seed " + seed + " at " + Duration.ofNanos(nanos) + ", " + events + " events";
    }

    /** The error message's usual beginning: seed and time. */
    public String where(@Nullable Object key) {
        return "seed " + seed + " at " + Duration.ofNanos(nanos) + (key == null ? "" : " " + key);
    }
}
