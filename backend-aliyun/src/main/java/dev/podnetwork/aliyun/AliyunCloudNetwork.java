package dev.podnetwork.aliyun;

import static java.util.Objects.requireNonNull;

import dev.podnetwork.aliyun.call.CloudApi;
import dev.podnetwork.aliyun.call.Product;
import dev.podnetwork.api.cloud.CloudFault;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.spi.CloudNetwork;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Alibaba Cloud as the port. Calls wait for one of a bounded number of threads, each with its own connection; a call that
 * waited as long as a call may take, or finds too many waiting, is not sent: {@code UNAVAILABLE}. A call that was sent ends
 * within {@link AliyunConfig#callTimeout}. Nothing is sent twice. Thread-safe.
 */
public final class AliyunCloudNetwork implements CloudNetwork {
    private final AliyunConfig config;
    private final Map<Product, OpenApiClient> clients = new EnumMap<>(Product.class);
    private final ThreadPoolExecutor pool;
    private final Set<Flight> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A port with that configuration; sends nothing yet. */
    public AliyunCloudNetwork(AliyunConfig config) {
        this.config = requireNonNull(config, "config");
        for (Product product : Product.values()) {
            clients.put(product, new OpenApiClient(config, product));
        }
        this.pool = new ThreadPoolExecutor(
                config.concurrency(),
                config.concurrency(),
                60,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(config.waiting()),
                AliyunCloudNetwork::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    /** One call from the question to the reply. */
    private static final class Flight {
        final CloudOp op;
        final Supplier<CloudReply> work;
        final CompletableFuture<CloudReply> stage = new CompletableFuture<>();
        final AtomicBoolean sent = new AtomicBoolean();
        final long askedNanos = System.nanoTime();

        Flight(CloudOp op, Supplier<CloudReply> work) {
            this.op = op;
            this.work = work;
        }
    }

    private Supplier<CloudReply> work(CloudOp op) {
        if (op instanceof CloudOp.ReadMetadata read) {
            return () -> MetadataCall.read(read, config);
        }
        CloudApi api = CloudApi.of(op);
        OpenApiClient client = requireNonNull(clients.get(api.product()), "client");
        return () -> client.call(op, api);
    }

    @Override
    public CompletionStage<CloudReply> call(CloudOp op) {
        if (namesNothing(op)) {
            return CompletableFuture.completedFuture(
                    op instanceof CloudOp.DescribeInstances
                            ? new CloudReply.InstancePage(List.of())
                            : new CloudReply.SecurityGroupPage(List.of()));
        }
        Flight flight = new Flight(op, work(op));
        open.add(flight);
        try {
            if (closed) {
                land(flight, failed(Answers.unavailable("the port is closed")));
            } else {
                pool.execute(() -> fly(flight));
            }
        } catch (RejectedExecutionException full) {
            String why = closed ? "the port is closed" : config.waiting() + " calls are waiting already";
            land(flight, failed(Answers.unavailable(op.api() + ": " + why)));
        }
        return flight.stage;
    }

    /** On the wire, no filter means everything. */
    private static boolean namesNothing(CloudOp op) {
        return (op instanceof CloudOp.DescribeInstances instances
                        && instances.ids().isEmpty())
                || (op instanceof CloudOp.DescribeSecurityGroups groups
                        && groups.ids().isEmpty());
    }

    private void fly(Flight flight) {
        Duration waited = Duration.ofNanos(System.nanoTime() - flight.askedNanos);
        if (closed || waited.compareTo(config.callTimeout()) > 0) {
            String why = closed ? "the port is closed" : "waited " + waited.toMillis() + " ms for a free connection";
            land(flight, failed(Answers.unavailable(flight.op.api() + ": " + why)));
        } else if (flight.sent.compareAndSet(false, true)) {
            land(flight, flight.work.get());
        }
    }

    private void land(Flight flight, CloudReply reply) {
        open.remove(flight);
        flight.stage.complete(reply);
    }

    @Override
    public void close() {
        closed = true;
        pool.shutdown();
        for (Flight flight : open) {
            boolean neverSent = flight.sent.compareAndSet(false, true);
            String message = flight.op.api() + ": the port was closed";
            land(
                    flight,
                    failed(
                            neverSent || !flight.op.mutating()
                                    ? Answers.unavailable(message)
                                    : Answers.unknown(message)));
        }
    }

    private static CloudReply failed(CloudFault fault) {
        return new CloudReply.Failed(fault);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "aliyun-call");
        thread.setDaemon(true);
        return thread;
    }
}
