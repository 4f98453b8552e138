package dev.podnetwork.k8s.controller;

import com.google.common.util.concurrent.MoreExecutors;
import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodNetworkAllocator;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.PodUid;
import dev.podnetwork.api.allocation.AllocationRequest;
import dev.podnetwork.api.allocation.Binding;
import dev.podnetwork.api.allocation.NodeAnswer;
import dev.podnetwork.api.allocation.PodAnswer;
import dev.podnetwork.api.capacity.NetworkMode;
import dev.podnetwork.core.admission.NetworkResolution;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.SlimNode;
import dev.podnetwork.k8s.view.SlimPod;
import dev.podnetwork.spi.ClusterView;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Wishes a network for each scheduled pod that is to have one, and says that it is not needed when the pod is gone. It holds
 * nothing that a restart may lose: pods that came while it was down are found by the first list. Thread-safe.
 */
final class PodController implements ClusterView.Listener {
    private static final Duration RESYNC = Duration.ofMinutes(5);
    private static final long SOON = 500_000_000L;

    private final Env env;
    private final Executor serial;
    private final KubernetesView view;
    private final PodRequests requests;
    private final PodNetworkAllocator allocator;
    private final WaitReporter reporter;
    private final AdmissionGaps gaps;
    private final Map<PodRef, PodUid> wished = new HashMap<>();
    private final Map<NodeRef, Set<PodRef>> waitForNode = new HashMap<>();
    private final Set<PodRef> unknown = new LinkedHashSet<>();
    private volatile boolean closed;

    PodController(
            Env env,
            KubernetesView view,
            PodRequests requests,
            PodNetworkAllocator allocator,
            WaitReporter reporter,
            AdmissionGaps gaps) {
        this.env = env;
        this.serial = MoreExecutors.newSequentialExecutor(env);
        this.view = view;
        this.requests = requests;
        this.allocator = allocator;
        this.reporter = reporter;
        this.gaps = gaps;
    }

    void start() {
        view.listen(this);
        env.schedule(RESYNC.toNanos(), this::resync);
        env.schedule(SOON, this::lookAgain);
        serial.execute(() -> view.podKeys().forEach(this::look));
    }

    void close() {
        closed = true;
    }

    @Override
    public void podChanged(PodRef pod) {
        serial.execute(() -> look(pod));
    }

    @Override
    public void nodeChanged(NodeRef node) {
        serial.execute(() -> {
            Set<PodRef> waiting = waitForNode.remove(node);
            if (waiting != null) {
                waiting.forEach(this::look);
            }
        });
    }

    /** The configuration or a policy changed: what was denied may be granted. */
    void rulesChanged() {
        serial.execute(() -> view.podKeys().forEach(this::look));
    }

    private void resync() {
        if (!closed) {
            serial.execute(() -> {
                List.copyOf(wished.keySet()).forEach(this::look);
                view.podKeys().forEach(this::look);
            });
            env.schedule(RESYNC.toNanos(), this::resync);
        }
    }

    private void lookAgain() {
        if (!closed) {
            serial.execute(() -> {
                List<PodRef> again = List.copyOf(unknown);
                unknown.clear();
                again.forEach(this::look);
            });
            env.schedule(SOON, this::lookAgain);
        }
    }

    private void look(PodRef ref) {
        if (closed) {
            return;
        }
        PodAnswer answer = view.pod(ref);
        if (answer instanceof PodAnswer.Unknown) {
            unknown.add(ref);
            return;
        }
        PodUid before = wished.get(ref);
        if (before != null && answer.isGone(before)) {
            wished.remove(ref);
            CompletionStage<Void> unused = allocator.release(ref, before);
        }
        if (answer instanceof PodAnswer.Absent || answer instanceof PodAnswer.Ended) {
            reporter.forget(ref);
        }
        if (answer instanceof PodAnswer.Scheduled scheduled && !scheduled.uid().equals(wished.get(ref))) {
            view.slimPod(ref)
                    .filter(pod -> pod.uid().equals(scheduled.uid()))
                    .ifPresent(pod -> scheduled(pod, scheduled.node()));
        }
    }

    private void scheduled(SlimPod pod, NodeRef at) {
        SlimNode node = view.slimNode(at).orElse(null);
        NodeAnswer answer = view.node(at);
        if (node == null || !(answer instanceof NodeAnswer.Present present)) {
            waitForNode.computeIfAbsent(at, n -> new LinkedHashSet<>()).add(pod.ref());
            if (node == null || !isVirtual(node)) {
                unusable(pod, at, answer);
            }
            return;
        }
        NetworkMode mode = PodRequests.mode(present.facts());
        if (!requests.mayBeOurs(pod, mode)) {
            gaps.look(pod);
            return;
        }
        NetworkResolution resolution = requests.resolve(pod, node, mode);
        if (resolution instanceof NetworkResolution.Resolved resolved) {
            ambiguous(pod);
            allocate(requests.request(pod, present.facts(), resolved));
        } else if (resolution instanceof NetworkResolution.Denied denied) {
            reporter.rejected(pod.ref(), denied.reason());
        }
    }

    /** Whoever runs a virtual node gives its pods their network; we only admit them (spec: control-plane §0). */
    private static boolean isVirtual(SlimNode node) {
        return "virtual-kubelet".equals(node.labels().get(WireNames.NODE_TYPE));
    }

    private void unusable(SlimPod pod, NodeRef at, NodeAnswer answer) {
        if (requests.mayBeOurs(pod, NetworkMode.SHARED)) {
            if (answer instanceof NodeAnswer.Unusable why) {
                reporter.waitsForNode(pod.ref(), at, "its node cannot be used: " + why.reason());
            } else if (answer instanceof NodeAnswer.Absent) {
                reporter.waitsForNode(pod.ref(), at, "its node " + at + " is not there");
            }
        }
    }

    /** Admission wrote on the pod which policies matched: the names are known as long as the pod is (README decision 3). */
    private void ambiguous(SlimPod pod) {
        List<String> names = PodRequests.policies(pod);
        if (names.size() > 1) {
            reporter.note(
                    pod.ref(),
                    new EventWriter.Words(
                            true,
                            "PodNetworkingAmbiguous",
                            "CreatePod",
                            "several PodNetworkings select the pod: " + String.join(", ", names)
                                    + "; the first of them is"
                                    + " used, which is the lowest name: make their selectors exclude each other",
                            true));
        }
    }

    private void allocate(AllocationRequest request) {
        wished.put(request.pod(), request.uid());
        CompletionStage<Binding> unused = allocator.allocate(request);
    }
}
