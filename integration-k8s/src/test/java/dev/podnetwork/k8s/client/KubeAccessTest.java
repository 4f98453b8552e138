package dev.podnetwork.k8s.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podnetwork.fake.sim.SimWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/** Kubeconfig files as people name them. */
class KubeAccessTest {
    @Test
    void aFileInTheWorkingDirectoryIsNamedWithoutAFolder() throws IOException, GeneralSecurityException {
        Path authority = Files.createTempFile(Path.of(""), "authority", ".pem");
        Path config = Files.createTempFile(Path.of(""), "kubeconfig", ".yaml");
        try {
            Files.writeString(authority, anyCertificate());
            Files.writeString(config, """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: c, cluster: {server: "https://127.0.0.1:1", certificate-authority: "%s"}}]
                    users: [{name: u, user: {token: t}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    current-context: c
                    """.formatted(authority));
            assertThat(config.getParent()).isNull();
            try (KubeApi api = KubeApi.open(KubeAccess.byFile(config), new SimWorld(1).start("reader"))) {
                assertThat(api).isNotNull();
            }
        } finally {
            Files.delete(config);
            Files.delete(authority);
        }
    }

    /** One that this JDK trusts. */
    private static String anyCertificate() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
        byte[] encoded = trust.getAcceptedIssuers()[0].getEncoded();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
    }
}
