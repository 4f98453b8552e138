package dev.podnetwork.k8s.webhook.tls;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate with its key, and the authorities that vouch for it, as PEM. Immutable.
 *
 * @param certificate of the server, with what stands between it and the authority
 * @param key its private key: PKCS 8, or the older forms of RSA and EC keys
 * @param authorities what the API server has to trust: ours, and the one before while others may still use it
 */
record KeyMaterial(String certificate, String key, String authorities) {
    KeyMaterial {
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
        requireNonNull(authorities, "authorities");
    }

    List<X509Certificate> chain() throws GeneralSecurityException {
        return certificates(certificate);
    }

    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    PrivateKey privateKey() throws GeneralSecurityException {
        try (PEMParser parser = new PEMParser(new StringReader(key))) {
            Object read = parser.readObject();
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            if (read instanceof PEMKeyPair pair) {
                return converter.getPrivateKey(pair.getPrivateKeyInfo());
            } else if (read instanceof PrivateKeyInfo info) {
                return converter.getPrivateKey(info);
            }
            throw new GeneralSecurityException("tls.key holds no private key");
        } catch (IOException e) {
            throw new GeneralSecurityException("tls.key cannot be read: " + e.getMessage(), e);
        }
    }

    /** Why it should not be used any more; empty when it is good for that long at least. */
    Optional<String> problem(List<String> names, Instant now, Duration atLeast) {
        try {
            List<X509Certificate> chain = chain();
            if (chain.isEmpty() || certificates(authorities).isEmpty()) {
                return Optional.of("there is none yet");
            }
            X509Certificate own = chain.get(0);
            privateKey();
            if (own.getNotAfter().toInstant().isBefore(now.plus(atLeast))) {
                return Optional.of("it ends at " + own.getNotAfter().toInstant());
            }
            List<String> held = names(own);
            return names.stream()
                    .filter(name -> !held.contains(name))
                    .findFirst()
                    .map(name -> "it lacks the name " + name);
        } catch (GeneralSecurityException | IllegalArgumentException bad) {
            return Optional.of("it cannot be read: " + bad.getMessage());
        }
    }

    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? List.of()
                : all.stream().map(each -> String.valueOf(each.get(1))).toList();
    }
}
