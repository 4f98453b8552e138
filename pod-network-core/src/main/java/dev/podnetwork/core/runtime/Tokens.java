package dev.podnetwork.core.runtime;

import com.google.common.hash.Hashing;
import dev.podnetwork.api.ClusterId;
import dev.podnetwork.api.EniId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Client tokens: computed, never stored. The same intent has the same token in every process and at every time
 * (spec: README decision 10; weakness W26).
 */
public final class Tokens {
    private Tokens() {}

    /** Of one attempt to delete an interface: another attempt is not to be answered with the outcome of an earlier one. */
    static String ofDelete(ClusterId cluster, EniId eni, long ticks) {
        return of(cluster, eni.value(), "delete " + ticks, 0);
    }

    /** 40 hexadecimal digits of SHA-256 over cluster, record uid, interface name and intent number. */
    public static String of(ClusterId cluster, String recordUid, String interfaceName, int intent) {
        String parts = cluster.value() + '\0' + recordUid + '\0' + interfaceName + '\0' + intent + '\0';
        byte[] hash = Hashing.sha256()
                .hashBytes(parts.getBytes(StandardCharsets.UTF_8))
                .asBytes();
        return HexFormat.of().formatHex(hash, 0, 20);
    }
}
