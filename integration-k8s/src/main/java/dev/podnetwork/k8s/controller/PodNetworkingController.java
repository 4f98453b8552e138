package dev.podnetwork.k8s.controller;

import dev.podnetwork.api.selector.PodNetworking;
import dev.podnetwork.api.selector.PodNetworkingStatus;
import dev.podnetwork.api.selector.VSwitchZone;
import dev.podnetwork.core.admission.PodNetworkingReadiness;
import dev.podnetwork.core.admission.PolicyFacts;
import dev.podnetwork.core.admission.VSwitchFact;
import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.StoredPolicy;
import dev.podnetwork.spi.Env;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes policies Ready or Fail, and looks again: a failed one every 30 s, a Ready one every 5 minutes. It writes, and says so,
 * only when the verdict changes, so its own write leads to nothing (spec: control-plane §3; weaknesses W4, W49).
 */
final class PodNetworkingController {
    private static final Logger LOG = LoggerFactory.getLogger(PodNetworkingController.class);
    private static final Duration FAILED = Duration.ofSeconds(30);
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration UNKNOWN = Duration.ofSeconds(10);
    private static final Duration CONFLICT = Duration.ofMillis(200);

    private final KubeApi api;
    private final Env env;
    private final KubernetesView view;
    private final CloudPlaces places;
    private final EventWriter events;
    private final BooleanSupplier leads;
    private final KeyedQueue<String> queue;

    PodNetworkingController(
            KubeApi api, Env env, KubernetesView view, CloudPlaces places, EventWriter events, BooleanSupplier leads) {
        this.api = api;
        this.env = env;
        this.view = view;
        this.places = places;
        this.events = events;
        this.leads = leads;
        this.queue = new KeyedQueue<>(env, this::judge);
    }

    void changed(String name) {
        queue.add(name);
    }

    void all() {
        view.storedPolicies().forEach(each -> queue.add(each.name()));
    }

    void close() {
        queue.close();
    }

    private CompletionStage<Optional<Duration>> judge(String name) {
        StoredPolicy stored = view.storedPolicy(name).orElse(null);
        if (stored == null || !leads.getAsBoolean()) {
            return done(Optional.empty());
        }
        PodNetworking policy = stored.policy();
        if (policy == null) {
            PodNetworkingStatus failed = PodNetworkingStatus.failed(
                    PodNetworkingStatus.UNCHECKED, List.of(), "the policy cannot be read: " + stored.problem());
            return stored.statusText().equals("Fail") ? done(Optional.of(READY)) : write(stored, failed);
        }
        return places.facts(policy.spec()).thenCompose(facts -> judged(stored, policy, facts));
    }

    private CompletionStage<Optional<Duration>> judged(StoredPolicy stored, PodNetworking policy, PolicyFacts facts) {
        PodNetworkingStatus next = PodNetworkingReadiness.decide(policy.spec(), policy.status(), facts);
        if (!next.equals(policy.status())) {
            return write(stored, next);
        }
        boolean unknown = facts.vSwitches().values().stream().anyMatch(VSwitchFact.Unknown.class::isInstance);
        boolean ready = next.state() == PodNetworkingStatus.State.READY;
        return done(Optional.of(unknown ? UNKNOWN : ready ? READY : FAILED));
    }

    private CompletionStage<Optional<Duration>> write(StoredPolicy stored, PodNetworkingStatus next) {
        String path = KubePaths.podNetworking(stored.name()) + "/status";
        return api.send(KubeRequest.mergePatch(path, json(stored, next))).thenApply(answer -> {
            if (answer instanceof KubeAnswer.Replied replied && replied.ok()) {
                say(stored, next);
                return Optional.of(next.state() == PodNetworkingStatus.State.READY ? READY : FAILED);
            }
            LOG.debug("the status of PodNetworking {} was not written: {}", stored.name(), answer);
            boolean conflict = answer instanceof KubeAnswer.Replied replied && replied.code() == 409;
            return Optional.of(conflict ? CONFLICT : UNKNOWN);
        });
    }

    private String json(StoredPolicy stored, PodNetworkingStatus next) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", next.state() == PodNetworkingStatus.State.READY ? "Ready" : "Fail");
        status.put("message", next.message());
        status.put("updateAt", env.now().truncatedTo(ChronoUnit.SECONDS).toString());
        status.put(
                "vSwitches",
                next.vSwitches().stream().map(PodNetworkingController::zone).toList());
        return Json.write(Map.of("metadata", Map.of("resourceVersion", stored.resourceVersion()), "status", status));
    }

    private static Map<String, String> zone(VSwitchZone each) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("id", each.id().value());
        out.put("zone", each.zone().value());
        return out;
    }

    private void say(StoredPolicy stored, PodNetworkingStatus next) {
        boolean ready = next.state() == PodNetworkingStatus.State.READY;
        events.write(
                Subject.policy(stored.name(), stored.uid()),
                new EventWriter.Words(
                        !ready,
                        ready ? "SyncPodNetworkingSucceed" : "SyncPodNetworkingFailed",
                        "SyncPodNetworking",
                        ready ? "Synced" : next.message()));
    }

    private static CompletionStage<Optional<Duration>> done(Optional<Duration> again) {
        return CompletableFuture.completedFuture(again);
    }
}
