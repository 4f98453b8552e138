package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.EniId;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.capacity.ExtendedResources;
import dev.podnetwork.api.capacity.InstanceTypeLimits;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.api.cloud.CloudOp;
import dev.podnetwork.api.cloud.CloudReply;
import dev.podnetwork.api.cloud.EniDescription;
import dev.podnetwork.api.cloud.EniFilter;
import dev.podnetwork.api.cloud.EniStatus;
import dev.podnetwork.api.cloud.EniType;
import dev.podnetwork.core.capacity.CapacityCalculator;
import dev.podnetwork.core.capacity.NodeIdentity;
import dev.podnetwork.core.capacity.NodeReading;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.SlimNode;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advertises on each node what its instance can carry, {@code aliyun/eni} or {@code aliyun/member-eni}, puts it back when
 * somebody else changes it, and names the trunk interface that is attached. A member is advertised only once there is a
 * trunk. A node that changes its mode is reported and left as it was (spec: control-plane §9.2). Each write is meant for one
 * node object: one that was created anew under the same name refuses what was found out about the old one.
 */
final class NodeController {
    private static final Logger LOG = LoggerFactory.getLogger(NodeController.class);
    /** A trunk is attached soon after its node came, or not at all. */
    private static final Duration NO_TRUNK_FIRST = Duration.ofSeconds(5);

    private static final Duration NO_TRUNK = Duration.ofMinutes(1);
    private static final Duration NO_ANSWER = Duration.ofSeconds(5);
    private static final Duration NO_LIMITS = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final KubeApi api;
    private final KubernetesView view;
    private final PacedCloud cloud;
    private final InstanceTypes types;
    private final EventWriter events;
    private final BooleanSupplier leads;
    private final boolean trunk;
    private final KeyedQueue<NodeRef> queue;
    private final Map<NodeRef, Seen> seen = new ConcurrentHashMap<>();

    /** A node object as it was first seen, and how often it was asked for its trunk in vain. */
    private record Seen(String uid, boolean exclusive, int looks) {}

    /** What it works with: the cluster, the cloud, and whether trunk is on. */
    record Site(
            KubeApi api,
            KubernetesView view,
            PacedCloud cloud,
            InstanceTypes types,
            EventWriter events,
            BooleanSupplier leads,
            boolean trunk) {}

    NodeController(Env env, Site site) {
        this.api = site.api();
        this.view = site.view();
        this.cloud = site.cloud();
        this.types = site.types();
        this.events = site.events();
        this.leads = site.leads();
        this.trunk = site.trunk();
        this.queue = new KeyedQueue<>(env, this::advertise);
    }

    void changed(NodeRef node) {
        queue.add(node);
    }

    void all() {
        view.nodeKeys().forEach(queue::add);
    }

    void close() {
        queue.close();
    }

    private CompletionStage<Optional<Duration>> advertise(NodeRef ref) {
        SlimNode node = view.slimNode(ref).orElse(null);
        if (node == null) {
            seen.remove(ref);
            return done(Optional.empty());
        }
        if (!leads.getAsBoolean()) {
            return done(Optional.empty());
        }
        NodeReading reading = view.reading(node);
        if (reading instanceof NodeReading.Incomplete incomplete) {
            say(node, incomplete.reason());
            return done(Optional.empty());
        }
        if (!(reading instanceof NodeReading.Known known) || modeChanged(node, known.identity())) {
            return done(Optional.empty());
        }
        InstanceTypeLimits limits = types.limits(known.identity().instanceType());
        if (limits == null) {
            return done(Optional.of(NO_LIMITS));
        }
        if (trunk && known.identity().mode() == NetworkMode.SHARED && CapacityCalculator.trunkFits(limits)) {
            return findTrunk(node, known.identity(), limits);
        }
        return patch(node, resources(known.identity().mode(), limits), null);
    }

    private boolean modeChanged(SlimNode node, NodeIdentity identity) {
        Seen first = seen.merge(
                identity.node(),
                new Seen(node.uid(), identity.exclusive(), 0),
                (before, now) -> before.uid().equals(now.uid()) ? before : now);
        if (first == null || first.exclusive() == identity.exclusive()) {
            return false;
        }
        say(
                node,
                "node exclusive mode changed to " + (identity.exclusive() ? "eniOnly" : "default")
                        + ", this is not allowed: what it advertises stays; set the label when a node is created");
        return true;
    }

    private void say(SlimNode node, String what) {
        events.write(Subject.node(node.name(), node.uid()), new EventWriter.Words(true, "ConfigError", "Config", what));
    }

