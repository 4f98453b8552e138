package dev.podnetwork.bench.cluster;

import dev.podnetwork.cluster.Await;
import dev.podnetwork.cluster.LocalControlPlane;
import dev.podnetwork.core.admission.ClusterSettings;
import dev.podnetwork.k8s.install.Chart;
import dev.podnetwork.k8s.install.Manifest;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.webhook.AdmissionListener;
import dev.podnetwork.k8s.webhook.AdmissionReviews;
import dev.podnetwork.k8s.webhook.ViewFacts;
import dev.podnetwork.k8s.webhook.WebhookServer;
import dev.podnetwork.k8s.webhook.tls.CertificateKeeper;
import dev.podnetwork.k8s.webhook.tls.CertificateSettings;
import dev.podnetwork.k8s.webhook.tls.ServingKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Our webhooks in this process, called by the real API server. */
final class Webhooks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<Manifest.Kind> OURS =
            Set.of(Manifest.Kind.SECRET, Manifest.Kind.MUTATING_WEBHOOK, Manifest.Kind.VALIDATING_WEBHOOK);

    private final LocalControlPlane cluster;
    private final WebhookServer server;
    private final CertificateKeeper keeper;

    Webhooks(LocalControlPlane cluster, Controllers ours) throws IOException {
        this.cluster = cluster;
        ServingKey key = new ServingKey();
        ViewFacts facts = new ViewFacts(ours.api, ours.controllers.view(), ClusterSettings.DEFAULT);
        server = WebhookServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                key,
                new AdmissionReviews(facts, AdmissionListener.NONE));
        CertificateSettings settings = CertificateSettings.of("kube-system", "podnet");
        keeper = new CertificateKeeper(ours.api, ours.env, settings.reachedBy(List.of("127.0.0.1")), key);
        keeper.start();
        Await.until("a certificate to serve", PATIENCE, key::isReady);
        for (Manifest each : Chart.in("kube-system")
                .set("webhook.url=https://127.0.0.1:" + server.port())
                .manifests()) {
            if (OURS.contains(each.kind())) {
                cluster.kubectl().apply(Json.write(each.object()));
            }
        }
        for (String kind : List.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations")) {
            Await.until("the CA in " + kind, PATIENCE, () -> trusted(kind));
        }
    }

    private boolean trusted(String kind) {
        return cluster
                .api()
                .get("/apis/admissionregistration.k8s.io/v1/" + kind + "/podnet")
                .objects("webhooks")
                .stream()
                .noneMatch(each -> each.fields("clientConfig")
                        .text("caBundle")
                        .orElse("")
                        .isEmpty());
    }

    @Override
    public void close() {
        keeper.close();
        server.close();
    }
}
