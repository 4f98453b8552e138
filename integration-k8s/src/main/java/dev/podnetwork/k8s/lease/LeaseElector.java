package dev.podnetwork.k8s.lease;

import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeAnswer.Replied;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Leadership;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads while it holds a Lease. The fence of design §2: {@link #deadline} counts from when the last renewal that succeeded was
 * <em>sent</em>, so no other process, which counts from when it <em>saw</em> that renewal by its own monotonic clock, can lead
 * before it. No wall clock decides anything. A twentieth of the lease is kept back for clocks that run at different speeds.
 *
 * <p>Thread-safe.
 */
public final class LeaseElector implements Leadership, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseElector.class);
    private static final int NOT_FOUND = 404;

    private final KubeApi api;
    private final Env env;
    private final LeaseSettings settings;
    private final String path;
    private volatile long deadline;
    private volatile boolean closed;
    private @Nullable LeaseRecord last;
    private long lastChanged;
    private boolean led;
    private volatile String leader = "";
    private volatile String uid = "";
    /** How it came to be ours, for people. */
    private String cause = "";

    /** An elector; it asks for nothing before {@link #start}. */
    public LeaseElector(KubeApi api, Env env, LeaseSettings settings) {
        this.api = api;
        this.env = env;
        this.settings = settings;
        this.path = KubePaths.leases(settings.namespace()) + "/" + KubePaths.checked(settings.name());
        this.deadline = env.ticks() - 1;
    }

    /** Begins to try; call once. */
    public void start() {
        env.execute(this::round);
    }

    @Override
    public long deadline() {
        return deadline;
    }

    /** Whether this process leads now. */
    public boolean leads() {
        return deadline > env.ticks();
    }

    /** Who leads, as far as this process knows; empty when nobody does, or it was never heard. */
    public String leader() {
        return leader;
    }

    /** The uid of the lease; empty before it was seen. */
    public String uid() {
        return uid;
    }

    private void round() {
        if (closed) {
            return;
        }
        CompletionStage<Void> tried = attempt();
        CompletionStage<Void> unused = tried.handle((done, broken) -> {
            if (broken != null) {
                LOG.error("the lease {} cannot be handled", path, broken);
            }
            say();
            if (!closed) {
                env.schedule(settings.retry().toNanos(), this::round);
            }
            return null;
        });
    }

    private void say() {
        boolean leads = leads();
        if (leads != led) {
            led = leads;
            if (leads) {
                LOG.info("leads by {} as {}: {}", path, settings.identity(), cause);
            } else {
                LOG.warn(
                        "does not lead by {} as {} any more: nothing is changed from here until it leads again",
                        path,
                        settings.identity());
            }
        }
    }

    private CompletionStage<Void> attempt() {
        LeaseRecord known = last;
        if (known != null && known.holder().equals(settings.identity())) {
            return take(known);
        }
        return api.send(KubeRequest.get(path, Map.of())).thenCompose(this::seen);
    }

    private CompletionStage<Void> seen(KubeAnswer answer) {
        if (!(answer instanceof Replied replied)) {
            return done();
        }
        if (replied.code() == NOT_FOUND) {
            return create();
        }
        if (!replied.ok()) {
            LOG.warn("the lease {} cannot be read: {}", path, replied.problem());
            return done();
        }
        LeaseRecord now = LeaseRecord.of(replied.object());
        hear(replied, now);
        if (last == null || !now.resourceVersion().equals(last.resourceVersion())) {
            last = now;
            lastChanged = env.ticks();
        }
        if (!isFree(now)) {
            return done();
        }
        cause = now.holder().isEmpty()
                ? "who led before has let the lease go"
                : now.holder() + " has not renewed it for " + (env.ticks() - lastChanged) / 1_000_000_000L + " s";
        return take(now);
    }

    private void hear(Replied replied, LeaseRecord now) {
        uid = replied.object().fields("metadata").text("uid").orElse("");
        String before = leader;
        leader = now.holder();
        if (!leader.equals(before) && !leader.isEmpty() && !leader.equals(settings.identity())) {
            LOG.info(
                    "waits as {}: {} leads by {}, until it lets the lease go or has not renewed it for {} s",
                    settings.identity(),
                    leader,
                    path,
                    Math.max(now.seconds(), settings.duration().toSeconds()));
        }
    }

    /** Held by nobody, or not renewed for its whole duration by our own clock, or ours from an earlier life of this process. */
    private boolean isFree(LeaseRecord lease) {
        long patience =
                Math.max(lease.seconds() * 1_000_000_000L, settings.duration().toNanos());
        return lease.holder().isEmpty() || env.ticks() - lastChanged > patience;
    }

    private CompletionStage<Void> create() {
        cause = "there was no lease yet";
        LeaseRecord none = new LeaseRecord("", "", 0, "", "", -1);
        LeaseRecord next = none.held(settings.identity(), settings.duration().toSeconds(), env.now());
        return write(KubeRequest.post(KubePaths.leases(settings.namespace()), next.json(settings)));
    }

    private CompletionStage<Void> take(LeaseRecord from) {
        LeaseRecord next = from.held(settings.identity(), settings.duration().toSeconds(), env.now());
        return write(KubeRequest.put(path, next.json(settings)));
    }

    private CompletionStage<Void> write(KubeRequest request) {
        long sentAt = env.ticks();
        return api.send(request).thenAccept(answer -> {
            if (answer instanceof Replied replied && replied.ok()) {
                last = LeaseRecord.of(replied.object());
                hear(replied, last);
                lastChanged = env.ticks();
                long length = settings.duration().toNanos();
                deadline = sentAt + length - length / 20;
            } else {
                // Whose it is now is read in the next round; until the deadline it is still ours.
                last = null;
                lastChanged = env.ticks();
                LOG.warn("the lease {} was not renewed: {}", path, why(answer));
            }
        });
    }

    private static String why(KubeAnswer answer) {
        return answer instanceof Replied replied ? replied.problem() : ((KubeAnswer.Lost) answer).reason();
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Leads no more, and lets the lease go so that another process need not wait. Call it when nothing more is sent; completes
     * when the API server knows, or cannot be told.
     */
    public CompletionStage<Void> resign() {
        closed = true;
        LeaseRecord held = last;
        boolean mine = leads() && held != null && held.holder().equals(settings.identity());
        deadline = env.ticks() - 1;
        if (!mine || held == null) {
            return done();
        }
        return api.send(KubeRequest.put(path, held.released(env.now()).json(settings)))
                .thenAccept(answer -> {
                    if (answer instanceof Replied replied && replied.ok()) {
                        LOG.info("let the lease {} go", path);
                    } else {
                        LOG.warn("could not let the lease {} go, it runs out by itself: {}", path, why(answer));
                    }
                });
    }

    /** Tries no more; the lease runs out by itself. Idempotent. */
    @Override
    public void close() {
        closed = true;
        deadline = env.ticks() - 1;
    }
}
