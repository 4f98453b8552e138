package dev.podnetwork.fake.sim.node;

import dev.podnetwork.api.pool.JournalEntry;
import dev.podnetwork.api.pool.JournalFold;
import dev.podnetwork.api.pool.JournalState;
import dev.podnetwork.fake.sim.SimProcess;
import dev.podnetwork.fake.sim.SimRandom;
import dev.podnetwork.fake.sim.SimWorld;
import dev.podnetwork.spi.JournalReply;
import dev.podnetwork.spi.LeaseJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The disk of one node: it outlives the processes that write to it. What is written is durable after a while; a crash
 * keeps of the rest as much as it likes, in order, each append whole or not at all.
 */
public final class SimLeaseDisk {
    private final SimRandom random;
    private final Duration slowest;
    private final JournalFold durable = new JournalFold();
    private Handle current = new Handle(null);
    private double refusals;
    private long appends;

    /**
     * An empty disk.
     *
     * @param slowest how long a forced write takes at most; zero writes within the call
     */
    public SimLeaseDisk(SimWorld world, Duration slowest) {
        this.random = world.newRandom();
        this.slowest = slowest;
    }

    /** From now on an append fails with this probability, and the journal with it. */
    public SimLeaseDisk refusing(double probability) {
        refusals = probability;
        return this;
    }

    /** The journal for a process that starts now; the one before it is gone. */
    public LeaseJournal open(SimProcess process) {
        current.crash();
        current = new Handle(process);
        return current;
    }

    /** What survives a loss of power at this moment. */
    public JournalState state() {
        return durable.state(List.of());
    }

    /** Writes, durably, what a process of before may have written. */
    public void write(List<JournalEntry> entries) {
        durable.applyAll(entries);
    }

    /** How often something was appended. */
    public long appends() {
        return appends;
    }

    private record Append(List<JournalEntry> entries, CompletableFuture<JournalReply> reply) {}

    private final class Handle implements LeaseJournal {
        private final @Nullable SimProcess process;
        private final JournalState recovered = state();
        private final List<Append> waiting = new ArrayList<>();
        private boolean forcing;
        private boolean failed;

        Handle(@Nullable SimProcess process) {
            this.process = process;
        }

        @Override
        public JournalState recovered() {
            return recovered;
        }

        @Override
        public CompletionStage<JournalReply> append(List<JournalEntry> entries) {
            appends++;
            failed |= current != this || random.chance(refusals);
            if (failed) {
                return CompletableFuture.completedFuture(new JournalReply.Refused("the disk is full"));
            }
            Append append = new Append(List.copyOf(entries), new CompletableFuture<>());
            waiting.add(append);
            if (slowest.isZero()) {
                force();
            } else if (!forcing && process != null) {
                forcing = true;
                process.schedule(random.between(1, slowest.toNanos()), this::force);
            }
            return append.reply();
        }

        private void force() {
            forcing = false;
            List<Append> forced = List.copyOf(waiting);
            waiting.clear();
            forced.forEach(append -> durable.applyAll(append.entries()));
            forced.forEach(append -> append.reply().complete(JournalReply.Durable.INSTANCE));
        }

        void crash() {
            int kept = waiting.isEmpty() ? 0 : random.below(waiting.size() + 1);
            waiting.subList(0, kept).forEach(append -> durable.applyAll(append.entries()));
            waiting.clear();
            failed = true;
        }

        @Override
        public void close() {
            if (!failed) {
                force();
            }
            failed = true;
        }
    }
}
