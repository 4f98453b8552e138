package dev.podnetwork.k8s.webhook;

import dev.podnetwork.api.NodeRef;
import dev.podnetwork.api.PodRef;
import dev.podnetwork.api.ZoneId;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.core.admission.ExclusivePlacement;
import dev.podnetwork.core.admission.RequestContext;
import dev.podnetwork.core.config.EniConfig;
import dev.podnetwork.core.config.WireNames;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.model.PodEniCodec;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.DocumentException;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.SlimNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The facts of admission from a view of the cluster. Policies and configuration are what the view has; a namespace that it has not seen yet, and the
 * record of a pod with a fixed name, are read from the API server. Thread-safe.
 */
public final class ViewFacts implements AdmissionFacts {
    /** The API server waits ten seconds for us. */
    private static final long WAIT_SECONDS = 5;

    private final KubeApi api;
    private final KubernetesView view;
    private final ClusterSettings settings;

    /** From that view, which somebody else starts. */
    public ViewFacts(KubeApi api, KubernetesView view, ClusterSettings settings) {
        this.api = api;
        this.view = view;
        this.settings = settings;
    }

    @Override
    public ClusterSettings settings() {
        return settings;
    }

    @Override
    public RequestContext context(String namespace) {
        requireSynced();
        Map<String, String> labels = view.namespace(namespace).orElseGet(() -> readLabels(namespace));
        ClusterSettings now = isWhollyExclusive() ? settings.withAllNodesExclusive() : settings;
        return RequestContext.atAdmission(view.policies(), view.configs().cluster(), now)
                .inNamespace(labels);
    }

    /** Whether a pod can land on exclusive nodes only (spec: README decision 12; weakness W15). */
    private boolean isWhollyExclusive() {
        return ExclusivePlacement.isWhole(view.nodeKeys().stream()
                .map(node -> view.slimNode(node).map(SlimNode::labels).orElse(Map.of())));
    }

    @Override
    public boolean isExclusive(String node) {
        return Optional.of(node)
                .filter(name -> !name.isBlank())
                .flatMap(name -> view.slimNode(NodeRef.of(name)))
                .map(SlimNode::labels)
                .filter(ExclusivePlacement::isExclusive)
                .isPresent();
    }

    @Override
    public @Nullable EniConfig eniConfig() {
        requireSynced();
        return view.configs().cluster();
    }

    private void requireSynced() {
        if (!view.synced()) {
            throw new UnknownFactException("policies, namespaces and eni-config have not been read yet");
        }
    }

    private Map<String, String> readLabels(String namespace) {
        return read(KubePaths.NAMESPACES + "/" + KubePaths.checked(namespace))
                .map(object -> object.fields("metadata").textMap("labels"))
                .orElse(Map.of());
    }

    @Override
    public Optional<ZoneId> previousZone(PodRef pod, List<String> ownerKinds) {
        if (!settings.fixedNames().isFixedName(ownerKinds)) {
            return Optional.empty();
        }
        return read(KubePaths.podEni(pod))
                .filter(record -> !PodEniCodec.deletionRequested(record))
                .flatMap(ViewFacts::zone);
    }

    private static Optional<ZoneId> zone(Doc.Fields record) {
        try {
            Doc.Fields spec = record.fields("spec");
            boolean holds = !spec.items("allocations").isEmpty();
            return holds ? spec.text("zone").filter(text -> !text.isBlank()).map(ZoneId::of) : Optional.empty();
        } catch (DocumentException broken) {
            return Optional.empty();
        }
    }

    @Override
    public List<ZoneId> virtualNodeZones() {
        return view.nodeKeys().stream()
                .flatMap(node -> view.slimNode(node).stream())
                .map(SlimNode::labels)
                .filter(labels -> "virtual-kubelet".equals(labels.get(WireNames.NODE_TYPE)))
                .map(labels -> labels.getOrDefault(WireNames.ZONE, ""))
                .filter(zone -> !zone.isEmpty())
                .distinct()
                .sorted()
                .map(ZoneId::of)
                .toList();
    }

    private Optional<Doc.Fields> read(String path) {
        KubeAnswer answer = await(path);
        if (answer instanceof KubeAnswer.Replied replied && replied.ok()) {
            return Optional.of(replied.object());
        }
        if (answer instanceof KubeAnswer.Replied replied && replied.missing()) {
            return Optional.empty();
        }
        String why =
                answer instanceof KubeAnswer.Replied replied ? replied.problem() : ((KubeAnswer.Lost) answer).reason();
        throw new UnknownFactException(path + ": " + why);
    }

    private KubeAnswer await(String path) {
        try {
            return api.send(KubeRequest.get(path, Map.of()))
                    .toCompletableFuture()
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new UnknownFactException(path + ": no answer within " + WAIT_SECONDS + " s");
        } catch (ExecutionException broken) {
            throw new UnknownFactException(path + ": " + broken.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnknownFactException(path + ": interrupted");
        }
    }
}
