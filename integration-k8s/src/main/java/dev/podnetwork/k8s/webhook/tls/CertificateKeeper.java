package dev.podnetwork.k8s.webhook.tls;

import dev.podnetwork.k8s.client.KubeAnswer;
import dev.podnetwork.k8s.client.KubeApi;
import dev.podnetwork.k8s.client.KubePaths;
import dev.podnetwork.k8s.client.KubeRequest;
import dev.podnetwork.k8s.tree.Doc;
import dev.podnetwork.k8s.tree.Json;
import dev.podnetwork.k8s.tree.Plain;
import dev.podnetwork.spi.Env;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secret with the serving certificate, and serves what it holds. Every replica runs one; who writes first wins, and the others take
 * what is there. A new certificate is served only after both webhook configurations trust its authority, and the authority before stays
 * trusted, so that no replica is refused while they change one after the other. Thread-safe.
 *
 * <pre>
 *   Secret missing, empty, unreadable, of other names or near its end ──► make, write (create, or replace at the version read)
 *   Secret good ──► caBundle of both configurations ──► serve ──► again after checkEvery
 * </pre>
 */
public final class CertificateKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final long RETRY_NANOS = 2_000_000_000L;
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private final KubeApi api;
    private final Env env;
    private final CertificateSettings settings;
    private final CaBundles bundles;
    private final ServingKey serving;
    private @Nullable KeyMaterial served;
    private volatile boolean closed;

    /** One that has not begun. */
    public CertificateKeeper(KubeApi api, Env env, CertificateSettings settings, ServingKey serving) {
        this.api = api;
        this.env = env;
        this.settings = settings;
        this.bundles = new CaBundles(api, settings.name());
        this.serving = serving;
    }

    /** Begins to look; serving starts when the first look has ended well. */
    public void start() {
        env.execute(this::look);
    }

    /** Looks now, and again later. */
    private void look() {
        if (closed) {
            return;
        }
        read().exceptionally(failure -> failed("the webhook certificate: " + failure))
                .thenAccept(good -> env.schedule(good ? settings.checkEvery().toNanos() : RETRY_NANOS, this::look));
    }

    private CompletionStage<Boolean> read() {
        return api.send(KubeRequest.get(path(), Map.of())).thenCompose(this::seen);
    }

    private String path() {
        return secrets() + "/" + KubePaths.checked(settings.secret());
    }

    private String secrets() {
        return KubePaths.NAMESPACES + "/" + KubePaths.checked(settings.namespace()) + "/secrets";
    }

    private CompletionStage<Boolean> seen(KubeAnswer answer) {
        if (!(answer instanceof KubeAnswer.Replied replied)) {
            return done(failed("the webhook certificate cannot be read: " + ((KubeAnswer.Lost) answer).reason()));
        }
        if (replied.missing()) {
            return write(null, make(""), "there is no Secret");
        }
        if (!replied.ok()) {
            return done(failed("the Secret " + settings.secret() + " cannot be read: " + replied.problem()));
        }
        Doc.Fields secret = replied.object();
        KeyMaterial stored = material(secret);
        Optional<String> problem = stored.problem(settings.names(), env.now(), settings.renewBefore());
        return problem.isEmpty() ? serve(stored) : write(secret, make(stillTrusted(stored)), problem.get());
    }

    private KeyMaterial make(String older) {
        return CertificateMaker.make(settings.names(), env.now(), settings.lifetime(), older);
    }

    /** The newest authority of the certificate that is replaced: other replicas serve what it signed for a moment longer. */
    private String stillTrusted(KeyMaterial before) {
        try {
            List<X509Certificate> authorities = KeyMaterial.certificates(before.authorities());
            boolean good = !authorities.isEmpty()
                    && authorities.get(0).getNotAfter().toInstant().isAfter(env.now());
            String end = "-----END CERTIFICATE-----\n";
            int first = before.authorities().indexOf(end);
            return good && first >= 0 ? before.authorities().substring(0, first + end.length()) : "";
        } catch (GeneralSecurityException unreadable) {
            return "";
        }
    }

    private CompletionStage<Boolean> write(Doc.@Nullable Fields secret, KeyMaterial made, String why) {
        LOG.info("makes a new webhook certificate: {}", why);
        KubeRequest request = secret == null
                ? KubeRequest.post(secrets(), Json.write(secret(new LinkedHashMap<>(), made)))
                : KubeRequest.put(path(), Json.write(secret(Plain.map(secret), made)));
        return api.send(request).thenCompose(answer -> {
            if (answer instanceof KubeAnswer.Replied replied && replied.ok()) {
                return serve(made);
            }
            boolean raced = answer instanceof KubeAnswer.Replied replied && replied.code() == 409;
            String said = answer instanceof KubeAnswer.Replied replied
                    ? replied.problem()
                    : ((KubeAnswer.Lost) answer).reason();
            // Another replica was first: what it wrote is to be served soon, before the authority of ours is forgotten.
            return raced ? read() : done(failed("the Secret " + settings.secret() + " cannot be written: " + said));
        });
    }

    private Map<String, @Nullable Object> secret(Map<String, @Nullable Object> object, KeyMaterial made) {
        object.putIfAbsent("apiVersion", "v1");
        object.putIfAbsent("kind", "Secret");
        object.putIfAbsent("metadata", Map.of("name", settings.secret(), "namespace", settings.namespace()));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("tls.crt", encoded(made.certificate()));
        data.put("tls.key", encoded(made.key()));
        data.put("ca.crt", encoded(made.authorities()));
        object.put("data", data);
        return object;
    }

    private static KeyMaterial material(Doc.Fields secret) {
        Doc.Fields data = secret.fields("data");
        return new KeyMaterial(decoded(data, "tls.crt"), decoded(data, "tls.key"), decoded(data, "ca.crt"));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(Doc.Fields data, String key) {
        try {
            return new String(Base64.getDecoder().decode(data.text(key).orElse("")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private CompletionStage<Boolean> serve(KeyMaterial material) {
        return bundles.trust(encoded(material.authorities())).thenCompose(outcome -> {
            if (outcome.problem().isPresent()) {
                return done(failed(outcome.problem().get()));
            }
            // Whoever installs the configurations after us does not want to wait for the next ordinary look.
            return settled(material).thenApply(shown -> shown && !outcome.absent());
        });
    }

    /** API servers learn through a watch whom to trust: until then they refuse what the new authority signed. */
    private CompletionStage<Boolean> settled(KeyMaterial material) {
        if (isServed(material)) {
            return done(shown(material));
        }
        CompletableFuture<Boolean> shown = new CompletableFuture<>();
        env.schedule(SETTLE_NANOS, () -> shown.complete(shown(material)));
        return shown;
    }

    /** Also when nothing is served yet, and nobody is refused by a beginning. */
    private synchronized boolean isServed(KeyMaterial material) {
        return served == null || material.equals(served);
    }

    private synchronized boolean shown(KeyMaterial material) {
        try {
            if (!material.equals(served)) {
                serving.use(material);
                served = material;
                Instant end = material.chain().get(0).getNotAfter().toInstant();
                LOG.info("serves webhooks with the certificate of Secret {}, good until {}", settings.secret(), end);
            }
            return true;
        } catch (GeneralSecurityException bad) {
            return failed("the certificate of Secret " + settings.secret() + " cannot be used: " + bad.getMessage());
        }
    }

    private static boolean failed(String what) {
        LOG.warn("{}; tries again", what);
        return false;
    }

    private static CompletionStage<Boolean> done(boolean good) {
        return CompletableFuture.completedFuture(good);
    }

    /** Looks no more; what is served stays. Idempotent. */
    @Override
    public void close() {
        closed = true;
    }
}
