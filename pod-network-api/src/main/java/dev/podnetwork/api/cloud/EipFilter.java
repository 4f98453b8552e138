package dev.podnetwork.api.cloud;

import dev.podnetwork.api.EipId;
import dev.podnetwork.api.EniId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which EIPs to describe; all parts that are given must hold (spec: openapi-wire §8.4).
 *
 * @param ids at most 50; empty means any. Unknown ids simply do not appear in the answer
 * @param addresses at most 50 public addresses; empty means any
 * @param associatedWith bound to this interface
 * @param status in this status
 * @param tags carrying all of these
 */
public record EipFilter(
        List<EipId> ids,
        List<String> addresses,
        @Nullable EniId associatedWith,
        @Nullable EipStatus status,
        Map<String, String> tags) {
    /** The most ids or addresses one describe takes. */
    public static final int MAX_IDS = 50;

    /** Keeps its own copies. */
    public EipFilter {
        ids = List.copyOf(ids);
        addresses = List.copyOf(addresses);
        if (ids.size() > MAX_IDS || addresses.size() > MAX_IDS) {
            throw new IllegalArgumentException("asked for " + ids.size() + " ids and " + addresses.size()
                    + " addresses: one describe takes at most " + MAX_IDS);
        }
    }

    /** These EIPs. */
    public static EipFilter byIds(List<EipId> ids) {
        return new EipFilter(ids, List.of(), null, null, Map.of());
    }

    /** The EIPs bound to this interface. */
    public static EipFilter onEni(EniId eni) {
        return new EipFilter(List.of(), List.of(), eni, null, Map.of());
    }

    /** The EIPs that carry this tag. */
    public static EipFilter tagged(String key, String value) {
        return new EipFilter(List.of(), List.of(), null, null, Map.of(key, value));
    }
}
