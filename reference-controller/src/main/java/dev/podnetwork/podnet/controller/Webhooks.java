package dev.podnetwork.podnet.controller;

import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.view.KubernetesView;
import dev.podnetwork.k8s.webhook.AdmissionListener;
import dev.podnetwork.k8s.webhook.AdmissionReviews;
import dev.podnetwork.k8s.webhook.ViewFacts;
import dev.podnetwork.k8s.webhook.WebhookServer;
import dev.podnetwork.k8s.webhook.tls.CertificateKeeper;
import dev.podnetwork.k8s.webhook.tls.CertificateSettings;
import dev.podnetwork.k8s.webhook.tls.ServingKey;
import dev.podnetwork.spi.Env;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Admission, served by every replica whether it leads or not. Not thread-safe. */
final class Webhooks implements AutoCloseable {
    private final WebhookServer server;
    private final CertificateKeeper certificates;
    private final ServingKey key;
    private volatile boolean leaving;

    private Webhooks(WebhookServer server, CertificateKeeper certificates, ServingKey key) {
        this.server = server;
        this.certificates = certificates;
        this.key = key;
    }

    /**
     * What the API server has to know of us.
     *
     * @param name of both webhook configurations, the Service and the Secret's beginning; empty for the controller's name
     * @param reachedBy names or addresses besides those of the Service
     * @param listener hears what admission finds out
     */
    record Site(String name, List<String> reachedBy, AdmissionListener listener) {}

    /**
     * Opens the port that the configuration names and begins to answer.
     *
     * @throws IOException when the port cannot be had
     */
    static Webhooks start(ControllerConfig config, Site site, KubeApi api, KubernetesView view, Env env)
            throws IOException {
        ServingKey key = new ServingKey();
        AdmissionReviews reviews = new AdmissionReviews(new ViewFacts(api, view, config.settings()), site.listener());
        InetSocketAddress at = new InetSocketAddress(Integer.parseInt(config.text("webhookPort")));
        WebhookServer server = WebhookServer.start(at, key, reviews);
        String name = site.name().isEmpty() ? config.text("controllerName") : site.name();
        CertificateKeeper keeper = new CertificateKeeper(
                api,
                env,
                CertificateSettings.of(config.text("controllerNamespace"), name).reachedBy(site.reachedBy()),
                key);
        keeper.start();
        return new Webhooks(server, keeper, key);
    }

    /** Whether the API server can call us. */
    boolean ready() {
        return key.isReady() && !leaving;
    }

    /** Is not ready any more, and answers on until it is closed: it takes a moment until nobody asks. */
    void leave() {
        leaving = true;
        server.leave();
    }

    /** The port it listens on. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        certificates.close();
        server.close();
    }
}
