package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.lease.LeaseElector;
import dev.podnetwork.k8s.lease.LeaseSettings;
import dev.podnetwork.k8s.store.CustomResourceStore;
import dev.podnetwork.k8s.store.UnreadableRecord;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.SlimNode;
import dev.podnetwork.k8s.view.ViewSettings;
import dev.podnetwork.spi.CloudNetwork;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import dev.podnetwork.spi.Leadership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with its pod network: view, store, leadership, allocator and controllers, assembled. For embedding in a controller
 * of one's own as well as for the product. Thread-safe; {@link #start} once.
 *
 * <pre>
 *   pods ────► PodController ──► allocator ──► cloud, PodENI
 *   policies ► PodNetworkingController ──► status, events
 *   nodes ───► NodeController ──► capacity, trunk-on
 *   allocator's steps ► WaitReporter ──► events
 * </pre>
 */
public final class KubernetesControllers implements AutoCloseable {
    private static final long POLL = 500_000_000L;
    private static final long LAST_CALLS = 8_000_000_000L;

    private final Env env;
    private final KubernetesOptions options;
    private final KubernetesView view;
    private final CustomResourceStore store;
    private final @Nullable LeaseElector elector;
    private final Leadership leadership;
    private final PodNetworkAllocator allocator;
    private final PodController pods;
    private final PodNetworkingController policies;
    private final NodeController nodes;
    private final EventWriter events;
    private final ConfigReporter config;
    private final WaitReporter reporter;
    private boolean led;
    private volatile boolean closed;

    /** Assembles; nothing is asked before {@link #start}. */
    public KubernetesControllers(KubeApi api, Env env, CloudNetwork cloud, KubernetesOptions options) {
        this.env = env;
        this.options = options;
        Map<String, Integer> limits = new LinkedHashMap<>(PacedCloud.published());
        limits.keySet()
                .forEach(name -> limits.merge(
                        name, options.rateLimits.getOrDefault(name, 0), (published, own) -> own > 0 ? own : published));
        PacedCloud paced = new PacedCloud(env, cloud, limits);
        InstanceTypes types = new InstanceTypes(env, paced);
        boolean trunk = options.settings.trunk();
        view = new KubernetesView(
                api, env, new ViewSettings(options.configNamespace, trunk, options.nodeLabels, types::limits));
        types.onLearnt(this::typesLearnt);
        store = new CustomResourceStore(api, env);
        elector = options.lease == null ? null : new LeaseElector(api, env, options.lease);
        leadership = elector == null ? Leadership.always() : elector;
        events = new EventWriter(api, env, options.name + "/pod", options.identity, this::leads);
        store.onUnreadable(this::unreadable);
        store.onDeletionRequested(new HeldRecords(env, view, this::leads, store::read, events::write));
        config = new ConfigReporter(view.configs(), events, options.configNamespace, trunk);
        reporter = new WaitReporter(env, this::leads, this::say);
        Map<String, Integer> left = new LinkedHashMap<>(options.rateLimits);
        left.putAll(PacedCloud.leftOf(limits));
        allocator = options.allocator
                .apply(PodNetworkAllocators.builder(options.cluster, cloud, view)
                        .env(env)
                        .store(store)
                        .leadership(leadership)
                        .trace(reporter)
                        .metrics(options.metrics)
                        .degradation(options.degradation)
                        .rateLimits(left))
                .build();
        PodRequests requests = new PodRequests(view, options.settings, options.stack);
        pods = new PodController(
                env, view, requests, allocator, reporter, new AdmissionGaps(view, options.settings, reporter));
        policies =
                new PodNetworkingController(api, env, view, new CloudPlaces(paced, options.vpc), events, this::leads);
        nodes = new NodeController(env, new NodeController.Site(api, view, paced, types, events, this::leads, trunk));
    }

