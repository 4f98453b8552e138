package dev.podnetwork.core.runtime;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.podnetwork.api.ClusterId;
import java.nio.charset.StandardCharsets;

/**
 * Client tokens: computed, never stored. The same intent has the same token in every process and at every time
 * (spec: README decision 10; weakness W26).
 */
public final class Tokens {
    private Tokens() {}

    /** 40 hexadecimal digits of SHA-256 over cluster, record uid, interface name and intent number. */
    public static String of(ClusterId cluster, String recordUid, String interfaceName, int intent) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (String part : new String[] {cluster.value(), recordUid, interfaceName, Integer.toString(intent)}) {
            hasher.putString(part, StandardCharsets.UTF_8).putByte((byte) 0);
        }
        return hasher.hash().toString().substring(0, 40);
    }
}
