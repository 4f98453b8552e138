package dev.podnetwork.k8s.controller;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.InterfaceRequest;
import dev.podnetwork.api.allocation.IpStack;
import dev.podnetwork.api.allocation.NodeFacts;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.NetworkRequests;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.admission.ParsedAnnotation;
import dev.podnetwork.core.admission.PodFacts;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.capacity.NetworkCards;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.k8s.tree.Position;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.SlimNode;
import dev.podnetwork.k8s.view.SlimPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduled pod asks for: the core's rules on what admission left on the pod. Pods of one workload share one parsed
 * annotation and one list of interfaces. Thread-safe.
 */
final class PodRequests {
    private final KubernetesView view;
    private final ClusterSettings settings;
    private final IpStack stack;
    private final Cache<String, ParsedAnnotation> parsed =
            CacheBuilder.newBuilder().maximumSize(2_000).build();
    private final Interner<List<InterfaceRequest>> shared = Interners.newWeakInterner();

    PodRequests(KubernetesView view, ClusterSettings settings, IpStack stack) {
        this.view = view;
        this.settings = settings;
        this.stack = stack;
    }

    /** Whether a pod on a node of this mode may be ours at all; cheap. */
    boolean mayBeOurs(SlimPod pod, NetworkMode mode) {
        return !pod.hostNetwork()
                && (pod.annotations().containsKey(WireNames.POD_ENI)
                        || mode == NetworkMode.EXCLUSIVE
                        || settings.centralIpam());
    }

    NetworkResolution resolve(SlimPod pod, SlimNode node, NetworkMode mode) {
        RequestContext context = new RequestContext(
                view.namespaceLabels(pod.ref().namespace()),
                view.policies(),
                view.configs().onNode(node.labels()),
                settings,
                mode);
        return NetworkRequests.resolve(facts(pod), context);
    }

    AllocationRequest request(SlimPod pod, NodeFacts node, NetworkResolution.Resolved resolved) {
        List<InterfaceRequest> interfaces =
                resolved.entries().stream().map(each -> each.toRequest(stack)).toList();
        return new AllocationRequest(
                pod.ref(),
                pod.uid(),
                node.node(),
                shared.intern(selected(interfaces, policies(pod))),
                numa(pod.annotations()));
    }

    /** Every policy that selected a pod when it was admitted, the one that counts first; empty when at most one did. */
    static List<String> policies(SlimPod pod) {
        String names = pod.annotations().getOrDefault(WireNames.MATCHED, "");
        return Stream.of(names.split(",")).filter(name -> !name.isBlank()).toList();
    }

    /** The record keeps the names (spec: README decision 3). */
    private static List<InterfaceRequest> selected(List<InterfaceRequest> interfaces, List<String> policies) {
        if (policies.isEmpty()) {
            return interfaces;
        }
        List<InterfaceRequest> named = new ArrayList<>(interfaces);
        InterfaceRequest first = interfaces.get(0);
        named.set(0, new InterfaceRequest(first.spec().selectedBy(policies), first.vSwitches(), first.selection()));
        return List.copyOf(named);
    }

    /** A hint that cannot be read is none (spec: control-plane §5.4). */
    private static @Nullable Integer numa(Map<String, String> annotations) {
        String text = annotations.get(WireNames.CPU_SET);
        try {
            return text == null ? null : NetworkCards.numa(Plain.of(Json.parse(text, Position.NOWHERE)));
        } catch (DocumentException unreadable) {
            return null;
        }
    }

    PodFacts facts(SlimPod pod) {
        return new PodFacts(
                pod.ref(),
                pod.labels(),
                pod.annotations(),
                parsed(pod.annotations(), WireNames.POD_NETWORKS),
                parsed(pod.annotations(), WireNames.POD_NETWORKS_REQUEST),
                pod.ownerKinds(),
                pod.hostNetwork(),
                pod.containers(),
                pod.state() == SlimPod.State.ENDED);
    }

    private ParsedAnnotation parsed(Map<String, String> annotations, String key) {
        String text = annotations.get(key);
        if (text == null) {
            return ParsedAnnotation.ABSENT;
        }
        ParsedAnnotation known = parsed.getIfPresent(text);
        if (known == null) {
            known = parse(text);
            parsed.put(text, known);
        }
        return known;
    }

    private static ParsedAnnotation parse(String text) {
        try {
            return ParsedAnnotation.of(Plain.of(Json.parse(text, Position.NOWHERE)));
        } catch (DocumentException bad) {
            return ParsedAnnotation.unreadable(String.valueOf(bad.getMessage()));
        }
    }

    /** How a node gives addresses to pods. */
    static NetworkMode mode(NodeFacts facts) {
        if (facts.exclusive()) {
            return NetworkMode.EXCLUSIVE;
        }
        return facts.trunk() == null ? NetworkMode.SHARED : NetworkMode.TRUNK;
    }
}
