package dev.podnetwork.fake.sim.run;

import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.Leadership;
import org.jspecify.annotations.Nullable;

/**
 * One lease that several processes want. The holder renews it every 2 s; 15 s after the last renewal another may take it.
 * A holder counts its 15 s from the moment it <em>sent</em> the renewal, in its own ticks, so that it stops before anybody
 * else begins. Not thread-safe.
 */
public final class SimLease {
    /** How long a renewal is good for. */
    public static final long LENGTH_NANOS = 15_000_000_000L;

    private static final long RENEW_NANOS = 2_000_000_000L;

    private final SimWorld world;
    private final SimRandom random;
    private @Nullable Candidate holder;
    private long renewedAt;
    private double renewalFails;

    /** A lease that nobody holds. */
    public SimLease(SimWorld world) {
        this.world = world;
        this.random = world.newRandom();
    }

    /** Lets a renewal fail with this probability. */
    public void renewalFails(double probability) {
        renewalFails = probability;
    }

    /** Whether this process holds it now, as the store of the lease sees it. */
    public boolean isHeldBy(SimProcess process) {
        return holder != null && holder.process == process && world.nanos() - renewedAt <= LENGTH_NANOS;
    }

    /**
     * Lets a process run for the lease, from now on until it crashes or was deposed.
     *
     * @param elected runs in the process when it has won
     * @param deposed runs in the process when it notices that it has lost it
     */
    public Leadership runFor(SimProcess process, Runnable elected, Runnable deposed) {
        Candidate candidate = new Candidate(process, elected, deposed);
        process.schedule(random.between(0, RENEW_NANOS), candidate::attempt);
        return candidate;
    }

    private boolean grant(Candidate candidate) {
        boolean free = holder == null || world.nanos() - renewedAt > LENGTH_NANOS;
        if (!free && holder != candidate) {
            return false;
        }
        holder = candidate;
        renewedAt = world.nanos();
        return true;
    }

    private final class Candidate implements Leadership {
        private final SimProcess process;
        private final Runnable elected;
        private final Runnable deposed;
        private long deadline = Long.MIN_VALUE;
        private boolean leads;

        Candidate(SimProcess process, Runnable elected, Runnable deposed) {
            this.process = process;
            this.elected = elected;
            this.deposed = deposed;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        private void attempt() {
            if (leads && process.ticks() > deadline) {
                leads = false;
                deposed.run();
                return;
            }
            long sentAt = process.ticks();
            process.send(() -> {
                boolean won = !random.chance(renewalFails) && grant(this);
                process.schedule(random.between(1_000_000L, 20_000_000L), () -> answered(won, sentAt));
            });
            process.schedule(RENEW_NANOS, this::attempt);
        }

        private void answered(boolean won, long sentAt) {
            if (!won) {
                return;
            }
            deadline = Math.max(deadline, sentAt + LENGTH_NANOS);
            if (!leads && process.ticks() <= deadline) {
                leads = true;
                elected.run();
            }
        }
    }
}
