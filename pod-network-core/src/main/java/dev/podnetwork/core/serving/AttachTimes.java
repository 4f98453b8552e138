package dev.podnetwork.core.serving;

import dev.podnetwork.api.EniId;
import java.time.Duration;

/**
 * How long an attach takes (spec: control-plane §5.10, openapi-wire §9.1; scenario K8).
 *
 * @param deadline after which one that is not usable is late, and said to be
 * @param firstLook when it is looked at first
 */
public record AttachTimes(Duration deadline, Duration firstLook) {
    /** Of an ordinary interface. */
    public static final AttachTimes ENI = of(120, 3);

    /** Of a Lingjun interface through the API of ECS. */
    public static final AttachTimes LENI_ON_ECS = of(180, 4);

    /** Of a Lingjun interface through its own API. */
    public static final AttachTimes LENI = of(300, 18);

    /** Of this interface, through this API. */
    public static AttachTimes of(ServingApi api, EniId eni) {
        if (ServingApi.byName(eni) == ServingApi.ECS) {
            return ENI;
        }
        return api == ServingApi.ECS ? LENI_ON_ECS : LENI;
    }

    private static AttachTimes of(int deadlineSeconds, int firstLookSeconds) {
        return new AttachTimes(Duration.ofSeconds(deadlineSeconds), Duration.ofSeconds(firstLookSeconds));
    }
}
