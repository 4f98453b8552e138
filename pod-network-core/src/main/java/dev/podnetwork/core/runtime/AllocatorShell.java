package dev.podnetwork.core.runtime;

import dev.podnetwork.api.AllocatorSnapshot;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.Explanation;
import dev.podnetwork.api.error.CapacityException;
import dev.podnetwork.api.error.ClosedException;
import dev.podnetwork.core.config.Degradation;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The door, from outside: takes wishes on any thread, hands them to the loop, and begins and ends terms of leadership. */
public final class AllocatorShell implements PodNetworkAllocator {
    private static final long LEADERSHIP_POLL = 500_000_000L;
    private static final Explanation STANDBY =
            Explanation.of(Explanation.State.WORKING, "another process leads; this one knows nothing of the pod yet");

    private final Ports ports;
    private final Settings settings;
    private final Runnable whenClosed;
    private final EventLoop loop;
    private final Wishes wishes = new Wishes();
    private volatile @Nullable Term term;
    private volatile boolean closed;
    private Degradation degradation = Degradation.OFF;

    /**
     * A shell that begins to work at once.
     *
     * @param whenClosed the last thing it does, on the loop
     */
    public AllocatorShell(Ports ports, Settings settings, Runnable whenClosed) {
        this.whenClosed = whenClosed;
        this.ports = ports;
        this.settings = settings;
        this.loop = new EventLoop(ports.env());
        ports.cluster().listen(new Changes());
        ports.store().listen(pod -> withTerm(now -> now.suspect(pod)));
        loop.post(this::lead);
    }

    private final class Changes implements ClusterView.Listener {
        @Override
        public void podChanged(PodRef pod) {
            withTerm(now -> now.look(pod, "pod"));
        }

        @Override
        public void synced() {
            withTerm(Term::lookAtAll);
        }

        @Override
        public void nodeChanged(NodeRef node) {
            withTerm(now -> now.nodeChanged(node));
        }
    }

    private void withTerm(Consumer<Term> task) {
        loop.post(() -> {
            Term now = term;
            if (now != null) {
                task.accept(now);
            }
        });
    }

    /** Begins a term when this process leads, ends it when it does not. */
    private void lead() {
        if (closed) {
            return;
        }
        long left = ports.leadership().deadline();
        boolean leads = left > ports.env().ticks();
        Term now = term;
        if (leads && now == null) {
            Term next = new Term(loop, ports, settings, wishes);
            next.degrade(degradation);
            term = next;
            next.start();
        } else if (!leads && now != null) {
            now.stop();
            term = null;
        }
        if (left != Long.MAX_VALUE) {
            loop.postAfter(LEADERSHIP_POLL, this::lead);
        }
    }

    /** The spell of leadership that goes on, null while another process leads. */
    @Nullable
    Term term() {
        return term;
    }

    /** Turns the degradation switch. */
    public void degrade(Degradation level) {
        loop.post(() -> {
            degradation = level;
            Term now = term;
            if (now != null) {
                now.degrade(level);
            }
        });
    }

    @Override
    public CompletionStage<Binding> allocate(AllocationRequest request) {
        CompletableFuture<Binding> answer = new CompletableFuture<>();
        if (closed) {
            answer.completeExceptionally(
                    new ClosedException("cannot bind " + request.pod() + ": the allocator is closed"));
            return answer;
        }
        wishes.asked(request.pod());
        loop.post(() -> {
            wishes.add(request, answer, ports.env().ticks());
            Term now = term;
            if (now != null) {
                now.look(request.pod(), "wish");
            }
        });
        if (closed) {
            answer.completeExceptionally(
                    new ClosedException("cannot bind " + request.pod() + ": the allocator is closed"));
        }
        return copy(answer);
    }

    /** The same outcome, a failure not wrapped; whoever completes the copy changes nothing but the copy. */
    private static <T> CompletableFuture<T> copy(CompletableFuture<T> answer) {
        CompletableFuture<T> copy = new CompletableFuture<>();
        CompletableFuture<T> unused = answer.whenComplete((value, failure) -> {
            if (failure == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(failure);
            }
        });
        return copy;
    }

    @Override
    public CompletionStage<Binding> allocate(AllocationRequest request, Duration patience) {
        CompletableFuture<Binding> answer = allocate(request).toCompletableFuture();
        Env.Timer timer = ports.env().schedule(patience.toNanos(), () -> {
            Explanation why = explain(request.pod());
            answer.completeExceptionally(new CapacityException(
                    "pod " + request.pod() + " was not bound within " + patience + ": " + why.message(),
                    why.atLeast()));
        });
        CompletableFuture<Binding> unused = answer.whenComplete((binding, failure) -> timer.cancel());
        return answer;
    }

    @Override
    public CompletionStage<Void> release(PodRef pod, PodUid uid) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (closed) {
            done.completeExceptionally(new ClosedException("cannot release " + pod + ": the allocator is closed"));
            return done;
        }
        loop.post(() -> {
            wishes.addRelease(pod, uid, done);
            Term now = term;
            if (now != null) {
                now.look(pod, "release");
            }
        });
        if (closed) {
            done.completeExceptionally(new ClosedException("cannot release " + pod + ": the allocator is closed"));
        }
        return copy(done);
    }

    @Override
    public Explanation explain(PodRef pod) {
        Term now = term;
        if (now == null) {
            return STANDBY;
        }
        Wishes.Said last = wishes.said(pod);
        if (last == null) {
            return Explanation.of(Explanation.State.NOTHING, "nothing is asked for and nothing is held");
        }
        Explanation said = now.earliest().now(pod, last);
        Degradation level = now.calls().degradation();
        boolean held = level != Degradation.OFF && said.state() != Explanation.State.BOUND;
        return held ? degraded(said, level, now.calls().parked()) : said;
    }

    private static Explanation degraded(Explanation said, Degradation level, int parked) {
        return new Explanation(
                said.state(),
                said.message() + "; the degradation switch is at " + level + ", which holds back " + parked
                        + " cloud call(s)",
                said.waitsFor(),
                said.atLeast());
    }

    @Override
    public AllocatorSnapshot snapshot() {
        Term now = term;
        return new AllocatorSnapshot(
                wishes.phases(),
                wishes.count(Explanation.State.WAITING),
                wishes.count(Explanation.State.REJECTED),
                now == null ? 0 : now.calls().inFlight(),
                now == null ? 0 : now.calls().queued(),
                now == null ? 0 : now.calls().parked());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.post(() -> {
            Term now = term;
            if (now != null) {
                now.stop();
            }
            wishes.close("the allocator was closed");
            loop.close();
            whenClosed.run();
        });
    }
}
