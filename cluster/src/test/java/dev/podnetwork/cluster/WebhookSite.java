package dev.podnetwork.cluster;

import dev.podnetwork.core.PodNetworkAllocators;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.k8s.client.KubeAccess;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.install.Chart;
import dev.podnetwork.k8s.install.Manifest;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.view.ViewSettings;
import dev.podnetwork.k8s.webhook.AdmissionFacts;
import dev.podnetwork.k8s.webhook.AdmissionListener;
import dev.podnetwork.k8s.webhook.AdmissionReviews;
import dev.podnetwork.k8s.webhook.ViewFacts;
import dev.podnetwork.k8s.webhook.WebhookServer;
import dev.podnetwork.k8s.webhook.tls.CertificateKeeper;
import dev.podnetwork.k8s.webhook.tls.CertificateSettings;
import dev.podnetwork.k8s.webhook.tls.ServingKey;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One replica's webhooks, called by a real API server. */
final class WebhookSite implements AutoCloseable {
    static final String NAMESPACE = "kube-system";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Manifest.Kind> WEBHOOKS =
            EnumSet.of(Manifest.Kind.SECRET, Manifest.Kind.MUTATING_WEBHOOK, Manifest.Kind.VALIDATING_WEBHOOK);

    private final LocalControlPlane cluster;
    private final Env env = PodNetworkAllocators.systemEnv(2);
    private final KubeApi api;
    private final KubernetesView view;
    private final ServingKey key = new ServingKey();
    private final CertificateKeeper keeper;
    private WebhookServer server;

    WebhookSite(LocalControlPlane cluster, ClusterSettings settings) {
        this(cluster, settings, CertificateSettings.of(NAMESPACE, "podnet"), facts -> facts);
    }

    WebhookSite(
            LocalControlPlane cluster,
            ClusterSettings settings,
            CertificateSettings certificate,
            UnaryOperator<AdmissionFacts> change) {
        this.cluster = cluster;
        try {
            api = KubeApi.open(KubeAccess.byFile(cluster.kubeconfig()), env);
            view = new KubernetesView(api, env, new ViewSettings(NAMESPACE, true, Map.of(), type -> null));
            AdmissionFacts facts = change.apply(new ViewFacts(api, view, settings));
            server = WebhookServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    key,
                    new AdmissionReviews(facts, AdmissionListener.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        view.start();
        keeper = new CertificateKeeper(api, env, certificate.reachedBy(List.of("127.0.0.1")), key);
        keeper.start();
        Await.until("the view to be synced", PATIENCE, view::synced);
    }

    KubernetesView view() {
        return view;
    }

    int port() {
        return server.port();
    }

    boolean serves() {
        return key.isReady();
    }

    /** Tells the API server to call us, and waits until it trusts us. */
    WebhookSite install(String... settings) {
        Chart chart = Chart.in(NAMESPACE).set("webhook.url=https://127.0.0.1:" + server.port());
        for (String each : settings) {
            chart = chart.set(each);
        }
        for (Manifest each : chart.manifests()) {
            if (WEBHOOKS.contains(each.kind())) {
                apply(Json.write(each.object()));
            }
        }
        awaitTrust();
        return this;
    }

    /** Once more when the keeper has written its Secret between kubectl's look and kubectl's create. */
    private void apply(String object) {
        if (cluster.kubectl().tryRun(List.of("apply", "-f", "-"), object).code() != 0) {
            cluster.kubectl().apply(object);
        }
    }

    void awaitTrust() {
        for (String kind : List.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations")) {
            Await.until(
                    "the CA in " + kind,
                    PATIENCE,
                    () ->
                            cluster
                                    .api()
                                    .get("/apis/admissionregistration.k8s.io/v1/" + kind + "/podnet")
                                    .objects("webhooks")
                                    .stream()
                                    .noneMatch(webhook -> webhook.fields("clientConfig")
                                            .text("caBundle")
                                            .orElse("")
                                            .isEmpty()));
        }
        Await.until("a certificate to serve", PATIENCE, key::isReady);
    }

    /** Answers no more, as a process that died. */
    void stopServer() {
        server.close();
    }

    static void uninstall(LocalControlPlane cluster) {
        for (String kind : List.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations")) {
            cluster.api().delete("/apis/admissionregistration.k8s.io/v1/" + kind + "/podnet");
        }
        cluster.api().delete("/api/v1/namespaces/" + NAMESPACE + "/secrets/podnet-webhook-cert");
    }

    @Override
    public void close() {
        keeper.close();
        server.close();
        view.close();
        api.close();
    }
}
