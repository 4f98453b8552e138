package dev.podnetwork.fake.sim.check;

import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that invariants are measured against (design §2).
 *
 * @param detection within this time a difference between record and cloud is noticed and put right
 * @param orphan within this time after it lost its record, or was born without one, an interface of ours is gone: the orphan
 *     grace, one period of the sweep, and the time the sweep takes
 * @param grace the age before which no interface is taken for an orphan
 * @param ourTag the tag that every interface of ours carries
 * @param perMinute the most calls of an API in any 60 seconds
 * @param tokens how tokens are computed; null to leave that unchecked
 * @param oneKeyIn checks one key in so many; 1 for all
 */
public record InvariantSettings(
        Duration detection,
        Duration orphan,
        Duration grace,
        String ourTag,
        ToIntFunction<String> perMinute,
        @Nullable TokenRule tokens,
        int oneKeyIn) {

    /** The bounds of the design, every key, no check of tokens and none of rates. */
    public static InvariantSettings usual() {
        return new InvariantSettings(
                Duration.ofSeconds(330),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                "podnetwork.dev/intent",
                api -> Integer.MAX_VALUE,
                null,
                1);
    }

    /** The same with these rates. */
    public InvariantSettings withRates(ToIntFunction<String> limits) {
        return new InvariantSettings(detection, orphan, grace, ourTag, limits, tokens, oneKeyIn);
    }

    /** The same with tokens checked. */
    public InvariantSettings withTokens(TokenRule rule) {
        return new InvariantSettings(detection, orphan, grace, ourTag, perMinute, rule, oneKeyIn);
    }

    /** The same for one key in so many. */
    public InvariantSettings sampling(int oneIn) {
        return new InvariantSettings(detection, orphan, grace, ourTag, perMinute, tokens, oneIn);
    }
}
