package dev.podnetwork.k8s.view;

import com.google.gson.stream.JsonReader;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.core.capacity.NodeReading;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.core.match.PodNetworkingMatcher;
import dev.podnetwork.k8s.client.Item;
import dev.podnetwork.k8s.client.JsonTrees;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.client.Reflector;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes cluster as levels: pods, nodes, namespaces, policies and configuration, from informers that keep little. Pods
 * and nodes answer {@code Unknown} while their informer is not synced or is stale. Thread-safe; {@link #start} once.
 */
public final class KubernetesView implements ClusterView, AutoCloseable {
    private final KubeApi api;
    private final NodeLevels levels;
    private final PodReader podReader = new PodReader();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final LiveCache<PodRef, SlimPod> pods = new LiveCache<>(this::podChanged);
    private final LiveCache<NodeRef, SlimNode> nodes = new LiveCache<>(this::nodeChanged);
    private final LiveCache<String, Map<String, String>> namespaces = new LiveCache<>(name -> {});
    private final LiveCache<String, StoredPolicy> policies = new LiveCache<>(this::policyChanged);
    private final EniConfigs configs = new EniConfigs(this::configChanged);
    private final Reflector<PodRef, SlimPod> podReflector;
    private final Reflector<NodeRef, SlimNode> nodeReflector;
    private final List<Reflector<?, ?>> reflectors;
    private final AtomicLong policyChanges = new AtomicLong();
    private volatile @Nullable Matching matching;

    private record Matching(long asOf, PodNetworkingMatcher matcher) {}

    /** Hears of what a {@link ClusterView} does not tell of. Must not block. */
    public interface Watcher {
        /** A policy appeared, changed or went. */
        void policyChanged(String name);

        /** The configuration changed. */
        void configChanged();
    }

    /** A view; nothing is asked before {@link #start}. */
    public KubernetesView(KubeApi api, Env env, ViewSettings settings) {
        this.api = api;
        this.levels = new NodeLevels(settings);
        podReflector = new Reflector<>(api, env, KubePaths.PODS, Map.of(), podReader, pods);
        nodeReflector = new Reflector<>(api, env, KubePaths.NODES, Map.of(), new NodeReader(), nodes);
        reflectors = List.of(
                new Reflector<>(api, env, KubePaths.POD_NETWORKINGS, Map.of(), StoredPolicy::read, policies),
                new Reflector<>(
                        api,
                        env,
                        KubePaths.configMaps(settings.configNamespace()),
                        Map.of(),
                        EniConfigs::read,
                        configs.sink()),
                new Reflector<>(api, env, KubePaths.NAMESPACES, Map.of(), NamespaceLabels::read, namespaces),
                nodeReflector,
                podReflector);
    }

    /** Begins to follow the cluster. */
    public void start() {
        reflectors.forEach(Reflector::start);
    }

    /** Whether everything was listed once. */
    public boolean synced() {
        return reflectors.stream().allMatch(Reflector::synced);
    }

    /** Whether everything is as new as a watch can make it. */
    public boolean fresh() {
        return reflectors.stream().allMatch(Reflector::fresh);
    }

    @Override
    public PodAnswer pod(PodRef ref) {
        if (!podReflector.fresh()) {
            return PodAnswer.Unknown.INSTANCE;
        }
        SlimPod pod = pods.get(ref);
        return pod == null ? PodAnswer.Absent.INSTANCE : pod.answer();
    }

    @Override
    public NodeAnswer node(NodeRef ref) {
        if (!nodeReflector.fresh()) {
            return NodeAnswer.Unknown.INSTANCE;
        }
        SlimNode node = nodes.get(ref);
        return node == null ? NodeAnswer.Absent.INSTANCE : levels.answer(node);
    }

    @Override
    public boolean hasLingjunNodes() {
        return nodes.values().stream()
                .anyMatch(node -> "true".equals(node.labels().get(WireNames.LINGJUN)));
    }

    @Override
    public CompletionStage<PodAnswer> read(PodRef ref) {
        return api.send(KubeRequest.get(KubePaths.pod(ref), Map.of())).thenApply(this::answer);
    }

    private PodAnswer answer(KubeAnswer answer) {
        if (!(answer instanceof KubeAnswer.Replied replied)) {
            return PodAnswer.Unknown.INSTANCE;
        }
        if (replied.missing()) {
            return PodAnswer.Absent.INSTANCE;
        }
        try {
            return replied.ok()
                    ? podReader.read(JsonTrees.reader(replied.body())).value().answer()
                    : PodAnswer.Unknown.INSTANCE;
        } catch (IOException | RuntimeException unreadable) {
            return PodAnswer.Unknown.INSTANCE;
        }
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Hears of policies and configuration too. */
    public void watch(Watcher watcher) {
        watchers.add(Objects.requireNonNull(watcher, "watcher"));
    }

    /** What is kept of a pod, however old that is. */
    public Optional<SlimPod> slimPod(PodRef ref) {
        return Optional.ofNullable(pods.get(ref));
    }

    /** Every pod that is kept. */
    public Set<PodRef> podKeys() {
        return pods.keys();
    }

    /** What is kept of a node, however old that is. */
    public Optional<SlimNode> slimNode(NodeRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    /** Every node that is kept. */
    public Set<NodeRef> nodeKeys() {
        return nodes.keys();
    }

    /** What a node object comes to. */
    public NodeReading reading(SlimNode node) {
        return levels.reading(node);
    }

    /** The labels of a namespace; none when there is no such namespace. */
    public Map<String, String> namespaceLabels(String namespace) {
        return Objects.requireNonNullElse(namespaces.get(namespace), Map.of());
    }

    /** The labels of a namespace; empty while the view has not seen it. */
    public Optional<Map<String, String>> namespace(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }

    /** Every policy as stored. */
    public Collection<StoredPolicy> storedPolicies() {
        return policies.values();
    }

    /** One policy as stored. */
    public Optional<StoredPolicy> storedPolicy(String name) {
        return Optional.ofNullable(policies.get(name));
    }

    /** The policies that can be read, ready to match pods. */
    public PodNetworkingMatcher policies() {
        Matching made = matching;
        long asOf = policyChanges.get();
        if (made == null || made.asOf() != asOf) {
            List<PodNetworking> all = policies.values().stream()
                    .map(StoredPolicy::policy)
                    .filter(Objects::nonNull)
                    .toList();
            made = new Matching(asOf, PodNetworkingMatcher.of(all));
            matching = made;
        }
        return made.matcher();
    }

    /** The configuration of the cluster and of its nodes. */
    public EniConfigs configs() {
        return configs;
    }

    private void podChanged(PodRef pod) {
        listeners.forEach(each -> each.podChanged(pod));
    }

    /** A node changed, or something did on which what is known of it depends. */
    public void nodeChanged(NodeRef node) {
        listeners.forEach(each -> each.nodeChanged(node));
    }

    private void policyChanged(String name) {
        policyChanges.incrementAndGet();
        watchers.forEach(each -> each.policyChanged(name));
    }

    private void configChanged() {
        watchers.forEach(Watcher::configChanged);
    }

    /** The labels of namespaces. */
    private static final class NamespaceLabels {
        static Item<String, Map<String, String>> read(JsonReader in) throws IOException {
            Map<String, @Nullable Object> object = JsonTrees.readObject(in);
            Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(object.get("metadata"));
            Map<String, String> labels = new LinkedHashMap<>();
            if (metadata.get("labels") instanceof Map<?, ?> map) {
                map.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
            }
            return new Item<>(
                    String.valueOf(metadata.get("name")),
                    String.valueOf(metadata.get("resourceVersion")),
                    Map.copyOf(labels));
        }
    }

    /** Stops following. Idempotent. */
    @Override
    public void close() {
        reflectors.forEach(Reflector::close);
    }
}
