package dev.podnetwork.core.reclaim;

import dev.podnetwork.api.cloud.EniDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What makes an interface ours, and old enough to be an orphan (spec: control-plane §5.7, README decision 9).
 *
 * @param tags every one of these, with these values
 * @param grace by the cloud's clock, from its creation
 */
public record Ownership(Map<String, String> tags, Duration grace) {

    /** Whether it carries all of our tags. */
    public boolean isOurs(EniDescription eni) {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (!tag.getValue().equals(eni.tags().get(tag.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is past the grace. */
    public boolean isOld(EniDescription eni, Instant cloudNow) {
        return !eni.createdAt().plus(grace).isAfter(cloudNow);
    }
}