    /** Begins to follow the cluster and to act when it leads. */
    public void start() {
        view.listen(new ClusterView.Listener() {
            @Override
            public void podChanged(PodRef pod) {}

            @Override
            public void nodeChanged(NodeRef node) {
                if (options.nodes) {
                    nodes.changed(node);
                }
            }
        });
        view.watch(new KubernetesView.Watcher() {
            @Override
            public void policyChanged(String name) {
                if (options.policies) {
                    policies.changed(name);
                }
            }

            @Override
            public void configChanged() {
                config.look();
                pods.rulesChanged();
            }
        });
        if (elector != null) {
            elector.start();
        }
        if (options.pods) {
            pods.start();
        }
        store.start();
        view.start();
        env.execute(this::followLeadership);
    }

    /** A process that begins to lead looks at everything: what changed before was somebody else's. */
    private void followLeadership() {
        if (closed) {
            return;
        }
        boolean leads = leads();
        if (leads && !led) {
            config.look();
            sayThatItLeads();
            reporter.begin();
            if (options.policies) {
                policies.all();
            }
            if (options.nodes) {
                nodes.all();
            }
        }
        led = leads;
        env.schedule(POLL, this::followLeadership);
    }

    /** As other controllers do: an event on the lease. */
    private void sayThatItLeads() {
        LeaseSettings lease = options.lease;
        if (elector != null && lease != null) {
            events.write(
                    new Subject("coordination.k8s.io/v1", "Lease", lease.namespace(), lease.name(), elector.uid()),
                    new EventWriter.Words(false, "LeaderElection", "Lead", lease.identity() + " became leader"));
        }
    }

    private void say(PodRef pod, EventWriter.Words words) {
        view.slimPod(pod)
                .ifPresent(known -> events.write(Subject.pod(pod, known.uid().value()), words));
    }

    private void unreadable(UnreadableRecord record) {
        events.write(
                Subject.podEni(record.key(), record.uid()),
                new EventWriter.Words(
                        true,
                        "UpdatePodENIFailed",
                        "UpdatePodENI",
                        "the record cannot be read and is left alone: " + record.problem()
                                + "; correct it, or delete it, which frees the interfaces that it names"));
    }

    private void typesLearnt(Set<String> types) {
        for (NodeRef node : view.nodeKeys()) {
            view.slimNode(node)
                    .map(SlimNode::labels)
                    .filter(labels -> types.contains(labels.get("node.kubernetes.io/instance-type")))
                    .ifPresent(labels -> view.nodeChanged(node));
        }
    }

    /** Whether this process leads now. */
    public boolean leads() {
        return leadership.deadline() > env.ticks();
    }

    /** Who leads, as far as this process knows; empty when nobody does, or without election. */
    public String leader() {
        return elector == null ? "" : elector.leader();
    }

    /** Whether it has seen the whole cluster, and can act when it leads. */
    public boolean ready() {
        return view.synced() && (!options.pods || store.synced());
    }

    /** The cluster as this process sees it. */
    public KubernetesView view() {
        return view;
    }

    /** The door to the allocations. */
    public PodNetworkAllocator allocator() {
        return allocator;
    }

    /** How many events were written. */
    public long eventsWritten() {
        return events.written();
    }

    /** How many events could not be written. */
    public long eventsDropped() {
        return events.dropped();
    }

    /**
     * Stops in order: no new work, then the answers of calls under way (8 s at most), then the lease is let go, so that another
     * process can lead at once. Completes when that is done.
     */
    public CompletionStage<Void> stop() {
        closed = true;
        pods.close();
        policies.close();
        nodes.close();
        allocator.close();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        awaitLastCalls(env.ticks() + LAST_CALLS, stopped);
        return stopped;
    }

    private void awaitLastCalls(long until, CompletableFuture<Void> stopped) {
        if (allocator.snapshot().callsInFlight() > 0 && env.ticks() < until) {
            env.schedule(POLL / 5, () -> awaitLastCalls(until, stopped));
            return;
        }
        CompletionStage<Void> resigned = elector == null ? CompletableFuture.completedFuture(null) : elector.resign();
        CompletionStage<Boolean> unused = resigned.handle((done, broken) -> {
            view.close();
            store.close();
            return stopped.complete(null);
        });
    }

    /** Stops at once; the lease runs out by itself. Idempotent. */
    @Override
    public void close() {
        closed = true;
        pods.close();
        policies.close();
        nodes.close();
        allocator.close();
        if (elector != null) {
            elector.close();
        }
        view.close();
        store.close();
    }
}
