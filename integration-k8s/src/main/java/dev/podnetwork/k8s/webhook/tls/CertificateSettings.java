package dev.podnetwork.k8s.webhook.tls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose certificate it is and how long it lives. Immutable.
 *
 * @param namespace of the Secret and of the service
 * @param name of the service and of both webhook configurations; the Secret is {@code <name>-webhook-cert}
 * @param more names or addresses under which the API server reaches us besides those of the service
 * @param lifetime how long a new certificate is good for
 * @param renewBefore how long before its end it is replaced
 * @param checkEvery how often Secret and configurations are looked at
 */
public record CertificateSettings(
        String namespace,
        String name,
        List<String> more,
        Duration lifetime,
        Duration renewBefore,
        Duration checkEvery) {
    /** Copies the list. */
    public CertificateSettings {
        more = List.copyOf(more);
        if (renewBefore.compareTo(lifetime) >= 0) {
            throw new IllegalArgumentException("a certificate that lives " + lifetime + " cannot be renewed "
                    + renewBefore + " before its end: give a shorter time");
        }
    }

    /** A year, renewed four months before its end, looked at every minute. */
    public static CertificateSettings of(String namespace, String name) {
        return new CertificateSettings(
                namespace, name, List.of(), Duration.ofDays(365), Duration.ofDays(120), Duration.ofMinutes(1));
    }

    /** The same, reached under more names or addresses. */
    public CertificateSettings reachedBy(List<String> names) {
        return new CertificateSettings(namespace, name, names, lifetime, renewBefore, checkEvery);
    }

    /** The Secret's name. */
    public String secret() {
        return name + "-webhook-cert";
    }

    /** Every name that the certificate must hold. */
    List<String> names() {
        List<String> all = new ArrayList<>(List.of(name, name + "." + namespace, name + "." + namespace + ".svc"));
        all.addAll(more);
        return all;
    }
}
