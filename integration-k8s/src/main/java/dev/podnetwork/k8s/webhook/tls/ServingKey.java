package dev.podnetwork.k8s.webhook.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key that the server shows, which changes while it runs: new connections get the new one. Thread-safe.
 */
public final class ServingKey {
    private static final String ALIAS = "webhook";

    private record Current(X509Certificate[] chain, PrivateKey key) {}

    private volatile @Nullable Current current;

    /** One that shows nothing yet: connections fail until it is given something. */
    public ServingKey() {}

    /** Whether there is something to show. */
    public boolean isReady() {
        return current != null;
    }

    void use(KeyMaterial material) throws GeneralSecurityException {
        current = new Current(material.chain().toArray(X509Certificate[]::new), material.privateKey());
    }

    /** A TLS context that always shows what is current. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Manager()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS: " + e.getMessage(), e);
        }
    }

    private final class Manager extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            Current now = current;
            // A key of the other algorithm cannot be shown; the JDK asks for each in turn.
            return now != null && now.key().getAlgorithm().equals(type) ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return chooseEngineServerAlias(type, issuers, null);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            Current now = current;
            return now == null ? null : now.chain().clone();
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            Current now = current;
            return now == null ? null : now.key();
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
