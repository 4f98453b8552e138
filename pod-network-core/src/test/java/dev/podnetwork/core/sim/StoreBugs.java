package dev.podnetwork.core.sim;

import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.Allocation;
import dev.podnetwork.api.allocation.AllocationPhase;
import dev.podnetwork.fake.sim.run.SimPorts;
import dev.podnetwork.spi.CommitReply;
import dev.podnetwork.spi.ListReply;
import dev.podnetwork.spi.ReadReply;
import dev.podnetwork.spi.Stored;
import dev.podnetwork.spi.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bugs in how records are written and read. */
final class StoreBugs {
    private StoreBugs() {}

    /** A write is answered before it is durable. */
    static SimPorts actBeforeCommit(SimPorts ports) {
        return Forwarding.with(ports, new WriteBehind(ports, next -> true));
    }

    /** Only the write that binds is answered before it is durable, so that the binding is told too early. */
    static SimPorts toldBeforeCommit(SimPorts ports) {
        return Forwarding.with(ports, new WriteBehind(ports, next -> next.phase() == AllocationPhase.BOUND));
    }

    /** Answers some updates at once and writes them later; the versions it gives out are put right on the way. */
    private static final class WriteBehind extends Forwarding.Store {
        private final SimPorts ports;
        private final Predicate<Allocation> which;
        private final Map<PodRef, CompletionStage<CommitReply>> last = new HashMap<>();

        WriteBehind(SimPorts ports, Predicate<Allocation> which) {
            super(ports.store());
            this.ports = ports;
            this.which = which;
        }

        @Override
        public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
            CompletionStage<CommitReply> written = after(current, real -> super.update(real, next));
            last.put(current.key(), written);
            if (!which.test(next)) {
                return written;
            }
            Instant now = ports.env().now();
            return CompletableFuture.completedStage(new CommitReply.Committed(current.uid(), current.version(), now));
        }

        @Override
        public CompletionStage<CommitReply> remove(Stored<Allocation> current) {
            return after(current, super::remove);
        }

        private CompletionStage<CommitReply> after(
                Stored<Allocation> current, Function<Stored<Allocation>, CompletionStage<CommitReply>> write) {
            CompletionStage<CommitReply> before = last.get(current.key());
            if (before == null) {
                return write.apply(current);
            }
            return before.thenCompose(reply -> {
                Version real = reply instanceof CommitReply.Committed done ? done.version() : current.version();
                return write.apply(new Stored<>(
                        current.key(), current.uid(), real, current.deletionRequested(), current.record()));
            });
        }
    }

    /** Records on their way out are not read at a start. */
    static SimPorts deletingNotResumed(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<ListReply<Allocation>> list() {
                return real.list()
                        .thenApply(reply -> reply instanceof ListReply.Listed<Allocation> listed
                                ? new ListReply.Listed<>(
                                        listed.records().stream()
                                                .filter(each -> !leaves(each.record()))
                                                .toList(),
                                        listed.storeTime())
                                : reply);
            }
        });
    }

    private static boolean leaves(Allocation record) {
        return record.phase() == AllocationPhase.DELETING
                || (record.phase() == AllocationPhase.DETACHING && !record.keep());
    }

    /** A record of which only the spec was written is read as if the status said Bind. */
    static SimPorts tornMisread(SimPorts ports) {
        return reading(
                ports,
                record -> record.phase() == AllocationPhase.ATTACHING ? record.in(AllocationPhase.BOUND) : record);
    }

    /** A record is read without its deletion time. */
    static SimPorts lastSeenNotRead(SimPorts ports) {
        return reading(ports, record -> record.seenAt(null));
    }

    private static SimPorts reading(SimPorts ports, UnaryOperator<Allocation> bug) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
                return real.read(key)
                        .thenApply(reply -> reply instanceof ReadReply.Found<Allocation> found
                                ? new ReadReply.Found<>(misread(found.stored()), found.storeTime())
                                : reply);
            }

            @Override
            public CompletionStage<ListReply<Allocation>> list() {
                return real.list()
                        .thenApply(reply -> reply instanceof ListReply.Listed<Allocation> listed
                                ? new ListReply.Listed<>(
                                        listed.records().stream()
                                                .map(this::misread)
                                                .toList(),
                                        listed.storeTime())
                                : reply);
            }

            private Stored<Allocation> misread(Stored<Allocation> stored) {
                return new Stored<>(
                        stored.key(),
                        stored.uid(),
                        stored.version(),
                        stored.deletionRequested(),
                        bug.apply(stored.record()));
            }
        });
    }

    /** A write that was turned away because somebody else wrote counts as written. */
    static SimPorts conflictIsCommitted(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
                return real.update(current, next)
                        .thenApply(reply -> reply instanceof CommitReply.Conflict
                                ? new CommitReply.Committed(
                                        current.uid(),
                                        current.version(),
                                        ports.env().now())
                                : reply);
            }
        });
    }

    /** A write without a reply counts as written. */
    static SimPorts unknownIsCommitted(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
                return real.update(current, next)
                        .thenApply(reply -> reply instanceof CommitReply.Unknown
                                ? new CommitReply.Committed(
                                        current.uid(),
                                        current.version(),
                                        ports.env().now())
                                : reply);
            }
        });
    }

    /** Records are listed once; what was read then is listed ever after. */
    static SimPorts listedOnce(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            private @Nullable CompletionStage<ListReply<Allocation>> first;

            @Override
            public CompletionStage<ListReply<Allocation>> list() {
                if (first == null) {
                    first = real.list();
                }
                return first;
            }
        });
    }

    /** A write goes to whatever version is there now. */
    static SimPorts versionIgnored(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
                return real.update(
                        new Stored<>(
                                current.key(),
                                current.uid(),
                                new Version(""),
                                current.deletionRequested(),
                                current.record()),
                        next);
            }
        });
    }

    /** What the store's clock shows is taken from the wall clock of the process. */
    static SimPorts storeTimeIsWallClock(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
                return real.read(key)
                        .thenApply(reply -> reply instanceof ReadReply.Found<Allocation> found
                                ? new ReadReply.Found<>(
                                        found.stored(), ports.env().now())
                                : reply);
            }

            @Override
            public CompletionStage<CommitReply> update(Stored<Allocation> current, Allocation next) {
                return real.update(current, next)
                        .thenApply(reply -> reply instanceof CommitReply.Committed done
                                ? new CommitReply.Committed(
                                        done.uid(), done.version(), ports.env().now())
                                : reply);
            }
        });
    }

    /** Who asked for the deletion of a record is not heard. */
    static SimPorts deletionRequestNotRead(SimPorts ports) {
        return Forwarding.with(ports, new Forwarding.Store(ports.store()) {
            @Override
            public CompletionStage<ReadReply<Allocation>> read(PodRef key) {
                return real.read(key)
                        .thenApply(reply -> reply instanceof ReadReply.Found<Allocation> found
                                ? new ReadReply.Found<>(kept(found.stored()), found.storeTime())
                                : reply);
            }

            @Override
            public CompletionStage<ListReply<Allocation>> list() {
                return real.list()
                        .thenApply(reply -> reply instanceof ListReply.Listed<Allocation> listed
                                ? new ListReply.Listed<>(
                                        listed.records().stream()
                                                .map(this::kept)
                                                .toList(),
                                        listed.storeTime())
                                : reply);
            }

            private Stored<Allocation> kept(Stored<Allocation> stored) {
                return new Stored<>(stored.key(), stored.uid(), stored.version(), false, stored.record());
            }
        });
    }
}
