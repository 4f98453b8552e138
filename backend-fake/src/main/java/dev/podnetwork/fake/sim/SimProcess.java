package dev.podnetwork.fake.sim;

import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * One simulated process: its tasks, its timers, its clocks, its chance. Four things can be done to it:
 *
 * <ul>
 *   <li>{@link #crash}: every task, timer and later callback of it is dropped. What has left it already goes on.
 *   <li>{@link #pause}: nothing of it runs until {@link #resume}, while its ticks go on: a process that was stopped.
 *   <li>{@link #holdEffects}: it runs on, but what it sends leaves only at {@link #releaseEffects}: requests that wait in
 *       a socket. They leave even if it has crashed in between.
 *   <li>{@link #jumpClock}: its wall clock jumps; its ticks do not.
 * </ul>
 *
 * <p>Ticks have an origin of their own in each process. Not thread-safe.
 */
public final class SimProcess implements Env {
    private static final long MAX_ORIGIN_NANOS = 1_000_000_000_000_000L;

    private final SimWorld world;
    private final String name;
    private final int number;
    private final SimRandom random;
    private final SimRandom jitterRandom;
    private final long origin;
    private final ArrayDeque<SimEvent> deferred = new ArrayDeque<>();
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private boolean alive = true;
    private boolean paused;
    private boolean holding;
    private long wallOffset;
    private long jitterNanos;
    private long lastStart;

    SimProcess(SimWorld world, String name, int number, SimRandom random) {
        this.world = world;
        this.name = name;
        this.number = number;
        this.random = random;
        this.jitterRandom = random.split();
        this.origin = random.between(0, MAX_ORIGIN_NANOS);
    }

    /** Its world. */
    public SimWorld world() {
        return world;
    }

    /** Its name, with the number that tells it from the ones before it. */
    public String name() {
        return name + "#" + number;
    }

    /** False once it has crashed. */
    public boolean alive() {
        return alive;
    }

    /** Whether it stands still. */
    public boolean paused() {
        return paused;
    }

    /** Whether its effects are held back. */
    public boolean holding() {
        return holding;
    }

    /** Starts every task up to this much later than it could, by chance, so that interleavings differ by seed. */
    public void jitter(long maxNanos) {
        jitterNanos = maxNanos;
    }

    @Override
    public long ticks() {
        return world.nanos() + origin;
    }

    @Override
    public Instant now() {
        return SimWorld.START.plusNanos(world.nanos() + wallOffset);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public void execute(Runnable task) {
        if (!alive) {
            return;
        }
        long start = world.nanos();
        if (jitterNanos > 0) {
            start = Math.max(lastStart, start + jitterRandom.between(0, jitterNanos));
            lastStart = start;
        }
        world.add(start - world.nanos(), new SimEvent(world, this, task));
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        SimEvent event = new SimEvent(world, this, task);
        if (alive) {
            world.add(delayNanos, event);
        }
        return event;
    }

    /** True when the event has to wait for {@link #resume}. */
    boolean defers(SimEvent event) {
        if (paused) {
            deferred.add(event);
        }
        return paused;
    }

    /** Ends it at once. Idempotent. */
    public void crash() {
        alive = false;
        deferred.clear();
        releaseEffects();
    }

    /** Stops it in its tracks. Idempotent. */
    public void pause() {
        paused = true;
    }

    /** Lets it go on with everything that came due meanwhile, in that order. Idempotent. */
    public void resume() {
        paused = false;
        while (!deferred.isEmpty()) {
            world.add(0, deferred.poll());
        }
    }

    /** Holds back what it sends from now on. Idempotent. */
    public void holdEffects() {
        holding = true;
    }

    /** Lets go what was held back, in the order it was sent. Idempotent. */
    public void releaseEffects() {
        holding = false;
        while (!held.isEmpty()) {
            world.schedule(0, held.poll());
        }
    }

    /**
     * Something leaves the process for the outside: at once, or when its effects are no longer held back. A port that is
     * given to a simulated process sends everything through here, and brings answers back with {@link #execute}.
     */
    public void send(Runnable effect) {
        if (!alive) {
            return;
        }
        if (holding) {
            held.add(effect);
        } else {
            effect.run();
        }
    }

    /** Moves its wall clock. */
    public void jumpClock(Duration by) {
        wallOffset += by.toNanos();
    }

    @Override
    public String toString() {
        return name() + (alive ? "" : " (crashed)") + (paused ? " (paused)" : "");
    }
}