    private Map<String, Integer> resources(NetworkMode mode, InstanceTypeLimits limits) {
        NetworkMode counted = mode == NetworkMode.TRUNK && !trunk ? NetworkMode.SHARED : mode;
        return CapacityCalculator.capacity(limits, counted).extendedResources();
    }

    private CompletionStage<Optional<Duration>> findTrunk(
            SlimNode node, NodeIdentity identity, InstanceTypeLimits limits) {
        EniFilter there = EniFilter.onInstance(identity.instance());
        return cloud.call(new CloudOp.DescribeEnis(there, null, CloudOp.DescribeEnis.MAX_PAGE))
                .thenCompose(reply -> {
                    if (!(reply instanceof CloudReply.EniPage page)) {
                        // Nobody said that there is no trunk: what the node advertises stays.
                        LOG.warn("the trunk of node {} is not known: {}", node.name(), reply);
                        return done(Optional.of(NO_ANSWER));
                    }
                    EniId found = attachedTrunk(page);
                    if (found == null) {
                        return patch(node, Map.of(), null)
                                .thenApply(done -> Optional.of(done.orElse(lookAgain(identity.node()))));
                    }
                    return patch(node, resources(NetworkMode.TRUNK, limits), found);
                });
    }

    /** Later and later, up to a minute. */
    private Duration lookAgain(NodeRef ref) {
        Seen now = seen.computeIfPresent(
                ref, (node, before) -> new Seen(before.uid(), before.exclusive(), before.looks() + 1));
        Duration wait = NO_TRUNK_FIRST.multipliedBy(1L << Math.min(now == null ? 0 : now.looks() - 1, 4));
        return wait.compareTo(NO_TRUNK) < 0 ? wait : NO_TRUNK;
    }

    private static @Nullable EniId attachedTrunk(CloudReply.EniPage page) {
        for (EniDescription each : page.enis()) {
            if (each.type() == EniType.TRUNK && each.status() == EniStatus.IN_USE) {
                return each.id();
            }
        }
        return null;
    }

    private CompletionStage<Optional<Duration>> patch(
            SlimNode node, Map<String, Integer> wanted, @Nullable EniId trunkFound) {
        Map<String, @Nullable Object> change = drift(node, wanted);
        CompletionStage<Boolean> capacity = change.isEmpty()
                ? CompletableFuture.completedFuture(true)
                : send(KubePaths.node(node.name()) + "/status", status(node, change));
        return capacity.thenCompose(ok -> trunkFound == null || !ok
                        ? CompletableFuture.completedFuture(ok)
                        : send(KubePaths.node(node.name()), annotation(node, trunkFound)))
                .thenApply(ok -> ok ? Optional.empty() : Optional.of(AGAIN));
    }

    /** What must change so that the node advertises exactly what is wanted; null takes a resource away. */
    private static Map<String, @Nullable Object> drift(SlimNode node, Map<String, Integer> wanted) {
        Map<String, @Nullable Object> change = new LinkedHashMap<>();
        for (String resource : List.of(ExtendedResources.ENI, ExtendedResources.MEMBER_ENI)) {
            Integer count = wanted.get(resource);
            String text = count == null ? null : String.valueOf(count);
            String has = node.capacity().get(resource);
            boolean same = Objects.equals(text, has)
                    && Objects.equals(text, node.allocatable().get(resource));
            boolean nothing = text == null && "0".equals(has);
            if (!same && !nothing) {
                change.put(resource, text);
            }
        }
        return change;
    }

    private static String status(SlimNode node, Map<String, @Nullable Object> change) {
        return Json.write(Map.of(
                "metadata", Map.of("uid", node.uid()), "status", Map.of("capacity", change, "allocatable", change)));
    }

    private static String annotation(SlimNode node, EniId trunk) {
        Map<String, String> annotations = Map.of(WireNames.TRUNK_ON, trunk.value());
        return Json.write(Map.of("metadata", Map.of("uid", node.uid(), "annotations", annotations)));
    }

    private CompletionStage<Boolean> send(String path, String patch) {
        return api.send(KubeRequest.mergePatch(path, patch)).thenApply(answer -> {
            boolean ok = answer instanceof KubeAnswer.Replied replied && (replied.ok() || replied.missing());
            if (!ok) {
                LOG.warn(
                        "{} was not patched: {}",
                        path,
                        answer instanceof KubeAnswer.Replied replied ? replied.problem() : answer);
            }
            return ok;
        });
    }

    private static CompletionStage<Optional<Duration>> done(Optional<Duration> again) {
        return CompletableFuture.completedFuture(again);
    }
}
