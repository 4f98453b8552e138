package dev.podnetwork.k8s.webhook.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Makes an authority and a server certificate of it. The authority's key is forgotten at once: nobody can misuse it. Stateless. */
final class CertificateMaker {
    /** Clocks differ. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private CertificateMaker() {}

    /** New material, good from now on for that long; {@code older} authorities stay trusted. */
    static KeyMaterial make(List<String> names, Instant now, Duration lifetime, String older) {
        try {
            KeyPair authority = newPair();
            KeyPair server = newPair();
            X500Name issuer = new X500Name("CN=" + names.get(0) + "-ca "
                    + serial(authority.getPublic()).toString(36));
            Window window = new Window(now.minus(BACKDATED), now.plus(lifetime));
            X509v3CertificateBuilder ca = builder(issuer, issuer, window, authority.getPublic());
            ca.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            ca.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            X509v3CertificateBuilder leaf =
                    builder(issuer, new X500Name("CN=" + names.get(0)), window, server.getPublic());
            leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            leaf.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            leaf.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            leaf.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            ContentSigner signer = signer(authority.getPrivate());
            return new KeyMaterial(
                    pem(new JcaMiscPEMGenerator(leaf.build(signer))),
                    pem(new JcaPKCS8Generator(server.getPrivate(), null)),
                    pem(new JcaMiscPEMGenerator(ca.build(signer))) + older);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this JDK cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private record Window(Instant from, Instant to) {}

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, Window window, PublicKey key)
            throws GeneralSecurityException {
        return new X509v3CertificateBuilder(
                issuer,
                serial(key),
                Date.from(window.from()),
                Date.from(window.to()),
                subject,
                SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    }

    /** Of the key, so that no two certificates of an authority have the same. */
    private static BigInteger serial(PublicKey key) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return new BigInteger(1, hash).shiftRight(128).add(BigInteger.ONE);
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(
                        ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    }

    private static String pem(PemObjectGenerator what) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
